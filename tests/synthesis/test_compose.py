from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from evalmine.corpus.model import ClosedAnswer, Corpus, Project
from evalmine.synthesis.compose import compose_outline
from evalmine.synthesis.front import front_learnings
from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.outline import Method

METHOD = Method({}, (), {}, {}, {}, (), (), "prøve 1", "", "lexical (1)", "", {})
SPROG = "I hvilken grad har I fået et fælles sprog?"


def attributes():
    given = {
        f"P{i}": {
            "pool": "Nærhed" if i < 6 else "Viden",
            "region": "Nord" if i % 2 else "Syd",
            "sector": "Skole" if i < 4 else "Industri",
            "amount": 100_000.0,
            "n_employees": np.int64(10),
            "end": "2025-06-30" if i else "2024-12-31",
        }
        for i in range(9)
    }
    given["P8"] = {**given["P8"], "amount": None, "region": ""}
    return given


def evidence_for(say, evidence_of, sentences):
    said = [say(f"P{i}", sentences[i], (1, 0.01 * i)) for i in range(9)]
    said += [
        say(f"P{i}", sentences[9 - i], (0, 1), "barrier", -1, themes=("C-tid",)) for i in range(5)
    ]
    evidence = evidence_of(said, attributes=attributes())
    closed = tuple(
        ClosedAnswer(f"P{i}", SPROG, "I høj grad" if i < 7 else "Slet ikke", 4.0 if i < 7 else 1.0)
        for i in range(9)
    )
    return replace(evidence, corpus=replace(evidence.corpus, closed_answers=closed))


def previous_year():
    projects = tuple(
        Project(f"Q{i}", attributes={"pool": "Nærhed" if i < 2 else "Viden"}) for i in range(4)
    )
    closed = tuple(
        ClosedAnswer(f"Q{i}", SPROG, "I høj grad" if i < 2 else "Slet ikke", 4.0 if i < 2 else 1.0)
        for i in range(4)
    )
    return Corpus(projects, closed_answers=closed)


def outline_of(evidence, **options):
    learnings = find_learnings(evidence, threshold=0.9)
    return compose_outline(
        evidence, METHOD, themes=[], learnings=learnings, threshold=0.9, title="Aftryk", **options
    )


def test_pools_come_largest_first_with_facts_and_breakdowns(say, evidence_of, sentences):
    outline = outline_of(evidence_for(say, evidence_of, sentences))
    assert (outline.title, outline.language, outline.n_projects) == ("Aftryk", "da", 9)
    assert [(p.pool, p.n_projects) for p in outline.pools] == [("Nærhed", 6), ("Viden", 3)]
    facts = {f.key: f.value for f in outline.pools[1].facts}
    assert facts == {
        "n_projects": 3,
        "n_self_evaluation": 3,
        "amount": 200_000.0,
        "n_employees": 30.0,
    }
    breakdowns = dict(outline.pools[0].breakdowns)
    assert breakdowns["sector"] == (("Skole", 4), ("Industri", 2))
    assert breakdowns["region"] == (("Nord", 3), ("Syd", 3))
    assert dict(outline.pools[1].breakdowns) == {"region": (("Nord", 1), ("Syd", 1))}


def test_the_year_is_the_one_most_projects_ended_in(say, evidence_of, sentences):
    evidence = evidence_for(say, evidence_of, sentences)
    assert outline_of(evidence).year == "2025"
    assert outline_of(evidence_of([say("P1", sentences[0])])).year == ""


def test_closed_questions_stand_beside_the_same_pool_of_last_year(say, evidence_of, sentences):
    evidence = evidence_for(say, evidence_of, sentences)
    outline = outline_of(evidence, previous=previous_year())
    assert (outline.closed[0].n_high, outline.closed[0].n_valid) == (7, 9)
    assert outline.closed[0].previous == (2, 4)
    near, spread = outline.pools
    assert (near.closed[0].n_high, near.closed[0].previous) == (6, (2, 2))
    assert (spread.closed[0].n_high, spread.closed[0].previous) == (1, (0, 2))
    assert outline_of(evidence).closed[0].previous is None


