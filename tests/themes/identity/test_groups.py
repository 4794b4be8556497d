"""Groups of themes keep their ids as well."""

from __future__ import annotations

from evalmine.themes.identity import ThemeRegistry


def groups_of(result):
    return dict(zip(result.theme_ids, result.group_ids, strict=True))


def halves(part):
    return part[0] // 2


def settled(world, registry, given, group_of, run):
    coarse = [group_of(part) for part in given.part]
    return world.settled(registry, given, run=run, groups=coarse)


def test_groups_keep_their_ids_with_new_texts_and_other_numbers(world):
    given = world.texts("a", world.everything())
    first = settled(world, ThemeRegistry.empty(), given, halves, "2024")
    year = world.texts("b", world.everything(15))
    second = settled(world, first.registry, year, lambda part: 7 - halves(part), "2025")

    assert groups_of(first) == {"T01": "G1", "T02": "G1", "T03": "G2", "T04": "G2"}
    assert groups_of(second) == groups_of(first)
    assert [(g.first_run, g.last_run) for g in second.registry.groups] == [("2024", "2025")] * 2


def test_a_label_used_again_does_not_revive_a_group(world):
    given = world.texts("a", world.everything())
    first = settled(world, ThemeRegistry.empty(), given, halves, "1")
    second = settled(world, first.registry, given, lambda part: 0, "1")
    again = settled(world, second.registry, given, lambda part: 0, "1")

    assert set(second.group_ids) == set(again.group_ids) == {""}


def test_a_group_of_other_themes_is_a_new_one_and_the_old_can_come_back(world):
    given = world.texts("a", world.everything(topics=6))
    first = settled(world, ThemeRegistry.empty(), given, halves, "1")
    second = settled(world, first.registry, given, lambda p: 9 if p[0] > 3 else p[0], "2")
    third = settled(world, second.registry, given, halves, "3")

    assert groups_of(second) == {
        **dict.fromkeys(["T01", "T02", "T03", "T04"], ""),
        **dict.fromkeys(["T05", "T06"], "G3"),
    }
    assert groups_of(third) == groups_of(first)


def test_one_group_of_all_or_a_group_for_each_is_no_group(world):
    given = world.texts("a", world.everything())
    for group_of in (lambda part: 0, world.by_topic):
        result = settled(world, ThemeRegistry.empty(), given, group_of, "1")
        assert set(result.group_ids) == {""}


def test_a_person_can_name_a_group(world):
    given = world.texts("a", world.everything())
    first = settled(world, ThemeRegistry.empty(), given, halves, "1").registry
    named = first.with_names({"G1": ("ledelse", ["leder"])})

    assert named.groups[0].name == "ledelse"
    assert named.rename("G1", "Ledelse og møder", by="Lone").decisions[0].theme_ids == ("G1",)
