from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evalmine.corpus.model import (
    Block,
    ClosedAnswer,
    Corpus,
    Document,
    Exclusion,
    Project,
    is_missing,
    merge_projects,
)
from evalmine.corpus.text import sha256_of
from evalmine.errors import InputError


def document(document_id, project_id="P1", source="svar.xlsx", blocks=(), text="Vi mødes."):
    return Document(document_id, project_id, "self_evaluation", source, text, blocks)


def asked(question, text="Vi mødes."):
    return Block(0, len(text), "answer", question)


def test_corpora_add_up_and_projects_with_the_same_id_become_one():
    survey = Corpus(
        (Project("P1", "", {"pool": "Nærhed", "region": None}), Project("P2", "Ro")),
        (document("P1/self"),),
        (ClosedAnswer("P1", "Trivsel?", "I høj grad", 4.0),),
        (Exclusion("svar.xlsx", "row 3", "empty"),),
        (("svar.xlsx", "aa"),),
    )
    reports = Corpus(
        (Project("P1", "Møder", {"pool": "Viden", "region": "Nord", "n_pages": 12}),),
        (document("P1/report", source="rapport.pdf"),),
        sources=(("rapport.pdf", "bb"),),
    )
    both = survey + reports
    assert [p.project_id for p in both.projects] == ["P1", "P2"]
    merged = both.project_by_id["P1"]
    assert merged.title == "Møder"
    assert list(merged.attributes.items()) == [
        ("pool", "Nærhed"),
        ("region", "Nord"),
        ("n_pages", 12),
    ]
    assert [d.document_id for d in both.documents] == ["P1/self", "P1/report"]
    assert len(both.closed_answers) == len(both.excluded) == 1
    assert both.sources == (("svar.xlsx", "aa"), ("rapport.pdf", "bb"))
    assert repr(both) == "Corpus(2 projects, 2 documents, 1 closed answers, 1 excluded)"


def test_a_list_of_corpora_can_be_summed():
    parts = [Corpus((Project(f"P{i}"),)) for i in range(3)]
    assert [p.project_id for p in sum(parts).projects] == ["P0", "P1", "P2"]


def test_only_corpora_can_be_added():
    with pytest.raises(TypeError):
        Corpus() + (document("P1/self"),)  # noqa: RUF005


def test_the_same_document_twice_is_refused():
    corpus = Corpus(documents=(document("P1/self"),))
    other = Corpus(documents=(document("P1/self", source="kopi.xlsx"),))
    with pytest.raises(InputError) as error:
        corpus + other
    assert str(error.value) == (
        "kopi.xlsx: document id 'P1/self' is already used by svar.xlsx; "
        "read each file once, or rename one"
    )


@pytest.mark.parametrize("answers", [(True, False), (False, True), (None, False), (False, None)])
def test_a_no_to_being_quoted_stands_whoever_says_it(answers):
    (project,) = merge_projects(Project("P1", "", {"may_quote": a}) for a in answers)
    assert project.attributes["may_quote"] is False


def test_a_gap_that_nobody_fills_keeps_its_column():
    (project,) = merge_projects(
        [Project("P1", "", {"region": None}), Project("P1", "", {"pool": "Viden"})]
    )
    assert list(project.attributes.items()) == [("region", None), ("pool", "Viden")]


def test_merging_does_not_change_what_it_was_given():
    left, right = Project("P1", "", {"pool": ""}), Project("P1", "Ro", {"pool": "Viden"})
    assert merge_projects([left, right])[0].attributes == {"pool": "Viden"}
    assert (left.attributes, right.attributes) == ({"pool": ""}, {"pool": "Viden"})


@pytest.mark.parametrize("cell", [None, float("nan"), "", "  \n"])
def test_gaps(cell):
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["None", "NA", "-", "nan", 0, False, 0.0])
def test_answers_that_only_look_like_gaps(cell):
    assert not is_missing(cell)


def test_the_order_of_rows_and_files_does_not_change_the_sorted_corpus():
    questions = ["Trivsel?", "Fælles sprog?", "Ledelse?"]
    rows = [
        Corpus(
            (Project(f"P{i}", f"Projekt {i}"),),
            (document(f"P{i}/self", f"P{i}"),),
            tuple(ClosedAnswer(f"P{i}", q, "Enig", 4.0) for q in questions),
            (Exclusion("svar.xlsx", f"row {i}", "empty"),),
            (("svar.xlsx", "aa"),),
        )
        for i in range(8)
    ]
    expected = sum(rows).sorted()
    random.Random(1).shuffle(rows)
    assert sum(rows).sorted() == expected
    assert expected.sources == (("svar.xlsx", "aa"),)
    assert [c.question for c in expected.closed_answers[:3]] == sorted(questions)


def test_asked_counts_projects_whether_they_answered_or_not():
    corpus = Corpus(
        documents=(
            document("a", "P1", blocks=(asked("Hvad virkede?"),)),
            document("b", "P2", blocks=(Block(0, 0, "answer", "Hvad virkede?"),), text=""),
            document("c", "P2", blocks=(asked("Hvad virkede?"),)),
            document("d", "P3", blocks=(Block(0, 0, "answer", "Hvad virkede?"),), text=""),
            document("e", "P4", blocks=(Block(0, 9, "paragraph"),)),
        )
    )
    assert corpus.asked == {"Hvad virkede?": {"P1", "P2", "P3"}}
    assert corpus.summary().to_dict("records") == [
        {"question": "Hvad virkede?", "n_asked": 3, "n_answered": 2, "n_empty": 1}
    ]


def test_questions_come_once_and_in_order():
    two = (asked("Hvad virkede?"), asked("Hvad stod i vejen?"), asked("Hvad virkede?"))
    assert document("a", blocks=two).questions == ("Hvad virkede?", "Hvad stod i vejen?")
    assert document("a", blocks=(Block(0, 3, "heading", heading="Om os"),)).questions == ()


def test_an_empty_corpus_shows_empty_tables():
    assert list(Corpus().summary().columns) == ["question", "n_asked", "n_answered", "n_empty"]
    assert repr(Corpus().excluded_records) == "no rows (source, location, reason)"
    assert Corpus() + Corpus() == Corpus()


def test_documents_by_id_and_their_hash():
    corpus = Corpus(documents=(document("a", text="små"),))
    assert corpus.document_by_id["a"].sha256 == sha256_of("små")
    assert replace(corpus.document_by_id["a"], text="store").sha256 == sha256_of("store")


def test_a_project_without_title_is_called_by_its_id():
    assert (Project("P1").label, Project("P1", "Ro").label) == ("P1", "Ro")
