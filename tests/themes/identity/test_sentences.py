"""Events read as sentences that one could print."""

from __future__ import annotations

import pytest

from evalmine.themes.identity.events import ROW_COLUMNS, Event, Flow, event_rows
from evalmine.themes.identity.sentences import share_in_words


def flow(theme_id="T11", name="ledelse", *, n=34, known=None, old=101, new=90):
    return Flow(theme_id, name, "2024", n, n if known is None else known, old, new, 0.9)


def event(kind, *flows, theme_id="T07", name="mødestruktur", n=90, **more):
    return Event(kind, "2025", theme_id, name, n, flows=flows, **more)


SENTENCES = [
    (
        event("takeover", flow("T07", "møder", n=50, old=60), flow()),
        "T07 »mødestruktur« (2025; før »møder«) fortsætter og overtager en tredjedel af "
        "T11 »ledelse« (2024; 34 af 101 segmenter).",
        "T07 'mødestruktur' (2025; formerly 'møder') continues and takes over a third of "
        "T11 'ledelse' (2024; 34 of 101 segments).",
    ),
    (
        event("merge", flow("T07", "mødestruktur", n=50), flow(n=97), flow("T12", "tid", n=51)),
        "T07 »mødestruktur« (2025) fortsætter og overtager næsten alle segmenter fra "
        "T11 »ledelse« (2024; 97 af 101 segmenter) og halvdelen af T12 »tid« (2024; 51 af 101 "
        "segmenter); T11 og T12 er ikke længere temaer for sig.",
        "T07 'mødestruktur' (2025) continues and takes over almost all segments of "
        "T11 'ledelse' (2024; 97 of 101 segments) and half of T12 'tid' (2024; 51 of 101 "
        "segments); T11 and T12 are no longer themes of their own.",
    ),
    (
        event("merge", flow("T07", "mødestruktur", n=50), flow(n=34, known=0)),
        "T07 »mødestruktur« (2025) fortsætter og overtager en tredjedel af T11 »ledelse« "
        "(2024; 34 nye af de 101 segmenter, der hører til T11 eller ligger nærmest det); "
        "T11 er ikke længere et tema for sig.",
        "T07 'mødestruktur' (2025) continues and takes over a third of T11 'ledelse' "
        "(2024; 34 new ones of the 101 segments that belong to T11 or lie nearest to it); "
        "T11 is no longer a theme of its own.",
    ),
    (
        event("takeover", flow("T07", "", n=50), flow(n=40, old=300, new=90)),
        "T07 »mødestruktur« (2025) fortsætter og får 44 % af sine segmenter fra T11 »ledelse« "
        "(2024; 40 af de 90 segmenter i T07).",
        "T07 'mødestruktur' (2025) continues and gets 44% of its segments from T11 'ledelse' "
        "(2024; 40 of the 90 segments in T07).",
    ),
    (
        event("split", flow(n=67, known=66, new=80), n=80),
        "T07 »mødestruktur« (2025) er skilt ud af T11 »ledelse« (2024) og har fået to tredjedele "
        "af segmenterne derfra (67 af 101 segmenter, heraf 1 nyt, der ligger nærmest T11).",
        "T07 'mødestruktur' (2025) was split off from T11 'ledelse' (2024) and took two thirds "
        "of the segments with it (67 of 101 segments, 1 of them new and nearest to T11).",
    ),
    (
        event("split", flow(n=40, old=300, new=45), n=45),
        "T07 »mødestruktur« (2025) er skilt ud af T11 »ledelse« (2024): 89 % af segmenterne "
        "kommer derfra (40 af de 45 segmenter i T07).",
        "T07 'mødestruktur' (2025) was split off from T11 'ledelse' (2024): 89% of the segments "
        "come from there (40 of the 45 segments in T07).",
    ),
    (
        event("split", flow(), flow("T03", "", n=26), n=80),
        "T07 »mødestruktur« (2025) er dannet af en tredjedel af T11 »ledelse« (2024; 34 af 101 "
        "segmenter) og en fjerdedel af T03 (2024; 26 af 101 segmenter).",
        "T07 'mødestruktur' (2025) was formed of a third of T11 'ledelse' (2024; 34 of 101 "
        "segments) and a quarter of T03 (2024; 26 of 101 segments).",
    ),
    (
        event("split", flow(n=34), n=90),
        "T07 »mødestruktur« (2025) er et nyt tema, der har fået en tredjedel af T11 »ledelse« "
        "(2024; 34 af 101 segmenter).",
        "T07 'mødestruktur' (2025) is a new theme that took over a third of T11 'ledelse' "
        "(2024; 34 of 101 segments).",
    ),
    (
        event("split", flow(n=31, old=300), n=90),
        "T07 »mødestruktur« (2025) er et nyt tema; en tredjedel af segmenterne kommer fra "
        "T11 »ledelse« (2024; 31 af de 90 segmenter i T07).",
        "T07 'mødestruktur' (2025) is a new theme; a third of the segments come from "
        "T11 'ledelse' (2024; 31 of the 90 segments in T07).",
    ),
    (
        event("split", flow(n=40, known=0, old=300, new=45), n=45),
        "T07 »mødestruktur« (2025) er skilt ud af T11 »ledelse« (2024): 89 % af segmenterne "
        "kommer derfra (40 af de 45 segmenter i T07: nye, der ligger nærmest T11).",
        "T07 'mødestruktur' (2025) was split off from T11 'ledelse' (2024): 89% of the segments "
        "come from there (40 of the 45 segments in T07: new and nearest to T11).",
    ),
    (
        event("birth", n=28),
        "T07 »mødestruktur« er et nyt tema i 2025 med 28 segmenter.",
        "T07 'mødestruktur' is a new theme in 2025 with 28 segments.",
    ),
    (
        event("return", n=1, last_run="2023"),
        "T07 »mødestruktur« er fundet igen i 2025 med 1 segment; sidst var det med i 2023.",
        "T07 'mødestruktur' was found again in 2025 with 1 segment; it was last there in 2023.",
    ),
    (
        event("death", n=0, last_run="2024"),
        "T07 »mødestruktur« er ikke længere fundet i 2025; sidst var det med i 2024. "
        "Ingen af segmenterne i 2025 hører til det.",
        "T07 'mødestruktur' was no longer found in 2025; it was last there in 2024. "
        "None of the segments in 2025 belong to it.",
    ),
    (
        event("death", flow("T01", n=7), flow("T02", n=5), n=0, last_run="2024"),
        "T07 »mødestruktur« er ikke længere fundet i 2025; sidst var det med i 2024. "
        "12 segmenter, der hørte til det, ligger nu i T01 (7) og T02 (5).",
        "T07 'mødestruktur' was no longer found in 2025; it was last there in 2024. "
        "12 segments that belonged to it now lie in T01 (7) and T02 (5).",
    ),
    (
        event("death", flow("T01", n=7, known=0), flow("T02", n=5, known=0), n=0),
        "T07 »mødestruktur« er ikke længere fundet i 2025. "
        "12 nye segmenter, der ligger nærmest det, ligger i T01 (7) og T02 (5).",
        "T07 'mødestruktur' was no longer found in 2025. "
        "12 new segments nearest to it lie in T01 (7) and T02 (5).",
    ),
    (
        event("death", flow("T01", n=7, known=1), flow("T02", n=5), n=0),
        "T07 »mødestruktur« er ikke længere fundet i 2025. 6 segmenter, der hørte til det, og "
        "6 nye segmenter, der ligger nærmest det, ligger nu i T01 (7) og T02 (5).",
        "T07 'mødestruktur' was no longer found in 2025. 6 segments that belonged to it and "
        "6 new segments nearest to it now lie in T01 (7) and T02 (5).",
    ),
    (
        event("death", flow("T01", n=1, known=0), n=0),
        "T07 »mødestruktur« er ikke længere fundet i 2025. "
        "1 nyt segment, der ligger nærmest det, ligger i T01 (1).",
        "T07 'mødestruktur' was no longer found in 2025. "
        "1 new segment nearest to it lies in T01 (1).",
    ),
    (
        event("pinned", flow("T01", n=9), flow("T02", n=4), flow("T03", n=1), n=14, by="Lone"),
        "T07 »mødestruktur« er fastholdt af Lone i 2025, selv om ingen klynge svarer til det: "
        "14 segmenter er taget fra T01 (9), T02 (4) og T03 (1).",
        "T07 'mødestruktur' is kept in 2025 because Lone pinned it, though no cluster matches "
        "it: 14 segments were taken from T01 (9), T02 (4) and T03 (1).",
    ),
    (
        event("continuation", flow("T07", "mødestruktur", n=80, known=0)),
        "T07 »mødestruktur« (2025) fortsætter T07 »mødestruktur« (2024; 80 nye af de 101 "
        "segmenter, der hører til T07 eller ligger nærmest det).",
        "T07 'mødestruktur' (2025) continues T07 'mødestruktur' (2024; 80 new ones of the "
        "101 segments that belong to T07 or lie nearest to it).",
    ),
]


