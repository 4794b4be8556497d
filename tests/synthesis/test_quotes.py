from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.model import Corpus, Document, Project, Segment
from evalmine.corpus.text import normalize_text, sha256_of
from evalmine.errors import QuoteError
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quotes import (
    K_POOL,
    attribution,
    centrality,
    check_quote,
    choose_quotes,
    cut_quote,
    is_self_contained,
    tells_what_was_before,
)

texts = st.text(st.characters(codec="utf-8"), min_size=1).map(normalize_text).filter(len)


@st.composite
def documents_with_spans(draw):
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


def evidence_with(text, start, end, *, said=None):
    document = Document("P1/note", "P1", "learning_note", "note.pdf", text)
    said = text[start:end] if said is None else said
    segment = Segment("s1", "P1/note", "P1", start, end, said, page=3, language="da")
    corpus = Corpus((Project("P1"),), (document,))
    return Evidence(corpus, [segment], np.ones((1, 1), np.float32), np.zeros(1, np.int8), [])


@given(documents_with_spans())
def test_a_quote_is_the_exact_cut_of_its_document(case):
    text, start, end = case
    quote = cut_quote(evidence_with(text, start, end), 0, learning_id="L001", number=2)
    assert text[quote.start : quote.end] == quote.text
    assert quote.sha256 == sha256_of(text)
    check_quote(quote, text)


@given(documents_with_spans(), texts)
def test_a_segment_that_is_not_the_cut_is_never_quoted(case, other):
    text, start, end = case
    if other == text[start:end]:
        other += "!"
    with pytest.raises(QuoteError, match=r"^quote L001-Q1 is not the text of P1/note$"):
        cut_quote(evidence_with(text, start, end, said=other), 0, learning_id="L001", number=1)


@given(documents_with_spans(), st.data())
def test_tampering_is_found(case, data):
    text, start, end = case
    quote = cut_quote(evidence_with(text, start, end), 0, learning_id="L001", number=1)
    place = data.draw(st.integers(start, end - 1))
    changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
    with pytest.raises(QuoteError):
        check_quote(quote, changed)
    with pytest.raises(QuoteError):
        check_quote(replace(quote, text=quote.text + "."), text)
    with pytest.raises(QuoteError):
        check_quote(quote, text[: end - 1])


def test_a_quote_cannot_be_counted_from_the_end_or_be_empty():
    text = "Vi mødes hver fredag."
    quote = cut_quote(evidence_with(text, 0, 2), 0, learning_id="L001", number=1)
    for start, end, cut in ((-7, -1, "fredag"), (3, 3, "")):
        with pytest.raises(QuoteError) as error:
            check_quote(replace(quote, start=start, end=end, text=cut), text)
        assert str(error.value) == "quote L001-Q1 is not the text of P1/note"


def test_a_quote_carries_what_a_reader_needs_to_find_it():
    text = "Vi mødes hver fredag."
    quote = cut_quote(evidence_with(text, 0, len(text)), 0, learning_id="P1-L004", number=0)
    assert (quote.quote_id, quote.learning_id) == ("P1-L004-Q0", "P1-L004")
    assert (quote.document_id, quote.project_id, quote.segment_id) == ("P1/note", "P1", "s1")
    assert (quote.page, quote.language) == (3, "da")
    assert quote.attribution == "uddrag fra læringsnotat"


def pool_of(say, evidence_of, sentences, n_self, n_reports=0, **options):
    said = [say(f"P{i}", sentences[i]) for i in range(n_self)]
    said += [say(f"P{i}", sentences[9], kind="external_evaluation") for i in range(n_reports)]
    attributes = {f"P{i}": {"pool": "Trivsel i fællesskab"} for i in range(n_self)}
    return evidence_of(said, attributes=attributes, **options)


def test_the_pool_is_named_only_where_enough_projects_share_it(say, evidence_of, sentences):
    few = pool_of(say, evidence_of, sentences, K_POOL - 1)
    assert attribution(few, 0) == "citat fra selvevaluering"
    enough = pool_of(say, evidence_of, sentences, K_POOL)
    assert attribution(enough, 0) == "citat fra selvevaluering, Trivsel i fællesskab"


