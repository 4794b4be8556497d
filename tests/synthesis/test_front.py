from __future__ import annotations

from dataclasses import replace

import pytest

from evalmine.synthesis.front import front_learnings, with_places
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.support import Support


def learning(number=1, aspect="change", theme="C-a", notes=(), segments=None, **options):
    return Learning(
        learning_id=f"L{number:03d}",
        headline=f"Læring {number}",
        statement="",
        scope="",
        level="",
        aspect=aspect,
        theme_id=theme,
        theme_name="",
        support=Support(10, 40, 10, 10, 0.1, 0.4),
        segment_ids=tuple(segments or (f"{number}#1", f"{number}#2")),
        notes=tuple(notes),
        key=f"{theme}/{number}",
        **options,
    )


@pytest.mark.parametrize(
    ("pool", "holds", "absent"),
    [
        (("A", 3, 24), True, False),  # half of 25 %
        (("A", 2, 10), False, False),  # common, but of too few projects
        (("A", 2, 24), False, True),
        (("A", 0, 8), False, True),
        (("A", 0, 7), False, False),  # too few to tell
        (("A", 0, 0), False, False),
    ],
)
def test_where_a_learning_holds_and_where_it_does_not(pool, holds, absent):
    placed = with_places(learning(pools=(pool, ("B", 8, 16))))
    assert placed.holds_in == (("A", "B") if holds else ("B",))
    assert placed.absent_in == (("A",) if absent else ())


def test_one_pool_alone_and_pools_themselves_have_no_places():
    assert with_places(learning(pools=(("A", 9, 10),))).holds_in == ()
    inside = replace(learning(pools=(("A", 5, 10), ("B", 5, 10))), scope="A")
    assert with_places(inside).holds_in == ()


def test_the_front_page_is_varied_and_in_order_of_weight():
    found = [learning(i, "change", f"C-{i}") for i in range(1, 5)]
    found += [learning(5, "barrier", "C-5"), learning(6, "learning", "C-6")]
    chosen = front_learnings(found, n_front=4)
    assert [x.learning_id for x in chosen] == ["L001", "L002", "L005", "L006"]
    assert [x.learning_id for x in front_learnings(found, n_front=7)] == [
        x.learning_id for x in found
    ]


@pytest.mark.parametrize("note", ["one_pool", "one_sector", "one_voice", "one_level"])
def test_what_rests_on_one_stays_off_while_others_are_there(note):
    rests, across = learning(1, notes=[note]), learning(2, theme="C-b", notes=["only_self"])
    assert front_learnings([rests, across]) == (across,)
    assert front_learnings([rests]) == (rests,)


def test_what_mostly_repeats_another_stays_off():
    first = learning(1, theme="C-a", segments=("a", "b", "c", "d"))
    second = learning(2, theme="C-b", segments=("b", "c", "x"))
    assert front_learnings([first, second]) == (first,)


def test_without_a_codebook_several_claims_of_one_theme_may_stand_there():
    found = [learning(i, theme="T01", headline_by="in_vivo") for i in (1, 2)]
    assert front_learnings(found) == tuple(found)
