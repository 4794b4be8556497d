from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import sample

from evalmine.report.checklist import told_checklists, told_item
from evalmine.report.words import languages, load_words
from evalmine.synthesis.checklists import fill_checklist, with_checklist
from evalmine.synthesis.outline import ChecklistItem, GuestSaturation, Method
from evalmine.synthesis.run_facts import run_facts, run_limits

DA, EN = load_words("da"), load_words("en")
EMPTY = Method({}, (), {}, {}, {}, (), (), "", "", "", "", {})


@pytest.fixture
def outline():
    return with_checklist(sample().outline)


def item(standard, number, outline, words=DA):
    return next(
        told_item(i, words)
        for i in outline.method.checklist
        if (i.standard, i.number) == (standard, number)
    )


def test_sample_size_is_told_with_its_documents(outline):
    told = item("COREQ", "12", outline)
    assert told.answer.startswith(
        "97 projekter indgår med 97 selvevalueringer, 7 eksterne evalueringer og 1 læringsnotat. "
        "Projekterne hører til Trivsel i fællesskab, Ledelse tæt på og Viden videre."
    )
    assert told.status == "Udfyldt"


def test_what_a_person_must_add_stands_behind_what_is_known(outline):
    told = item("COREQ", "17", outline)
    assert told.answer == (
        "Projekterne har svaret skriftligt på 1 åbent spørgsmål: »Hvad er jeres vigtigste "
        "læring?«. Tilføj: om spørgsmålene var prøvet af, og om projekterne fik vejledning."
    )
    assert told.status == "Delvist udfyldt"


def test_an_item_that_does_not_apply_says_why(outline):
    told = item("COREQ", "19", outline, EN)
    assert told.answer == "Nothing was recorded; the text is the source."
    assert told.status == "Does not apply"


def test_a_person_is_told_what_to_fill_in(outline):
    told = item("SRQR", "21", outline)
    assert told.answer == "Tilføj: hvem der har betalt, og hvilken rolle de havde."


def test_where_the_run_lacks_the_facts_it_says_so():
    bare = ChecklistItem("COREQ", "12", "coreq.i12", "person")
    assert told_item(bare, DA).answer == (
        "Analysen har ikke de oplysninger, der skal til; udfyld selv."
    )


def test_each_standard_counts_its_items(outline):
    coreq, srqr, entreq = told_checklists(outline.method, DA)
    assert [len(c.items) for c in (coreq, srqr, entreq)] == [32, 21, 21]
    assert "af 32 punkter er udfyldt" in coreq.lead[1]
    assert coreq.rows[0][0] == "1"
    assert len(coreq.head) == len(coreq.rows[0])


def test_a_run_without_checklist_has_none():
    assert told_checklists(EMPTY, DA) == []


@pytest.mark.parametrize("language", languages())
def test_every_item_has_words_for_whatever_it_may_need(outline, language):
    words = load_words(language)
    for one in outline.method.checklist:
        assert words[f"{one.key}.asks"]
        needs = {"not_applicable": "why", "person": "add", "partly": "add"}.get(one.status)
        if needs:
            assert words[f"{one.key}.{needs}"]


def variants():
    """Outlines that between them hold every fact and every limit."""
    full = sample().outline
    method = full.method
    bare = replace(full, method=EMPTY, pools=(), front=(), learnings=(), themes=(), title="")
    guest = GuestSaturation("code", 4, 2, 0.05, (0, 0, 0), (6.0, 4.0, float("inf")), n_read=97)
    measured = tuple(replace(c, n_coded=9, verdict="needs review") for c in method.codes)
    unstable = replace(full.learnings[0], stability=0.2, n_counter=0, notes=("one_pool",))
    small = replace(full.pools[0], n_projects=4)
    mine = replace(full, learnings=(unstable,), pools=(small, *full.pools[1:]))
    yield full
    yield bare
    for changes in (
        {"guest": (guest,), "n_not_quotable": 3, "attributes": ("region", "may_quote")},
        {"guest": (replace(guest, reached=None),), "coder": "trained:x", "n_texts_by_people": 9},
        {"codes": measured, "coder": "wellbeing-examples:x"},
        {"coder": "mine", "guest": (replace(guest, reached=(4.0, 4.0, 4.0)),)},
        {"coder": "zero-shot:x", "n_corrected_by": 9},
        {"coder": "wellbeing-examples:x", "n_corrected_by": 9},
        {"codes": (), "coder": "none"},
        {"questions": (("Hvad?", 9, 9, 0),), "masked": {}, "excluded": ()},
        {"questions": (("Hvad?", 9, 5, 4),), "languages": {"da": 9, "sv": 5}},
        {"n_documents": {"self_evaluation": 9}},
    ):
        yield replace(full, method=replace(method, **changes))
        yield replace(mine, method=replace(method, **changes))


@pytest.mark.parametrize("language", languages())
def test_every_fact_and_limit_can_be_told(language):
    words, said = load_words(language), set()
    for outline in variants():
        said |= run_facts(outline).keys() | run_limits(outline).keys()
        for one in fill_checklist(outline):
            told = told_item(one, words)
            assert "{" not in told.answer
            assert "  " not in told.answer
            assert told.answer.endswith("."), told.answer
    groups = {key.split(".")[0] for key in words.keys}
    assert {"answer", "limit"} <= groups
    unsaid = {
        key
        for key in words.keys
        if key.startswith(("answer.", "limit."))
        and key.removeprefix("answer.") not in said
        and key not in (*said, "limit.title")
    }
    assert unsaid <= {"answer.comparison_tested"}, "words that no run can say"
