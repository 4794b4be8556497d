import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.survey import corpus_from_frame
from evalmine.corpus.text import normalize_text
from evalmine.errors import ConfigError, InputError

ASKED = "Hvad er jeres vigtigste læring?"
BARRIER = "Hvad har stået i vejen undervejs?"
DEGREE = "I hvilken grad virkede det?"
LONG = "Vi lærte, at man skal spørge de folk, det handler om"


def frame_of(*rows):
    names = ["Projekt-id", "Projekttitel", ASKED, BARRIER, DEGREE]
    return pd.DataFrame(rows, columns=names, dtype=object)


def read(frame, **options):
    return corpus_from_frame(frame, source="svar.xlsx", **options)


def reasons(corpus):
    return [(e.location, e.reason) for e in corpus.excluded]


def test_a_row_becomes_a_document_with_its_questions_and_answers():
    corpus = read(frame_of(["A1", "Ro", f" {LONG}\r\nog turde. ", None, "I høj grad"]))
    (document,) = corpus.documents
    assert document.document_id == "A1/self_evaluation"
    assert document.text == f"{ASKED}\n{LONG}\nog turde.\n\n{BARRIER}\n\n\n"
    answers = [b for b in document.blocks if b.role == "answer"]
    assert [document.text[b.start : b.end] for b in answers] == [f"{LONG}\nog turde.", ""]
    assert [b.question for b in answers] == [ASKED, BARRIER]
    headings = [document.text[b.start : b.end] for b in document.blocks if b.role == "heading"]
    assert headings == [ASKED, BARRIER]


def test_an_empty_answer_was_asked_all_the_same():
    corpus = read(frame_of(["A1", "Ro", LONG, None, None], ["A2", "Fred", LONG, "Tid", None]))
    assert corpus.asked[BARRIER] == {"A1", "A2"}
    assert corpus.summary().set_index("question").loc[BARRIER, "n_empty"] == 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_every_block_cuts_the_normalized_answer(cells):
    columns = {"Projekt-id": ["A1"]} | {f"{i}. Hvad lærte I?": [c] for i, c in enumerate(cells)}
    roles = {name: "open" for name in columns if name != "Projekt-id"}
    roles["Projekt-id"] = "project_id"
    (document,) = read(pd.DataFrame(columns, dtype=object), roles=roles, mask=False).documents
    answers = [b for b in document.blocks if b.role == "answer"]
    expected = [normalize_text(c).strip() for c in cells]
    assert [document.text[b.start : b.end] for b in answers] == expected
    assert normalize_text(document.text) == document.text


def test_identifiers_are_masked_before_anything_is_cut():
    said = "Ring til mig på 20 30 40 50 eller skriv til anne@firma.example, så fortæller jeg mere"
    corpus = read(frame_of(["A1", "post@firma.example", said, LONG, None]))
    (document,) = corpus.documents
    answer = next(b for b in document.blocks if b.role == "answer")
    assert document.text[answer.start : answer.end] == mask_identifiers(said).text
    assert "firma.example" not in document.text + corpus.projects[0].title
    assert said in read(frame_of(["A1", "x", said, LONG, None]), mask=False).documents[0].text


@pytest.mark.parametrize("answer", ["None", "NA", "N/A", "-", "nan", "Ingen"])
def test_short_answers_that_look_like_gaps_are_kept(answer):
    corpus = read(frame_of(["A1", "Ro", LONG, answer, None]))
    block = corpus.documents[0].blocks[-1]
    assert corpus.documents[0].text[block.start : block.end] == answer


def test_closed_answers_have_values_and_gaps_have_none():
    degrees = ["I meget høj grad", "Slet ikke", "Ved ikke", None]
    rows = [[f"A{i}", "t", LONG, LONG, degree] for i, degree in enumerate(degrees)]
    answers = [(c.project_id, c.answer, c.value) for c in read(frame_of(*rows)).closed_answers]
    expected = [("A0", degrees[0], 5.0), ("A1", degrees[1], 1.0), ("A2", "Ved ikke", None)]
    assert answers == expected


def test_answers_off_the_scale_are_kept_and_listed():
    rows = [[f"A{i}", "t", LONG, LONG, "I høj grad"] for i in range(4)]
    corpus = read(frame_of(*rows, ["A9", "t", LONG, LONG, "Måske"]))
    reason = "kept without a value: 1 answers are on no known scale ('Måske')"
    assert reasons(corpus) == [(f"column {DEGREE}", reason)]