@pytest.mark.parametrize(("told", "danish", "english"), SENTENCES)
def test_an_event_reads_as_a_sentence(told, danish, english):
    assert told.sentence("da") == danish
    assert told.sentence("en") == english


def test_without_labels_and_names_a_sentence_is_still_whole():
    birth = Event("birth", "", "T01", "", 12)
    assert birth.sentence("da") == "T01 er et nyt tema med 12 segmenter."


def test_within_one_run_the_year_is_not_repeated():
    own = Flow("T01", "a", "2025", 20, 20, 40, 20, 0.9)
    split = Event("split", "2025", "T02", "b", 20, flows=(own,))

    assert split.sentence("da") == (
        "T02 »b« (2025) er skilt ud af T01 »a« og har fået halvdelen af segmenterne derfra "
        "(20 af 40 segmenter)."
    )


@pytest.mark.parametrize(
    ("share", "danish"),
    [
        (0.25, "en fjerdedel"),
        (0.22, "knap en fjerdedel"),
        (1 / 3, "en tredjedel"),
        (0.37, "godt en tredjedel"),
        (0.52, "halvdelen"),
        (0.66, "to tredjedele"),
        (0.75, "tre fjerdedele"),
        (0.9, "næsten alle"),
        (1.0, "alle"),
        (0.6, "60 %"),
        (0.05, "5 %"),
    ],
)
def test_shares_near_a_common_fraction_are_words(share, danish):
    assert share_in_words(share) == danish


def test_rows_hold_one_line_per_flow_and_the_same_columns():
    rows = event_rows([event("merge", flow("T07"), flow()), event("birth")], "en")

    assert [tuple(row) for row in rows] == [ROW_COLUMNS] * 3
    assert rows[1]["from_id"] == "T11"
    assert rows[1]["share_of_old"] == 0.3366
    assert rows[1]["carried_by"] == "segments"
    assert rows[2]["from_id"] == ""
    assert rows[2]["n_shared"] is None
    assert rows[0]["sentence"] == rows[1]["sentence"]
