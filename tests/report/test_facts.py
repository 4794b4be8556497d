from __future__ import annotations

import pytest

from evalmine.errors import EvalmineError
from evalmine.report.facts import told_fact
from evalmine.report.words import load_words

DA, EN = load_words("da"), load_words("en")


@pytest.mark.parametrize(
    ("key", "values", "words", "told"),
    [
        (
            "answer.sample",
            [
                ("projects", "1"),
                ("documents:podcast", "2"),
                ("documents:external_evaluation", "1"),
                ("documents:self_evaluation", "3"),
            ],
            DA,
            "1 projekt indgår med 3 selvevalueringer, 1 ekstern evaluering og 2 podcast.",
        ),
        (
            "limit.languages",
            [("share", "0.07"), ("languages:en", "3"), ("languages:sv", "9")],
            DA,
            "7 % af tekststykkerne er på andre sprog end rapportens (svensk og engelsk). De er "
            "behandlet på samme måde, men hvor godt det lykkes, er ikke målt for hvert sprog.",
        ),
        (
            "answer.attributes",
            [("attributes:1", "region"), ("attributes:2", "n_employees")],
            EN,
            "What is known of the projects: region and employees.",
        ),
        (
            "answer.questions",
            [("questions", "2"), ("quoted:1", "Why?"), ("quoted:2", "How?")],
            EN,
            "The projects answered 2 open questions in writing: “Why?” and “How?”.",
        ),
        (
            "limit.unsaturated",
            [("unit", "theme"), ("share", "0.05")],
            EN,
            "The material is not saturated: more than 5% new themes still turn up when more "
            "projects are read.",
        ),
    ],
)
def test_facts_are_told_with_nouns_lists_and_percentages(key, values, words, told):
    assert told_fact(key, values, words) == told


def test_a_bound_beyond_the_material_is_told_in_words():
    values = [("unit", "code"), ("base", "4"), ("run", "2"), ("share", "0.05")]
    values += [("orders", "1000"), ("total", "30"), ("n", "6.0"), ("low", "4.0"), ("high", "inf")]
    assert "fra 4 til flere, end der er" in told_fact("answer.saturation", values, DA)


def test_a_fact_that_lacks_a_value_is_an_error():
    with pytest.raises(EvalmineError, match=r"'answer\.sample' cannot be filled in"):
        told_fact("answer.sample", [("projects", "1")], DA)
