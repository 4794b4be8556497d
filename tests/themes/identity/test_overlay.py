"""What people decide holds in later runs, with new texts and in years of new texts alone."""

from __future__ import annotations

import pytest

from evalmine.errors import ConfigError
from evalmine.themes.identity import ThemeRegistry


@pytest.fixture
def years(world):
    """Three later runs: the same texts, some more, and another year's."""
    given, _ = world.first()
    more = given + world.texts("b", world.everything(4))
    return {"2025": given, "2026": more, "2027": world.texts("c", world.everything(15))}


def run_all(world, registry, years, cluster_of=None, **options):
    """Settle each run, twice: the second time must change nothing."""
    results = {}
    for run, given in years.items():
        result = world.settled(registry, given, cluster_of or world.by_topic, run=run, **options)
        again = world.settled(result.registry, given, cluster_of or world.by_topic, run=run)
        assert again.registry == result.registry
        registry = ThemeRegistry.from_json(result.registry.to_json())
        results[run] = result
    return results


def test_a_name_is_never_overwritten(world, years):
    _, registry = world.first()
    registry = registry.rename("T02", "Mødestruktur", by="Lone")
    for run, given in years.items():
        result = world.settled(registry, given, run=run).with_names(
            {"T02": ("møde, tid", ["møde"])}
        )
        registry = result.registry

        at = result.theme_ids.index("T02")
        assert (result.names[at], result.named_by[at]) == ("Mødestruktur", "Lone")
        assert (registry["T02"].name, registry["T02"].named_by) == ("Mødestruktur", "Lone")
        assert registry["T02"].keywords == ("møde",)
    assert registry.undo(by="Lone")["T02"].name == "møde, tid"


def test_merged_themes_stay_united(world, years):
    _, registry = world.first()
    for run, result in run_all(world, registry.merge(["T02", "T03"], by="Lone"), years).items():
        themes = world.theme_of(result, years[run])

        assert themes[1, 0] == themes[2, 1] == "T02"
        assert result.theme_ids == ("T01", "T02", "T04")
        assert result.events == ()
        assert result.share_moved == 0
        assert (result.registry["T03"].status, result.registry["T03"].successors) == (
            "merged",
            ("T02",),
        )


def test_merged_themes_stay_united_where_the_clustering_finds_only_one_of_them(world, years):
    _, registry = world.first()
    registry = registry.merge(["T02", "T03"], by="Lone")
    without = world.texts("d", {p: 15 for p in world.everything() if p[0] != 1})
    result = world.settled(registry, without, run="2025")

    assert world.theme_of(result, without)[2, 0] == "T02"
    assert result.events == ()


def test_undoing_a_merge_brings_the_theme_back_with_its_later_segments(world, years):
    _, registry = world.first()
    last = run_all(world, registry.merge(["T02", "T03"], by="Lone"), years)["2027"]
    result = world.settled(last.registry.undo(by="Lone"), years["2027"], run="2028")

    assert world.theme_of(result, years["2027"])[2, 0] == "T03"
    assert result.events == ()
    assert result.share_moved == 0


@pytest.mark.parametrize("parts", [2, "groups"])
def test_parts_of_a_split_keep_their_ids(world, years, parts):
    given, registry = world.first()
    if parts == "groups":
        ids = given.only(lambda p: p[0] == 1)
        parts = [
            [x for x, p in zip(ids.ids, ids.part, strict=True) if p == (1, part)][:3]
            for part in (1, 0)
        ]
    registry = registry.split("T02", by="Lone", parts=parts)
    seen = set()
    for run, result in run_all(world, registry, years).items():
        themes = world.theme_of(result, years[run])
        seen.add((themes[1, 0], themes[1, 1]))

        assert set(result.theme_ids) == {"T01", "T03", "T04", "T05", "T06"}
        assert result.events == ()
        assert result.share_moved == 0
        assert result.registry["T02"].status == "split"
        assert result.registry["T02"].successors == ("T05", "T06")
    assert len(seen) == 1
    if not isinstance(parts, int):
        assert seen == {("T06", "T05")}


def test_a_segment_that_a_person_placed_stays_in_its_part(world):
    given, registry = world.first()
    own = {p: [x for x, q in zip(given.ids, given.part, strict=True) if q == p] for p in given.part}
    # One segment of the second part is said to belong to the first.
    odd = own[1, 1][7]
    registry = registry.split("T02", by="Lone", parts=[[*own[1, 0][:5], odd], own[1, 1][:5]])
    result = world.settled(registry, given, run="2025")

    assert result.theme_ids[result.labels[given.ids.index(odd)]] == "T05"


def test_undoing_a_split_brings_the_whole_theme_back(world, years):
    _, registry = world.first()
    last = run_all(world, registry.split("T02", by="Lone"), years)["2027"]
    undone = last.registry.undo(by="Per")
    result = world.settled(undone, years["2027"], run="2028")

    assert world.theme_of(result, years["2027"])[1, 0] == "T02"
    assert result.events == ()
    assert result.registry["T05"].status == "undone"
    assert result.registry.split("T02", by="Per").themes[-1].theme_id == "T08"