def test_a_pool_tells_its_learnings_by_aspect_and_its_cases(say, evidence_of, sentences):
    near, spread = outline_of(evidence_for(say, evidence_of, sentences)).pools
    assert [part.aspect for part in near.parts] == ["change", "barrier"]
    assert [part.aspect for part in spread.parts] == ["change"]
    assert near.parts[0].learnings[0].learning_id.startswith("P1-L")
    assert len(near.cases) == 2
    assert {c.project_id for c in spread.cases} <= {"P6", "P7", "P8"}


def test_prevalence_keeps_last_year(say, evidence_of, sentences):
    evidence = evidence_for(say, evidence_of, sentences)
    outline = outline_of(evidence, previous_prevalence={"C-tid": ((5, 9), (4, 20))})
    assert {r.theme_id: r.previous for r in outline.prevalence}["C-tid"] == (4, 20)


def test_without_pools_there_are_no_sections(say, evidence_of, sentences):
    outline = outline_of(evidence_of([say(f"P{i}", sentences[i]) for i in range(4)]))
    assert outline.pools == ()
    assert len(outline.front) == len(outline.learnings) == 1


def test_the_order_of_projects_does_not_change_the_outline(say, evidence_of, sentences):
    evidence = evidence_for(say, evidence_of, sentences)
    projects = list(evidence.corpus.projects)
    random.Random(3).shuffle(projects)
    shuffled = replace(evidence, corpus=replace(evidence.corpus, projects=tuple(projects)))
    assert outline_of(shuffled) == outline_of(evidence)


def learnings_named(say, evidence_of, sentences, *names):
    """Return one learning per "aspect:theme[:note]", all of the same support."""
    (sample,) = find_learnings(
        evidence_of([say(f"P{i}", sentences[i]) for i in range(4)]), threshold=0.9
    )
    made = []
    for number, name in enumerate(names, start=1):
        aspect, theme, *notes = name.split(":")
        made.append(
            replace(
                sample,
                learning_id=f"L{number:03d}",
                aspect=aspect,
                theme_id=theme,
                notes=tuple(notes),
                key=name,
                segment_ids=(f"{name}#1", f"{name}#2"),
            )
        )
    return made


def test_the_front_page_tells_each_theme_once_in_varied_aspects(say, evidence_of, sentences):
    learnings = learnings_named(
        say, evidence_of, sentences,
        "change:A", "change:B", "change:C", "barrier:A", "barrier:D", "learning:E",
    )  # fmt: skip
    front = front_learnings(learnings, n_front=4)
    assert [x.theme_id for x in front] == ["A", "B", "D", "E"]
    assert [x.theme_id for x in front_learnings(learnings)] == ["A", "B", "C", "D", "E"]


def test_what_does_not_cut_across_stays_off_the_front_page(say, evidence_of, sentences):
    learnings = learnings_named(
        say, evidence_of, sentences, "change:A:one_pool", "change:B", "barrier:C:one_voice"
    )
    assert [x.theme_id for x in front_learnings(learnings)] == ["B"]
    only = learnings_named(say, evidence_of, sentences, "change:A:one_pool")
    assert front_learnings(only) == tuple(only)
    assert front_learnings([]) == ()


def test_words_that_only_recur_stay_off_the_front_page(say, evidence_of, sentences):
    learnings = learnings_named(say, evidence_of, sentences, "change:T01", "barrier:C-tid")
    assert [x.theme_id for x in front_learnings(learnings)] == ["C-tid"]


def test_a_codebook_that_codes_little_is_noted(say, evidence_of, sentences):
    evidence = evidence_for(say, evidence_of, sentences)

    def notes(coded, uncoded):
        method = replace(METHOD, n_segments={"coded": coded, "uncoded": uncoded, "too_short": 90})
        return compose_outline(
            evidence, method, themes=[], learnings=[], threshold=0.9, title=""
        ).notes

    assert notes(39, 61) == ("low_coverage",)
    assert notes(40, 60) == ()