def test_the_pool_is_not_named_where_few_of_its_projects_have_a_report(say, evidence_of, sentences):
    evidence = pool_of(say, evidence_of, sentences, K_POOL + 1, n_reports=K_POOL - 1)
    found = {attribution(evidence, r) for r in range(len(evidence.segments))}
    assert found == {
        "citat fra selvevaluering, Trivsel i fællesskab",
        "uddrag fra ekstern evaluering",
    }


def test_the_attribution_follows_the_language_of_the_report(say, evidence_of, sentences):
    english = pool_of(say, evidence_of, sentences, K_POOL, language="en")
    assert attribution(english, 0) == "quote from self-evaluation, Trivsel i fællesskab"
    other = pool_of(say, evidence_of, sentences, K_POOL, language="nb")
    assert attribution(other, 0).startswith("quote from self-evaluation")


@pytest.mark.parametrize(
    "text",
    [
        "Vi begynder hvert møde med to minutter, hvor alle siger noget.",
        "»Vi tør sige det højt nu«, fortæller en sygeplejerske på afdelingen.",
        "I de sidste to år har alle nye fået en makker fra første dag.",
        "På den enkelte afdeling er det lederen, der samler op hver fredag.",
        "Lederne går forrest, og resten af huset følger efter hver gang!",
        "Mødet blev kortere, fordi alle kendte dagsordenen (og holdt sig til den.)",
    ],
)
def test_sentences_that_stand_alone(text):
    assert is_self_contained(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godt forløb.",
        "Det virkede kun, fordi lederen selv gik forrest hver gang.",
        "»Det virkede kun, fordi lederen selv gik forrest hver gang.«",
        "derfor valgte vi at holde fast i de korte møder.",
        "og så blev der bedre tid til at tale sammen på gangen.",
        "Vi holder et kort møde hver mandag, hvor alle",
        "I den periode aflyste vi morgenbordet, fordi vi mente, at vi ikke havde tid.",
        "På de øvrige arbejdspladser ser vi ingen ændring i trivslen endnu.",
        "Dernæst øvede værterne et svært møde med os som deltagere.",
        "Dertil kommer, at rollerne blev tydeligere for alle i huset.",
        "Nu er det noget, vi har sammen i hele afdelingen.",
        "Da det først var sagt højt, kunne vi alle komme videre.",
        "Vi gik derfor over til kun at sige ja til par.",
        "Vi var overhovedet ikke klædt på til det nye ...",
        "Therefore we kept the short meeting on every Monday morning.",
        "Vi " + "mødes " * 50 + "her.",
    ],
)
def test_fragments_and_sentences_that_point_back(text):
    assert not is_self_contained(text)


def test_at_most_one_quote_per_project(say, evidence_of, sentences):
    evidence = evidence_of(
        [say("P1", text) for text in sentences[:6]] + [say("P2", sentences[6], (0.5, 1))]
    )
    rows = choose_quotes(evidence, range(7), n_quotes=5)
    assert [evidence.segments[r].project_id for r in rows] == ["P1", "P2"]


def test_who_said_no_is_never_quoted(say, evidence_of, sentences):
    evidence = evidence_of(
        [say(f"P{i}", sentences[i]) for i in range(4)],
        attributes={"P0": {"may_quote": False}, "P2": {"may_quote": False}},
    )
    rows = choose_quotes(evidence, range(4), n_quotes=9)
    assert {evidence.segments[r].project_id for r in rows} == {"P1", "P3"}
    assert choose_quotes(evidence, [0, 2]) == []


def test_quotes_are_spread_over_pools_and_kinds_of_source(say, evidence_of, sentences):
    said = [say(f"A{i}", sentences[i], (1, 0.01 * i)) for i in range(6)]
    said += [say("B1", sentences[6], (1, 0.2)), say("B2", sentences[7], (1, 0.2))]
    said += [say("B3", sentences[8], (1, 0.2), kind="external_evaluation")]
    attributes = {s.project: {"pool": s.project[0]} for s in said}
    evidence = evidence_of(said, attributes=attributes)
    rows = choose_quotes(evidence, range(len(said)), n_quotes=4)
    projects = [evidence.segments[r].project_id for r in rows]
    assert [sum(p.startswith(pool) for p in projects) for pool in "AB"] == [2, 2]
    assert "B3" in projects


