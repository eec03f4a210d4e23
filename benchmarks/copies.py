"""Copies, rewrites and translations of messages: what is found, beside a text-only peer.

Accuracy on the held-out messages written by hand (``tests/data/copies``): pairs in one origin
group. The peer is the cosine of TF-IDF vectors of scikit-learn, once over words and once over
letters (n-grams of three to five, which see that Ukrainian and Russian words are alike), its
threshold set so that nine in ten joins on the tuning part are right. Speed on drawn reports.
"""

from __future__ import annotations

import random
import resource
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
from benchmarks.figure import Figure, seconds_of
from benchmarks.machine import versions
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from tests.against.copies.gold import Pair, Telling, pairs_of, read, table_of

from holdfire.detections.copying import copies_of
from holdfire.detections.origin import origin_groups
from holdfire.observations.record import OBSERVATION_SCHEMA

DRAWS = 2_000
GOOD = 0.9
KINDS = ("exact", "near", "rewrite", "translated")
DAY_US = 86_400_000_000
SENTENCES = (
    "О {t} у {p} дрон влучив у {o}, поранено {n} людей, повідомили в адміністрації",
    "В {t} в {p} беспилотник попал в {o}, ранены {n} человек, сообщили в администрации",
    "At {t} in {p} a drone hit {o}, {n} people were wounded, the administration said",
    "У {p} пролунали вибухи о {t}, пошкоджено {o} та {n} автомобілів",
    "В {p} прозвучали взрывы в {t}, повреждены {o} и {n} автомобилей",
    "Explosions in {p} at {t} damaged {o} and {n} cars",
)
OBJECTS = (
    ("школу", "школу", "a school"), ("лікарню", "больницу", "a hospital"),
    ("міст", "мост", "a bridge"), ("склад", "склад", "a warehouse"),
    ("ринок", "рынок", "a market"), ("підстанцію", "подстанцию", "a substation"),
)  # fmt: skip
CYRILLIC = ("ма", "ро", "ве", "ку", "лі", "до", "са", "ні", "то", "бе", "га", "зу")
LATIN = ("ma", "ro", "ve", "ku", "li", "do", "sa", "ni", "to", "be", "ha", "zu")
SYLLABLES = tuple(zip(CYRILLIC, LATIN, strict=True))


def joined_by_groups(tellings: list[Telling], pairs: list[Pair]) -> np.ndarray:
    """Which pairs are in one origin group."""
    group = origin_groups(table_of(tellings), {}).to_pylist()
    return np.array([group[one.left] == group[one.right] for one in pairs])


def cosines(tellings: list[Telling], pairs: list[Pair], kind: str) -> np.ndarray:
    """The cosine of each pair's TF-IDF vectors over words or letters."""
    sizes = (1, 2) if kind == "word" else (3, 5)
    made = TfidfVectorizer(analyzer=kind, ngram_range=sizes, sublinear_tf=True)
    table = made.fit_transform([one.text for one in tellings])
    left, right = ([getattr(one, side) for one in pairs] for side in ("left", "right"))
    return np.asarray(table[left].multiply(table[right]).sum(axis=1)).ravel()


def precision(joined: np.ndarray, copies: np.ndarray) -> float:
    """The share of joined pairs that are copies; one where none is joined."""
    right = int((joined & copies).sum())
    return right / int(joined.sum()) if joined.any() else 1.0


def lowest_threshold(kind: str) -> float:
    """From where nine in ten pairs that the peer joins on the tuning part are copies."""
    tellings = read("tuning")
    pairs = pairs_of(tellings)
    copies = np.array([one.kind != "apart" for one in pairs])
    scores = cosines(tellings, pairs, kind)
    cuts = [float(cut) for cut in np.unique(scores)]
    return min(cut for cut in cuts if precision(scores >= cut, copies) >= GOOD)


def interval(pairs: list[Pair], of: Callable[[list[int]], float]) -> tuple[float, float]:
    """The 95 % range of a share when families are drawn anew (seed 1)."""
    families: dict[str, list[int]] = {}
    for place, one in enumerate(pairs):
        families.setdefault(one.family, []).append(place)
    names = sorted(families)
    draw = random.Random(1)  # noqa: S311 - families drawn anew, no secret
    values = []
    for _ in range(DRAWS):
        chosen = [
            place for name in draw.choices(names, k=len(names)) for place in families[name]
        ]
        values.append(of(chosen))
    low, high = np.nanquantile(values, (0.025, 0.975)).tolist()
    return low, high


