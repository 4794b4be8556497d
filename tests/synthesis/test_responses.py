from __future__ import annotations

from dataclasses import replace

import pytest

from evalmine.corpus.model import Block, Corpus, Document, Project, Segment
from evalmine.synthesis.outline import AnswerCount
from evalmine.synthesis.responses import count_answers, response_matrix

CHANGE, LEARNED = "Hvad er forandret?", "Hvad lærte I?"


def form(project, answers, n=1, kind="self_evaluation"):
    """An answer form: a text by question, "" where it was left empty."""
    document_id = f"{project}/{kind}-{n}"
    text, blocks = "", []
    for question, answer in answers.items():
        blocks.append(Block(len(text), len(text) + len(answer), "answer", question))
        text += f"{answer}\n"
    return Document(document_id, project, kind, "svar.xlsx", text, tuple(blocks))


def segments_of(*documents):
    status = {"-": "non_answer", "Ja.": "too_short"}
    return [
        Segment(
            f"{d.document_id}#{b.start}",
            d.document_id,
            d.project_id,
            b.start,
            b.end,
            d.text[b.start : b.end],
            question=b.question,
            status=status.get(d.text[b.start : b.end], "uncoded"),
        )
        for d in documents
        for b in d.blocks
        if b.end > b.start
    ]


@pytest.fixture
def asked():
    documents = (
        form("P1", {CHANGE: "Vi taler sammen.", LEARNED: "-"}),
        form("P2", {CHANGE: "", LEARNED: "Ja."}),
        form("P3", {CHANGE: "Alt er nyt."}),
        form("P4", {CHANGE: ""}),
        form("P4", {CHANGE: "Noget blev sagt."}, n=2),
    )
    pools = {"P1": "Nær", "P2": "Nær", "P3": "Vid", "P4": "Vid", "P5": "Vid"}
    projects = tuple(Project(p, "", {"pool": pool}) for p, pool in pools.items())
    return Corpus(projects, documents), segments_of(*documents)


def test_answers_are_counted_by_question_pool_and_kind(asked):
    own = "self_evaluation"
    assert count_answers(*asked) == (
        AnswerCount(CHANGE, "Nær", own, 2, 1, 0, 1),
        AnswerCount(CHANGE, "Vid", own, 2, 2, 0, 0),
        AnswerCount(LEARNED, "Nær", own, 2, 0, 2, 0),
    )


def test_a_project_with_two_forms_counts_once_by_the_fuller(asked):
    vid = count_answers(*asked)[1]
    assert (vid.n_asked, vid.n_answered) == (2, 2)


def test_kinds_of_documents_are_kept_apart(asked):
    corpus, segments = asked
    visit = form("P1", {CHANGE: ""}, kind="learning_note")
    corpus = replace(corpus, documents=(*corpus.documents, visit))
    told = [(c.kind, c.n_empty) for c in count_answers(corpus, segments) if c.pool == "Nær"]
    assert told[:2] == [("learning_note", 1), ("self_evaluation", 1)]


def test_the_matrix_has_every_project_and_every_question(asked):
    assert response_matrix(*asked) == (
        ("P1", ("answered", "non_answer")),
        ("P2", ("empty", "non_answer")),
        ("P3", ("answered", "not_asked")),
        ("P4", ("answered", "not_asked")),
        ("P5", ("not_asked", "not_asked")),
    )


def test_reports_without_questions_give_no_matrix():
    report = Document("P1/r", "P1", "external_evaluation", "r.pdf", "Tekst.", (Block(0, 6),))
    assert response_matrix(Corpus((Project("P1"),), (report,)), []) == ()
    assert count_answers(Corpus((Project("P1"),), (report,)), []) == ()
