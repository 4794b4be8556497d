from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from evalmine.corpus.model import ClosedAnswer, Corpus, Document, Exclusion, Project, Segment
from evalmine.exchange.tables import build_tables, write_tables
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.support import support_of

# Written off design section 7: other programs read these columns.
CONTRACT = {
    "projects": "project_id title",
    "documents": "document_id project_id kind source sha256 language text",
    "segments": "segment_id document_id project_id start end text question heading page language "
    "aspect status",
    "codes": "code_id name definition coder threshold n_segments n_projects n_coded kappa verdict",
    "codings": "segment_id code_id coder score assigned",
    "themes": "theme_id name keywords origin parent_id n_segments n_projects stability "
    "nearest_code",
    "theme_events": "run kind theme_id name n_segments sentence",
    "theme_segments": "theme_id segment_id score",
    "learnings": "learning_id headline statement scope level theme_id n_projects n_asked ci_low "
    "ci_high n_counter",
    "learning_segments": "learning_id segment_id role",
    "quotes": "quote_id learning_id document_id start end text page attribution",
    "wordings": "learning_id writer sentence segment_ids objection",
    "closed_answers": "project_id question answer value",
    "comparisons": "by theme_id group_a n_a total_a group_b n_b total_b difference p_adjusted "
    "sentence",
    "excluded": "source location reason",
}
NO_CODINGS = pd.DataFrame(columns=["segment_id", "code_id", "coder", "score", "assigned"])
TEXT = "Vi mødes hver fredag. Det er blevet en vane."


def quote(number, learning_id="L001", page=None):
    return Quote(
        f"{learning_id}-Q{number}", learning_id, "P1/self", "P1", "s1", 0, 21,
        TEXT[:21], page, "citat fra selvevaluering", "da", "ab" * 32,
    )  # fmt: skip


def learning():
    return Learning(
        learning_id="L001",
        headline="Faste møder",
        statement=TEXT[:21],
        scope="",
        level="",
        aspect="change",
        theme_id="T1",
        theme_name="Møder",
        support=support_of([("P1", "P1/self"), ("P2", "P2/self")], ["P1", "P2", "P3"]),
        segment_ids=("s2", "s1"),
        counter_ids=("s3",),
        n_counter=1,
        quotes=(quote(1),),
        counter_quotes=(quote(2, page=4),),
        notes=("one_pool", "one_voice"),
        statement_quotes=(quote(0),),
    )


def full_tables(pages=(None, 7)):
    corpus = Corpus(
        (
            Project("P1", "Møder", {"pool": "Nærhed", "n_employees": 12, "may_quote": True}),
            Project("P2", "Ro", {"pool": "Viden", "n_employees": None, "note": "3"}),
            Project("P3", "Tid", {"note": 4.5}),
        ),
        (Document("P1/self", "P1", "self_evaluation", "a.xlsx", TEXT, language="da"),),
        (ClosedAnswer("P1", "Trivsel?", "I høj grad", 4.0),
         ClosedAnswer("P2", "Trivsel?", "Ved ikke", None)),
        (Exclusion("b.pdf", "page 3", "no text"),),
    )  # fmt: skip
    segments = [
        Segment("s1", "P1/self", "P1", 0, 21, TEXT[:21], "Hvad ændrede sig?", page=pages[0]),
        Segment("s2", "P1/self", "P1", 22, 44, TEXT[22:], page=pages[1]),
    ]
    codings = pd.DataFrame(
        {
            "segment_id": ["s1", "s2"],
            "code_id": ["sprog", "tid"],
            "coder": ["zero-shot:lexical"] * 2,
            "score": np.array([0.5, 0.25], np.float32),
            "assigned": [True, False],
            "extra": [1, 2],
        }
    )
    theme = SimpleNamespace(
        theme_id="T1", name="Møder", keywords=("møde", "fredag"), origin="inductive",
        parent_id=None, n_segments=2, n_projects=1, stability=0.75, nearest_code="sprog",
        nearest_code_share=0.5, top_project_share=1.0, warnings=("one project",),
        status="found", named_by="", n_sources=1, n_peripheral=0, code_relation="new",
        code_share=0.1,
    )  # fmt: skip
    member = SimpleNamespace(theme_id="T1", segment_id="s1", score=0.9, peripheral=False)
    return build_tables(
        corpus, segments, codings, [theme], [member], [learning()], [quote(1, "CASE-P1")]
    )