def test_a_sentence_that_stands_alone_is_preferred(say, evidence_of, sentences):
    evidence = evidence_of(
        [
            say("P1", "Det gav bare en helt anden ro på stuen om aftenen.", (1, 0)),
            say("P2", sentences[0], (1, 0.1)),
            say("P3", "Mere ro.", (1, 0.05)),
        ]
    )
    assert choose_quotes(evidence, [0, 1, 2], n_quotes=1) == [1]


def test_a_sentence_about_a_person_is_not_quoted_while_others_are_left(say, evidence_of, sentences):
    evidence = evidence_of(
        [
            say("P1", "Vi ringede til [TELEFON], når makkeren var væk om aftenen.", (1, 0)),
            say("P2", "Bagefter tog vores leder Ellen Alslev selv en runde i huset.", (1, 0)),
            say("P3", sentences[0], (1, 0.5)),
        ]
    )
    assert choose_quotes(evidence, [0, 1, 2], n_quotes=1) == [2]
    assert choose_quotes(evidence, [0, 1, 2]) == [2, 1]


def test_of_two_alike_the_surer_one_is_quoted(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0]), say("P2", sentences[1])])
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [0]
    assert choose_quotes(evidence, [0, 1], n_quotes=1, scores={0: 0.2, 1: 0.6}) == [1]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Hensigten var, at 80 arbejdspladser skulle arbejde med fem principper.", True),
        ("Planen var, at de fire ledere hver skulle være på deres egen gang.", True),
        ("Vi troede, at de udenlandske kolleger var tilfredse.", True),
        ("Vagtskiftet plejede at være et stafetløb med jakken på.", True),
        ("Vi troede, at vi havde konflikter, men vi havde afstand.", False),
        ("Før var pausen kort, nu er den lagt ind i skemaet.", False),
        ("Vi begynder hvert møde med to minutter.", False),
    ],
)
def test_plans_beliefs_and_the_past_are_told_from_findings(text, before):
    assert tells_what_was_before(text) is before


def test_a_plan_is_not_quoted_while_findings_are_left(say, evidence_of, sentences):
    plan = "Hensigten var, at alle skulle mødes kort hver eneste mandag morgen."
    evidence = evidence_of([say("P1", plan, (1, 0)), say("P2", sentences[0], (1, 0.1))])
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [1]


def test_rather_fewer_quotes_than_doubtful_ones(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i]) for i in range(3)])
    assert choose_quotes(evidence, [0, 1, 2], scores={0: 0.9, 1: 0.8, 2: 0.4}) == [0, 1]
    assert len(choose_quotes(evidence, [0, 1, 2])) == 3


def test_a_quote_used_elsewhere_is_not_used_again_while_others_are_left(
    say, evidence_of, sentences
):
    evidence = evidence_of([say(f"P{i}", sentences[i], (1, 0.1 * i)) for i in range(3)])
    first = choose_quotes(evidence, [0, 1, 2], n_quotes=1)[0]
    taken = frozenset([evidence.segments[first].segment_id])
    assert choose_quotes(evidence, [0, 1, 2], n_quotes=1, taken=taken) != [first]
    assert choose_quotes(evidence, [first], n_quotes=1, taken=taken) == [first]


def test_a_wordy_project_does_not_pull_the_center(say, evidence_of, sentences):
    said = [say("P1", text, (0, 1)) for text in sentences[:8]]
    said += [say(f"P{i}", sentences[8], (1, 0.1)) for i in (2, 3, 4)]
    evidence = evidence_of(said)
    scores = centrality(evidence, range(len(said)))
    assert scores[-1] > scores[0]
    assert choose_quotes(evidence, range(len(said)), n_quotes=1) == [8]


def test_vectors_that_cancel_out_do_not_break_it(say, evidence_of, sentences):
    evidence = evidence_of([say("P1", sentences[0], (1, 0)), say("P2", sentences[1], (-1, 0))])
    assert centrality(evidence, [0, 1]).tolist() == [0, 0]
    assert choose_quotes(evidence, [0, 1], n_quotes=1) == [0]


def test_the_order_of_rows_does_not_change_the_choice(say, evidence_of, sentences):
    evidence = evidence_of([say(f"P{i}", sentences[i], (1, 0.1 * (i % 3))) for i in range(9)])
    rows = list(range(9))
    expected = choose_quotes(evidence, rows, n_quotes=4)
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert choose_quotes(evidence, rows, n_quotes=4) == expected
