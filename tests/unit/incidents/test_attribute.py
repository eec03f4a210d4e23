from holdfire.incidents.attribute import merged_attributes, merged_count


def test_what_all_agree_on_remains() -> None:
    merged, flags = merged_attributes(
        [
            ['{"calibre_mm":[122,152],"kind":["artillery"]}'],
            ['{"calibre_mm":[152,203]}'],
            [None],
        ]
    )
    assert merged == {"calibre_mm": (152,), "kind": ("artillery",)}
    assert flags == ()


def test_a_contradiction_keeps_everything_and_is_flagged() -> None:
    merged, flags = merged_attributes([['{"mode":"impact"}'], ['{"mode":["launch"]}']])
    assert merged == {"mode": ("impact", "launch")}
    assert flags == ("conflict:mode",)


def test_copies_of_one_message_do_not_contradict_each_other() -> None:
    merged, flags = merged_attributes([['{"mode":["impact"]}', '{"mode":["launch"]}']])
    assert merged == {"mode": ("impact", "launch")}
    assert flags == ()


def test_unknown_excludes_nothing() -> None:
    merged, flags = merged_attributes(
        [['{"system":null,"object":[]}'], ['{"object":["school"]}']]
    )
    assert merged == {"object": ("school",)}
    assert flags == ()


def test_true_and_one_are_two_values() -> None:
    merged, flags = merged_attributes([['{"x":[true]}'], ['{"x":[1]}']])
    assert flags == ("conflict:x",)
    assert len(merged["x"]) == 2


def test_counts_are_never_added() -> None:
    assert merged_count([(4, 8), (None, None), (30, 30)]) == (30, 30)
    assert merged_count([(4, 8), (2, 10)]) == (4, 10)
    assert merged_count([(None, None)]) == (None, None)
