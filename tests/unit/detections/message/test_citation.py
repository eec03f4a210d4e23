import pytest

from holdfire.detections.message.citation import cited_authority
from holdfire.detections.message.spelling import plain


def key(text: str, language: str = "xx") -> str | None:
    return cited_authority(plain(text), language)


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Під Куп'янськом знищено склад, повідомили в Генштабі ЗСУ.",
            "Под Купянском уничтожен склад, сообщили в Генштабе ВСУ.",
            "Генштаб ЗСУ: під Куп'янськом знищено склад",
        ),
        (
            "У Миколаєві пролунали вибухи, заявив мер Олександр Сенкевич.",
            "В Николаеве прозвучали взрывы, заявил мэр Александр Сенкевич.",
            "Explosions were heard in Mykolaiv, mayor Oleksandr Senkevych said.",
        ),
        (
            "Прокуратура Донецької області повідомила про двох загиблих.",
            "Прокуратура Донецкой области сообщила о двух погибших.",
            "Two people died, prosecutors of Donetsk region reported.",
        ),
        (
            "МАГАТЕ заявило про втрату лінії живлення.",
            "МАГАТЭ заявило о потере линии питания.",
            "The line was lost, according to the IAEA.",
        ),
        ("Пожежа триває – ДСНС", "За даними ДСНС, пожежу ліквідовано."),
        (
            "Губернатор Бєлгородської області повідомив про падіння уламків.",
            "Губернатор Белгородской области сообщил о падении обломков.",
            "The governor of Belgorod region reported falling debris.",
        ),
        ("Минобороны РФ: сбиты 12 дронов", "Міноборони РФ заявило про збиття 12 дронів."),
    ],
)
def test_those_who_cite_one_authority_share_its_key(texts: tuple[str, ...]) -> None:
    keys = {key(text) for text in texts}
    assert len(keys) == 1
    assert None not in keys


@pytest.mark.parametrize(
    "text",
    [
        "Ракета влучила у будівлю поліції, загинули двоє людей.",
        "Ракета попала в здание полиции, сообщили очевидцы.",
        "Eyewitnesses said a missile hit the police headquarters.",
        "Вибухи чутно, повідомили у прокуратурі, а в поліції заявили про двох загиблих.",
        "The mayor opened a bridge on Sunday.",
        "Генштаб опроверг сообщения о потере города.",
        "A police car was hit by a drone.",
        "Наш кореспондент повідомив, що біля міськради вибух, поліція мовчить.",
        "Удар по штабу оперативного командування, є поранені.",
        "Полицейский ранен при обстреле, сообщили врачи и спасатели.",
        "Explosions were heard in the town during the night, local channels say",
        "",
    ],
)
def test_where_nobody_or_somebody_else_is_cited_there_is_no_key(text: str) -> None:
    assert key(text) is None


def test_two_offices_of_one_kind_are_told_apart_or_not_taken() -> None:
    assert key("Міноборони України повідомило про удар.") != key(
        "Минобороны РФ сообщило об ударе."
    )
    assert key("В Минобороны сообщили об ударе.") is None, "whose ministry is not said"
    uk = cited_authority("Вибухи на околиці - мер", "uk")
    assert uk is not None
    assert uk != cited_authority("Взрывы на окраине - мэр", "ru")


def test_the_key_is_opaque() -> None:
    found = key("Минобороны РФ: сбиты 12 дронов")
    assert found is not None
    assert len(found) == 32
    assert int(found, 16) >= 0