def accuracy() -> list[Figure]:
    """Precision, recall, and recall of each kind, ours beside the better peer."""
    tellings = read("held_out")
    pairs = pairs_of(tellings)
    ours = joined_by_groups(tellings, pairs)
    kinds = np.array([one.kind for one in pairs])
    copies = kinds != "apart"
    peers = {
        kind: cosines(tellings, pairs, kind) >= lowest_threshold(kind)
        for kind in ("word", "char_wb")
    }
    name = max(peers, key=lambda kind: float((peers[kind] & copies).sum()))
    peer = f"TF-IDF cosine of scikit-learn, {'words' if name == 'word' else 'letters'}"
    used = versions("scikit-learn")

    def figure(short: str, title: str, inside: np.ndarray, goal: float, hit: bool) -> Figure:  # noqa: FBT001 - which of two shares
        def share(joined: np.ndarray, chosen: list[int]) -> float:
            whole = inside[chosen] if hit else joined[chosen]
            right = whole & joined[chosen] & copies[chosen]
            return float(right.sum() / whole.sum()) if whole.any() else float("nan")

        every = list(range(len(pairs)))
        own, other = share(ours, every), share(peers[name], every)
        low, high = interval(pairs, lambda chosen: share(ours, chosen))
        count = int(inside.sum() if hit else ours.sum())
        return Figure(
            f"copies.{short}", title, own, "share", f"at least {goal}", own >= goal,
            peer, other, own / other if other else None,
            f"Held-out messages in Ukrainian, Russian and English, {count} pairs of"
            f" 21 families; 95 % range over families {low:.3f} to {high:.3f}.", used,
        )  # fmt: skip

    return [
        figure("precision", "Joined pairs that are copies", copies, 0.9, hit=False),
        figure("recall", "Copies that are joined", copies, 0.85, hit=True),
        *(
            figure(kind, f"Copies that are joined: {kind}", kinds == kind, goal, hit=True)
            for kind, goal in zip(KINDS, (1.0, 1.0, 0.85, 0.8), strict=True)
        ),
    ]


def drawn(count: int) -> pa.Table:
    """Reports of a front, 5,000 a day, one in three happenings told twice or thrice."""
    draw = random.Random(2)  # noqa: S311 - a drawn front, no secret
    start = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp() * 1e6)
    texts: list[object] = []
    times: list[object] = []
    lon: list[object] = []
    lat: list[object] = []
    towns = [
        (draw.choices(SYLLABLES, k=4), draw.uniform(30.0, 38.0), draw.uniform(46.0, 50.0))
        for _ in range(6_000)
    ]
    while len(texts) < count:
        place, x, y = draw.choice(towns)
        time = start + int(len(texts) / 5_000 * DAY_US)
        clock = f"{draw.randrange(24)}:{draw.randrange(60):02}"
        which, number, objects = (
            draw.choice((0, 3)),
            draw.randrange(2, 40),
            draw.choice(OBJECTS),
        )
        for language in draw.sample(range(3), draw.choice((1, 1, 1, 1, 2, 3))):
            town = "".join(one[language == 2] for one in place).title()
            told = SENTENCES[which + language]
            texts.append(told.format(t=clock, p=town, o=objects[language], n=number))
            times.append(time)
            lon.append(x)
            lat.append(y)
    columns: dict[str, list[object]] = {
        "id": [f"{k:08}" for k in range(count)],
        "modality": ["report"] * count,
        "narrative": texts[:count],
        "lon": lon[:count],
        "lat": lat[:count],
        "t_start": times[:count],
        "t_end": times[:count],
    }
    nothing: list[object] = [None] * count
    arrays = [
        pa.array(columns.get(name, nothing), kind)
        for name, kind in zip(OBSERVATION_SCHEMA.names, OBSERVATION_SCHEMA.types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=OBSERVATION_SCHEMA)


def speed(count: int) -> list[Figure]:
    """Reports read and compared per second, one process."""
    table = drawn(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found: list[object] = []
    seconds = seconds_of(lambda: found.extend(copies_of(table)))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024.0
    settings = (
        f"{count:,} drawn reports, 5,000 a day, {len(found):,} joins; {grown:,.0f} MiB more"
        " than the table at the most."
    )
    return [
        Figure(
            "copies.speed", "Reports searched for copies", count / seconds, "reports/s",
            "a million within 20 minutes", count / seconds >= 1e6 / 1200.0, settings=settings,
            versions=versions("numpy"),
        )
    ]  # fmt: skip


def run(scale: str) -> list[Figure]:
    """Accuracy in both scales; a million reports or ten thousand."""
    return [*accuracy(), *speed(1_000_000 if scale == "full" else 10_000)]
