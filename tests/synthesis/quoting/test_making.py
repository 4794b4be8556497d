from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.model import Corpus, Document, Project, Segment
from evalmine.corpus.text import normalize_text, sha256_of
from evalmine.errors import QuoteError
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quote import check_quote
from evalmine.synthesis.quoting.features import with_picks
from evalmine.synthesis.quoting.making import cut_quote, span_of
from evalmine.synthesis.quoting.picks import QuotePick, QuotePicks

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
    return Evidence(corpus, [segment], np.ones((1, 1), np.float32), {}, [])


@settings(deadline=None)
@given(documents_with_spans())
def test_a_quote_is_the_exact_cut_of_its_document(case):
    text, start, end = case
    quote = cut_quote(evidence_with(text, start, end), 0, learning_id="L001", number=2)
    assert text[quote.start : quote.end] == quote.text
    assert quote.printed.removeprefix("[…] ").removesuffix(" […]") == quote.text
    assert quote.sha256 == sha256_of(text)
    check_quote(quote, text)


@settings(deadline=None)
@given(documents_with_spans(), texts)
def test_a_segment_that_is_not_the_cut_is_never_quoted(case, other):
    text, start, end = case
    if other == text[start:end]:
        other += "!"
    with pytest.raises(QuoteError, match=r"^quote L001-Q1 is not the text of P1/note$"):
        cut_quote(evidence_with(text, start, end, said=other), 0, learning_id="L001", number=1)


@settings(deadline=None)
@given(documents_with_spans(), st.data())
def test_tampering_is_found(case, data):
    text, start, end = case
    quote = cut_quote(evidence_with(text, start, end), 0, learning_id="L001", number=1)
    place = data.draw(st.integers(quote.start, quote.end - 1))
    changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
    with pytest.raises(QuoteError):
        check_quote(quote, changed)
    with pytest.raises(QuoteError):
        check_quote(replace(quote, text=quote.text + "."), text)


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
    assert (quote.page, quote.language, quote.voice) == (3, "da", "evaluator")
    assert quote.attribution == "uddrag fra læringsnotat"


TOLD = "Lederne satte en time af hver uge. Det gav en helt anden ro på stuen om aftenen."


def test_the_quote_of_a_dangling_segment_begins_with_the_sentence_before(evidence_of_document):
    evidence = evidence_of_document(("answer", TOLD))
    quote = cut_quote(evidence, 1, learning_id="L1", number=0)
    assert quote.text == TOLD
    assert quote.segment_id == evidence.segments[1].segment_id
    assert not quote.cut_before


@pytest.mark.parametrize(
    "blocks",
    [
        [("answer", TOLD[:34]), ("answer", TOLD[35:])],
        [("paragraph", TOLD[:34]), ("heading", "Ro"), ("paragraph", TOLD[35:])],
        [("answer", TOLD[:34] + "\n" + TOLD[35:])],
        [("answer", "Hvad gjorde lederne ved støjen? " + TOLD[35:])],
    ],
)
def test_a_quote_never_reaches_into_another_paragraph_nor_back_to_a_question(
    evidence_of_document, blocks
):
    evidence = evidence_of_document(*blocks)
    quote = cut_quote(evidence, len(evidence.segments) - 1, learning_id="L1", number=0)
    assert quote.text == TOLD[35:]


@pytest.mark.parametrize(
    ("role", "kind", "text", "voice"),
    [
        ("answer", "self_evaluation", TOLD[:34], "project"),
        ("paragraph", "external_evaluation", TOLD[:34], "evaluator"),
        ("quote", "external_evaluation", TOLD[:34], "participant"),
        (
            "paragraph",
            "external_evaluation",
            "»Nu tør vi sige det højt på møderne.«",
            "participant",
        ),
        ("paragraph", "learning_note", "»Vi« blev til »os« i løbet af »året«", "evaluator"),
        ("answer", "self_evaluation", "»Nu tør vi sige det højt på møderne.«", "project"),
    ],
)
def test_the_voice_tells_whose_words_they_are(evidence_of_document, role, kind, text, voice):
    evidence = evidence_of_document((role, text), kind=kind)
    assert cut_quote(evidence, 0, learning_id="L1", number=0).voice == voice


def pick(start, end, decision="pick", key=""):
    return QuotePick("P1/note", decision, start, end, "", key)


def test_a_person_may_pick_a_part_and_the_cut_is_shown(evidence_of_document):
    evidence = evidence_of_document(("answer", TOLD))
    picked = with_picks(evidence, QuotePicks((pick(8, 33),)))
    quote = cut_quote(picked, 0, learning_id="L1", number=0)
    assert quote.printed == "[…] satte en time af hver uge […]"
    assert cut_quote(evidence, 0, learning_id="L1", number=0).printed == TOLD[:34]


def test_a_pick_for_one_learning_leaves_the_others_alone(evidence_of_document):
    picked = with_picks(
        evidence_of_document(("answer", TOLD)), QuotePicks((pick(8, 33, key="C-a"),))
    )
    assert span_of(picked, 0, learning_key="C-a").start == 8
    assert span_of(picked, 0, learning_key="C-b").start == 0


def test_a_veto_on_the_sentence_before_keeps_it_out(evidence_of_document):
    vetoed = with_picks(evidence_of_document(("answer", TOLD)), QuotePicks((pick(0, 8, "veto"),)))
    assert cut_quote(vetoed, 1, learning_id="L1", number=0).text == TOLD[35:]