@pytest.mark.parametrize("parts", [2, "groups"])
def test_a_split_waits_until_its_theme_is_there_and_the_loss_is_told(world, parts):
    given, registry = world.first()
    few = ("a-1a-000", "a-1b-000")
    by = [[x] for x in few] if parts == "groups" else parts
    split = registry.split("T02", by="Lone", parts=by)
    # The two texts that are left have gone over to topic 0.
    kept = given.only(lambda p: p[0] != 1)
    run = (
        [*kept.labels(world.by_topic), 0, 0],
        [*kept.ids, *few],
        [*kept.vectors, given.vectors[0], given.vectors[0]],
    )
    plain = registry.settle(*run, run="2025")
    early = split.settle(*run, run="2025")
    later = world.settled(early.registry, given, run="2026")

    assert [(e.kind, e.theme_id) for e in early.events] == [("death", "T02")]
    assert early.events == plain.events == early.registry.events[-1:]
    assert "T02" not in early.theme_ids
    assert [dict(w) for w in early.waiting] == [
        {
            "da": "T02 kunne ikke deles i 2025, for temaet er ikke fundet. "
            "Delingen venter, til det er.",
            "en": "T02 could not be split in 2025, for it was not found. "
            "The split waits until it is.",
        }
    ]
    assert later.waiting == ()
    assert {"T05", "T06"} < set(later.theme_ids)


def test_a_theme_with_too_few_texts_for_its_split_stands_whole(world):
    given, registry = world.first()
    split = registry.split("T02", by="Lone", parts=[["a-1a-000"], ["a-1b-000"]])
    without = given.only(lambda p: p != (1, 1))
    result = world.settled(split, without, run="2025")

    assert "T02" in result.theme_ids
    assert result.events == ()
    assert [w["da"] for w in result.waiting] == [
        "T02 kunne ikke deles i 2025: for få af dets segmenter er med. "
        "Temaet står samlet, til de er."
    ]


def test_parts_of_an_undone_split_are_hidden_but_their_ids_stay_taken(world):
    _, registry = world.first()
    undone = registry.split("T02", by="Lone").undo(by="Per")
    undone = ThemeRegistry.from_json(undone.to_json())

    assert [t.theme_id for t in undone.themes] == ["T01", "T02", "T03", "T04"]
    assert repr(undone) == "ThemeRegistry(4 themes, runs: 2024, 0 decisions)"
    assert undone["T05"].successors == ("T02",)
    with pytest.raises(ConfigError, match="the registry holds T01 to T04"):
        undone.pin("T09", by="Lone")
    assert undone.split("T02", by="Per").themes[-1].theme_id == "T08"


def test_decisions_build_on_each_other(world, years):
    """A merged theme is split, and one of its parts goes to a third theme."""
    _, registry = world.first()
    registry = registry.merge(["T02", "T03"], by="Lone").split("T02", by="Lone")
    for run, result in run_all(world, registry.merge(["T04", "T06"], by="Per"), years).items():
        themes = world.theme_of(result, years[run])

        assert set(result.theme_ids) == {"T01", "T04", "T05"}
        assert {themes[1, 0], themes[2, 0]} == {"T04", "T05"}
        assert themes[3, 0] == "T04"


def test_a_pinned_theme_is_kept_though_no_cluster_matches_it(world, years):
    _, registry = world.first()
    registry = registry.pin("T04", by="Lone")

    def united(part):
        return min(part[0], 2)

    results = run_all(world, registry, years, united, steady=False)
    for run, result in results.items():
        themes = world.theme_of(result, years[run])

        assert result.status[result.theme_ids.index("T04")] == "pinned"
        assert "T04" in themes[3, 0]
        assert "T04" not in themes[2, 0]
    assert [e.kind for e in results["2025"].events] == ["pinned"]
    assert [e.kind for e in results["2026"].events] == []
    assert results["2025"].events[0].by == "Lone"

    back = world.settled(results["2027"].registry, years["2027"], run="2028", steady=False)
    assert world.theme_of(back, years["2027"])[3, 0] == "T04"
    assert back.status[back.theme_ids.index("T04")] == "found"
    assert back.registry["T04"].pinned


def test_undoing_a_pin_gives_the_segments_back(world):
    given, registry = world.first()

    def united(part):
        return min(part[0], 2)

    kept = world.settled(registry.pin("T04", by="Lone"), given, united, run="2025", steady=False)
    freed = world.settled(kept.registry.undo(by="Lone"), given, united, run="2025")

    assert "T04" in kept.theme_ids
    assert freed.theme_ids == ("T01", "T02", "T03")
    assert [event.kind for event in freed.events] == ["merge"]
    assert freed.registry["T04"].status == "dormant"


def test_a_pinned_theme_without_any_segment_stays_in_the_registry(world):
    _, registry = world.first()
    without = world.texts("d", {p: 15 for p in world.everything() if p[0] != 3})
    result = world.settled(registry.pin("T04", by="Lone"), without, run="2025")

    assert "T04" not in result.theme_ids
    assert [(e.kind, e.theme_id, e.n_segments) for e in result.events] == [("pinned", "T04", 0)]
    assert result.registry["T04"].pinned


def test_a_rejected_theme_goes_on_as_rejected(world, years):
    _, registry = world.first()
    for run, result in run_all(world, registry.reject("T03", by="Lone"), years).items():
        at = result.theme_ids.index("T03")

        assert world.theme_of(result, years[run])[2, 0] == "T03"
        assert result.status[at] == "rejected"
        assert result.registry["T03"].status == "rejected"
        assert result.status.count("found") == 3


def test_a_rejected_theme_does_not_come_back_under_another_id(world, years):
    """Its cluster falls apart: both pieces stay rejected."""
    _, registry = world.first()
    registry = registry.reject("T03", by="Lone")
    results = run_all(world, registry, years, lambda p: p if p[0] == 2 else p[0], steady=False)
    for run, result in results.items():
        themes = world.theme_of(result, years[run])

        assert themes[2, 0] == themes[2, 1] == "T03"
        assert len(result.theme_ids) == 4
