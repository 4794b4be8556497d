from __future__ import annotations

import random
from dataclasses import replace

from evalmine.synthesis.prevalence import prevalence_rows
from evalmine.synthesis.support import wilson_interval

POOLS = {f"P{i}": {"pool": "Nærhed" if i <= 3 else "Viden"} for i in range(1, 7)}


def said(say, sentences):
    return [
        *(say("P1", sentences[i], themes=("C-sprog",)) for i in range(4)),
        say("P2", sentences[4], themes=("C-sprog", "T1")),
        say("P4", sentences[5], themes=("C-sprog", "T1")),
        say("P5", sentences[6], themes=("T1",)),
        say("P3", sentences[7], themes=("C-tid",)),
    ]


def test_a_theme_is_counted_by_project_with_an_interval(say, evidence_of, sentences):
    rows = prevalence_rows(evidence_of(said(say, sentences), attributes=POOLS, silent=["P6"]))
    assert [(r.theme_id, r.n_projects, r.n_asked) for r in rows] == [
        ("C-sprog", 3, 5),
        ("C-tid", 1, 5),
    ]
    assert (rows[0].ci_low, rows[0].ci_high) == wilson_interval(3, 5)
    assert rows[0].by_pool == (("Nærhed", 2, 3), ("Viden", 1, 2))


def test_themes_found_in_the_texts_are_counted_where_there_is_no_codebook(
    say, evidence_of, sentences
):
    found = [replace(s, themes=("T1",)) for s in said(say, sentences)]
    (row,) = prevalence_rows(evidence_of(found, attributes=POOLS))
    assert (row.theme_id, row.origin, row.n_projects) == ("T1", "inductive", 5)


def test_pools_add_up_to_the_whole(say, evidence_of, sentences):
    for row in prevalence_rows(evidence_of(said(say, sentences), attributes=POOLS)):
        assert sum(n for _, n, _ in row.by_pool) == row.n_projects
        assert sum(total for _, _, total in row.by_pool) == row.n_asked
        assert all(n <= total for _, n, total in row.by_pool)


def test_last_year_stands_beside_the_same_theme(say, evidence_of, sentences):
    rows = prevalence_rows(
        evidence_of(said(say, sentences)), previous={"C-sprog": ((4, 6), (5, 30))}
    )
    assert {r.theme_id: r.previous for r in rows} == {"C-sprog": (5, 30), "C-tid": None}


def test_order_of_input_does_not_change_the_rows(say, evidence_of, sentences):
    shuffled = said(say, sentences)
    expected = prevalence_rows(evidence_of(shuffled, attributes=POOLS))
    random.Random(2).shuffle(shuffled)
    assert prevalence_rows(evidence_of(shuffled, attributes=POOLS)) == expected