def test_attributes_have_their_meaning_or_their_name():
    frame = pd.DataFrame(
        {
            "Projekt-id": ["A1", "A2"],
            "Bevilget beløb (kr.)": ["385.000,00", "ukendt"],
            "Startdato": ["01-03-2024", pd.Timestamp("2024-04-01")],
            "Antal ansatte": ["84", 12.0],
            "Må citeres": ["Ja", "Nej"],
            "Pulje": ["Nærvær", None],
            "Kommune": ["Nord", "Syd"],
            ASKED: [LONG, LONG + "!"],
        },
        dtype=object,
    )
    corpus = read(frame)
    assert corpus.projects[0].attributes == {
        "amount": 385000.0,
        "start": "2024-03-01",
        "n_employees": 84,
        "may_quote": True,
        "pool": "Nærvær",
        "Kommune": "Nord",
    }
    assert corpus.projects[1].attributes == {
        "amount": "ukendt",
        "start": "2024-04-01",
        "n_employees": 12,
        "may_quote": False,
        "Kommune": "Syd",
    }
    assert reasons(corpus) == [
        ("column amount", "kept as text: 1 cells are not a number ('ukendt')")
    ]


def test_a_second_row_of_a_project_is_numbered_and_another_title_listed():
    rows = [["A1", "Ro", LONG, "x", None], ["A1", "Uro", LONG, "y", None]]
    corpus = read(frame_of(*rows), first_row=3)
    assert [d.document_id for d in corpus.documents] == [
        "A1/self_evaluation",
        "A1/self_evaluation-2",
    ]
    assert [p.title for p in corpus.projects] == ["Ro"]
    assert reasons(corpus) == [
        ("row 4", "kept: A1 is called 'Uro' here and 'Ro' before"),
        ("row 4", "kept: one more answer of A1, as A1/self_evaluation-2"),
    ]


def test_a_row_without_answers_is_kept_and_listed_and_a_blank_one_is_nothing():
    rows = [["A1", "Ro", LONG, LONG, None], ["A2", "Uro", None, np.nan, None], [None] * 5]
    corpus = read(frame_of(*rows))
    assert [d.project_id for d in corpus.documents] == ["A1", "A2"]
    assert reasons(corpus) == [("row 3", "kept: no open question is answered by A2")]


def test_rows_without_ids_are_numbered_and_it_is_said():
    corpus = read(frame_of(["A1", "Ro", LONG, "x", None]).drop(columns="Projekt-id"))
    assert corpus.projects[0].project_id == "R0001"
    reason = "kept: no column of project ids, so each row counts as one project (R0001, ...)"
    assert reasons(corpus) == [("header", reason)]
    one_missing = read(frame_of(["A1", "t", LONG, "x", None], [None, "u", LONG, "y", None]))
    assert reasons(one_missing) == [("row 3", "kept: no project id, called R0002")]


def test_a_lone_text_column_is_the_text_itself():
    corpus = read(pd.DataFrame({"id": ["1", "2"], "text": [LONG, None]}, dtype=object))
    assert corpus.documents[0].text == LONG
    assert [(b.role, b.start, b.end) for b in corpus.documents[0].blocks] == [
        ("paragraph", 0, len(LONG))
    ]
    assert corpus.documents[1].text == ""


def test_contact_details_are_left_out_and_it_is_said():
    frame = frame_of(["A1", "Ro", LONG, "x", None]).assign(Kontaktperson=["Anne Eksempel"])
    corpus = read(frame)
    assert "Kontaktperson" not in corpus.projects[0].attributes
    assert reasons(corpus)[0][0] == "column Kontaktperson"
    assert "contact details" in reasons(corpus)[0][1]


def test_a_column_left_out_on_request_is_not_called_contact_details():
    frame = frame_of(["A1", "Ro", LONG, "x", None]).assign(Note=["internt"])
    corpus = read(frame, roles={"Note": "ignore"})
    assert reasons(corpus)[0] == ("column Note", "left out: you asked for it")


def test_the_same_frame_gives_the_same_corpus():
    frame = frame_of(["A1", "Ro", LONG, "x", "I høj grad"], ["A2", "Uro", "y", None, None])
    assert read(frame) == read(frame.copy())


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"Id": [], ASKED: []}), "svar.xlsx: has no rows: nothing to read"),
        (
            pd.DataFrame([[1, 2]], columns=["a", "a"]),
            "svar.xlsx: column 'a' is there twice: rename one",
        ),
        (
            pd.DataFrame({"Kommune": ["Nord"], "Antal": [1]}),
            "svar.xlsx: has no column with open answers: name one with roles={column: 'open'}; "
            "its columns are 'Kommune', 'Antal'",
        ),
    ],
)
def test_frames_that_hold_nothing_to_read(frame, message):
    with pytest.raises(InputError) as error:
        read(frame)
    assert str(error.value) == message


def test_an_unknown_kind_is_an_error_of_the_caller():
    with pytest.raises(ConfigError, match="kind 'survey' is not known: use one of self_evaluation"):
        read(frame_of(["A1", "Ro", LONG, "x", None]), kind="survey")
