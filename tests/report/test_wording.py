from __future__ import annotations

from dataclasses import replace

import pytest
from sample_outline import front_learnings, rich_sample, told_documents, told_evidence

from evalmine.report.anchors import Anchors
from evalmine.report.citing import Citer
from evalmine.report.wording import sourced_sentences
from evalmine.report.words import load_words

WORDED = rich_sample().outline.front[1]
QUOTES = {q.segment_id: q for q in told_evidence()}


@pytest.fixture
def citer():
    texts = {k: d if isinstance(d, str) else d.text for k, d in told_documents().items()}
    return Citer(texts, load_words("da"), Anchors(), context=0)


def sourced(learning, citer):
    return sourced_sentences(learning, QUOTES, citer, load_words("da"))


def test_each_sentence_stands_with_its_own_sources(citer):
    told = [(s.text, [q.text for q in s.quotes], s.rest) for s in sourced(WORDED, citer)]
    assert told[0] == ("Ledere går forrest.", ["Lederen skal gå forrest."], "")
    assert told[1][2] == "og 1 tekststykke til"


def test_sentences_that_cannot_be_told_apart_are_numbered_and_never_mismatched(citer):
    merged = replace(WORDED, statement="Ledere går forrest, og så følger andre.")
    assert [s.text for s in sourced(merged, citer)] == ["Sætning 1", "Sætning 2"]


def test_sources_that_may_not_be_quoted_are_counted(citer):
    hidden = replace(WORDED, sentence_sources=(("x", "y"), tuple(QUOTES)))
    first, second = sourced(hidden, citer)
    assert first.rest == "Bygger på 2 tekststykker, som ikke kan vises her."
    assert (len(second.quotes), second.rest) == (3, "og 2 tekststykker til")


def test_a_learning_in_the_projects_own_words_has_no_sentences(citer):
    assert sourced(front_learnings()[0], citer) == ()