def empty_tables():
    return build_tables(Corpus(), [], NO_CODINGS, [], [], [])


@pytest.mark.parametrize("build", [full_tables, empty_tables])
def test_tables_have_the_columns_of_the_contract(build):
    tables = build()
    assert list(tables) == list(CONTRACT)
    for name, columns in CONTRACT.items():
        assert not set(columns.split()) - set(tables[name].columns), name


def test_types_do_not_hang_on_what_is_in_the_table():
    full, empty, paged = full_tables(), empty_tables(), full_tables((1, 2))
    for name in CONTRACT:
        columns = list(empty[name].columns)
        assert full[name][columns].dtypes.to_dict() == empty[name].dtypes.to_dict(), name
        assert full[name].dtypes.to_dict() == paged[name].dtypes.to_dict(), name


@pytest.mark.parametrize("build", [full_tables, empty_tables])
def test_parquet_comes_back_with_types_unchanged(build, tmp_path):
    tables = build()
    paths = write_tables(tables, tmp_path / "tables")
    assert [p.name for p in paths] == [f"{name}.parquet" for name in CONTRACT]
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == sorted(p.name for p in paths)
    for path in paths:
        assert_frame_equal(pd.read_parquet(path), tables[path.stem])


def test_the_same_tables_give_the_same_bytes(tmp_path):
    first = write_tables(full_tables(), tmp_path / "a")
    second = write_tables(full_tables(), tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_projects_carry_their_attributes_even_of_mixed_types(tmp_path):
    frame = full_tables()["projects"]
    assert list(frame.columns) == [
        "project_id", "title", "pool", "n_employees", "may_quote", "note",
    ]  # fmt: skip
    assert frame["note"].dropna().tolist() == ["3", "4.5"]
    assert frame["n_employees"].dropna().tolist() == [12]
    assert frame["pool"].isna().tolist() == [False, False, True]


def test_an_attribute_cannot_take_the_place_of_the_id():
    corpus = Corpus((Project("P1", "Møder", {"title": "Noget andet", "project_id": "X"}),))
    frame = build_tables(corpus, [], NO_CODINGS, [], [], [])["projects"]
    assert frame.to_dict("records") == [{"project_id": "P1", "title": "Møder"}]


def test_a_page_is_a_whole_number_or_missing():
    page = full_tables()["segments"]["page"]
    assert page.isna().tolist() == [True, False]
    assert page[1] == 7


def test_learnings_are_counted_and_their_segments_listed_by_role():
    tables = full_tables()
    (row,) = tables["learnings"].to_dict("records")
    assert (row["n_projects"], row["n_asked"], row["n_counter"]) == (2, 3, 1)
    assert (row["headline"], row["notes"]) == ("Faste møder", "one_pool; one_voice")
    assert tables["learning_segments"].to_numpy().tolist() == [
        ["L001", "s1", "support", False],
        ["L001", "s2", "support", False],
        ["L001", "s3", "counter", False],
    ]


def test_every_quote_printed_is_in_the_table_with_its_role():
    quotes = full_tables()["quotes"]
    assert quotes[["quote_id", "role"]].to_numpy().tolist() == [
        ["L001-Q0", "statement"],
        ["L001-Q1", "support"],
        ["L001-Q2", "counter"],
        ["CASE-P1-Q1", "case"],
    ]
    assert all(TEXT[q.start : q.end] == q.text for q in quotes.itertuples())


def test_lists_are_written_as_text_and_dont_know_as_missing():
    tables = full_tables()
    assert tables["themes"].loc[0, "keywords"] == "møde, fredag"
    assert tables["themes"].loc[0, "warnings"] == "one project"
    assert tables["closed_answers"]["value"].isna().tolist() == [False, True]
    assert list(tables["codings"].columns) == CONTRACT["codings"].split()
