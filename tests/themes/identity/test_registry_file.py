"""A registry survives the way through text; a text that is not whole is refused in one line."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evalmine.errors import InputError
from evalmine.themes.identity import ThemeRegistry


@pytest.fixture
def registry(world):
    """One with groups, decisions, events, names and segments of two years."""
    texts = world.texts("æøå", world.everything())
    coarse = [part[0] // 2 for part in texts.part]
    first = world.settled(ThemeRegistry.empty(), texts, run="2024", groups=coarse).registry
    first = first.with_names({"T01": ("møder »korte«", ["møde"]), "G1": ("ledelse", [])})
    decided = (
        first.merge(["T02", "T03"], by="Lone")
        .split("T04", by="Per")
        .rename("T01", "Korte møder", by="Åse")
    )
    year = world.texts("b", world.everything(15))
    return world.settled(decided, year, lambda p: p if p[0] == 0 else p[0], run="2025").registry


def refusal(text):
    with pytest.raises(InputError) as error:
        ThemeRegistry.from_json(text, "temaer.json")
    assert "\n" not in str(error.value)
    return str(error.value)


def changed(registry, **facts):
    return json.dumps({**json.loads(registry.to_json()), **facts})


def test_a_registry_comes_back_as_it_was(registry):
    text = registry.to_json()
    back = ThemeRegistry.from_json(text)

    assert back == registry
    assert back.to_json() == text
    assert ThemeRegistry.from_json(ThemeRegistry.empty().to_json()) == ThemeRegistry.empty()


def test_a_registry_that_was_read_settles_as_the_one_that_was_written(world, registry):
    texts = world.texts("c", world.everything(12))
    back = ThemeRegistry.from_json(registry.to_json())

    assert (
        world.settled(back, texts, run="2026").registry
        == world.settled(registry, texts, run="2026").registry
    )


def test_a_segment_that_moves_is_one_line_less_and_one_more(world):
    _, registry = world.first()
    text = registry.to_json().splitlines()

    assert text.count('"a-1a-007",') == 1
    assert len([line for line in text if '"centroid"' in line]) == 4
    assert max(map(len, text)) < 20 * 24


def test_texts_of_segments_and_their_vectors_are_not_in_it(world):
    _, registry = world.first()
    assert set(json.loads(registry.to_json())["members"]) == {"T01", "T02", "T03", "T04"}


def test_a_newer_file_says_so(registry):
    assert refusal(changed(registry, format=2)) == (
        "temaer.json: a newer evalmine wrote it (format 2, this one reads 1): update evalmine"
    )


def test_a_file_that_was_cut_off_says_where(registry):
    text = registry.to_json()
    assert refusal(text[: len(text) // 2]).endswith(
        ": it is damaged or cut off: take the copy from before, or start a new registry"
    )
    assert refusal(text[: len(text) // 2]).startswith("temaer.json, line ")


@pytest.mark.parametrize("text", ["[]", "{}", '{"kind": "evalmine trained coder"}', "12"])
def test_something_else_is_no_registry(text):
    assert refusal(text) == ("temaer.json: it is no theme registry: name the file that a run wrote")


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"next_theme": 2}, "next_theme is already taken"),
        ({"members": {"T77": ["x"]}}, "a segment lies in a theme that is not there"),
        ({"members": {"T01": ["x", "x"]}}, "a segment stands twice"),
        ({"unknown": 1}, "unknown is unknown"),
        ({"format": None}, "it does not say its format"),
        ({"turnover": "many"}, "Input should be a valid integer"),
        ({"entries": 5}, "Input should be a valid tuple"),
        ({"entries": [5]}, "Input should be a dictionary or an instance of Entry"),
        ({"members": [1]}, "Input should be a valid dictionary"),
    ],
)
def test_a_damaged_file_says_what_is_wrong(registry, facts, what):
    told = refusal(changed(registry, **facts))

    assert what in told
    assert told.endswith("take the copy from before, or start a new registry")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_happens_to_a_file_it_reads_or_says_why_not(registry, data):
    lines = registry.to_json().splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(st.sampled_from(["cut", "drop", "twice", "null", "text", "number"]))
    field, colon, _ = lines[at].partition(": ")
    value = {"null": "null", "text": '"x"', "number": "7"}.get(damage, "")
    damaged = {
        "cut": lines[:at],
        "drop": lines[:at] + lines[at + 1 :],
        "twice": [*lines[: at + 1], *lines[at:]],
    }.get(damage, [*lines[:at], f"{field}{colon}{value}," if colon else value, *lines[at + 1 :]])
    told = ""
    try:
        read = ThemeRegistry.from_json("\n".join(damaged), "temaer.json")
    except InputError as error:
        told = str(error)
    else:
        assert ThemeRegistry.from_json(read.to_json()) == read
        assert len(read.themes) == len(read.entries)
    assert "\n" not in told
    assert told.startswith("temaer.json" if told else "")


def test_a_vector_of_another_length_is_noticed(registry):
    entries = json.loads(registry.to_json())["entries"]
    entries[0]["centroid"] = entries[0]["centroid"][:-1]

    assert "vectors are of different lengths" in refusal(changed(registry, entries=entries))


def test_a_decision_that_cannot_be_is_noticed(registry):
    decisions = json.loads(registry.to_json())["decisions"]
    decisions[0]["theme_ids"] = ["T02", "T99"]

    assert "there is no theme T99" in refusal(changed(registry, decisions=decisions))
