"""Decisions that cannot be are refused in one line that says what to do."""

from __future__ import annotations

import pytest

from evalmine.errors import ConfigError
from evalmine.themes.identity import ThemeRegistry


def message(act):
    with pytest.raises(ConfigError) as error:
        act()
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.fixture
def registry(world):
    given = world.texts("a", world.everything())
    coarse = [part[0] // 2 for part in given.part]
    return world.settled(ThemeRegistry.empty(), given, run="2024", groups=coarse).registry


REFUSED = [
    (lambda r: r.pin("T09", by="Lone"), "there is no theme T09: the registry holds T01 to T04"),
    (
        lambda r: r.merge(["T01", "T02"], by="Lone").rename("T02", "x", by="Per"),
        "T02 was merged into T01 (by Lone, decision 1): name T01, or undo decision 1",
    ),
    (
        lambda r: r.split("T01", by="Lone", parts=3).reject("T01", by="Per"),
        "T01 was split into T05, T06 and T07 (by Lone, decision 1): "
        "name one of them, or undo decision 1",
    ),
    (
        lambda r: r.split("T01", by="Lone").undo(by="Per").pin("T05", by="Lone"),
        "T05 is gone: the split of T01 (decision 1) was undone by Per: name T01",
    ),
    (
        lambda r: r.reject("T01", by="Lone").pin("T01", by="Per"),
        "T01 is rejected (by Lone, decision 1): undo decision 1 first",
    ),
    (
        lambda r: r.pin("T01", by="Lone").reject("T01", by="Per"),
        "T01 is pinned (by Lone, decision 1): undo decision 1 first",
    ),
    (
        lambda r: r.pin("T02", by="Lone").merge(["T01", "T02"], by="Per"),
        "T02 is pinned (by Lone, decision 1) and cannot be merged into T01: "
        "put it first, or undo decision 1",
    ),
    (
        lambda r: r.merge(["T01"], by="Lone"),
        "merge needs two or more different themes, not T01",
    ),
    (
        lambda r: r.merge(["T01", "T01"], by="Lone"),
        "merge needs two or more different themes, not T01 and T01",
    ),
    (
        lambda r: r.rename("T01", "Møder", by="Lone").rename("T02", "Møder", by="Per"),
        "T01 is already called »Møder« (by Lone, decision 1): "
        "choose another name for T02, or merge the two",
    ),
    (lambda r: r.rename("T01", " \n ", by="Lone"), "the name is empty: give the theme a name"),
    (
        lambda r: r.pin("T01", by=" "),
        "by is empty: say who decides, for example by='Lone'",
    ),
    (
        lambda r: r.pin("G1", by="Lone"),
        "G1 is a group of themes and can only be renamed: name a theme",
    ),
    (
        lambda r: r.split("T01", by="Lone", parts=1),
        "a split into 1: give two or more parts",
    ),
    (
        lambda r: r.split("T01", by="Lone", parts=[["a-0a-000"], ["a-1a-000"]]),
        "segment a-1a-000 does not lie in T01: name segments that do",
    ),
    (
        lambda r: r.split("T01", by="Lone", parts=[["a-0a-000"], ["a-0a-000"]]),
        "segment a-0a-000 is named twice: name it for one part",
    ),
    (
        lambda r: r.split("T01", by="Lone", parts=[["a-0a-000"], []]),
        "part 2 of T01 names no segment: name one",
    ),
    (lambda r: r.undo(by="Lone"), "there is no decision to undo"),
    (
        lambda r: r.pin("T01", by="Lone").undo(4, by="Lone"),
        "there is no decision 4: the last one is 1",
    ),
    (
        lambda r: r.pin("T01", by="Lone").pin("T02", by="Lone").undo(1, by="Per").undo(1, by="Per"),
        "decision 1 is already undone (by Per)",
    ),
    (
        lambda r: r.split("T01", by="Lone").pin("T05", by="Per").undo(1, by="Lone"),
        "decision 1 cannot be undone: decision 2 (pin of T05) rests on it: undo that first",
    ),
    (
        lambda r: r.with_names({"T77": ("x", [])}),
        "there is no theme T77 in the registry: settle first",
    ),
]


@pytest.mark.parametrize(("act", "told"), REFUSED, ids=[told[:40] for _, told in REFUSED])
def test_what_cannot_be_is_refused(registry, act, told):
    assert message(lambda: act(registry)) == told


def test_an_empty_registry_says_so():
    assert message(lambda: ThemeRegistry.empty().pin("T01", by="Lone")) == (
        "there is no theme T01: the registry is empty: settle a run first"
    )


def test_a_decision_changes_only_the_registry_it_returns(registry):
    pinned = registry.pin("T01", by="Lone")

    assert not registry["T01"].pinned
    assert pinned["T01"].pinned
    assert not pinned.undo(by="Lone")["T01"].pinned


def test_a_decision_in_between_can_be_undone(registry):
    changed = registry.rename("T01", "Møder", by="Lone").reject("T02", by="Per")
    undone = changed.undo(1, by="Lone")

    assert undone["T01"].name == ""
    assert undone["T02"].status == "rejected"
    assert [d.undone_by for d in undone.decisions] == ["Lone", ""]


def test_decisions_read_as_sentences(registry):
    made = (
        registry.rename("T01", "Møder", by="Lone")
        .merge(["T01", "T02"], by="Lone")
        .split("T03", by="Per")
        .pin("T04", by="Per")
        .undo(by="Lone")
    )

    assert [d.sentence("da") for d in made.decisions] == [
        "Lone har givet T01 navnet »Møder« efter kørslen 2024.",
        "Lone har lagt T02 ind under T01 efter kørslen 2024.",
        "Per har delt T03 i T05 og T06 efter kørslen 2024.",
        "Per har fastholdt T04 efter kørslen 2024; Lone har siden ophævet det.",
    ]
    assert made.decisions[1].sentence("en") == "Lone merged T02 into T01 after run 2024."
