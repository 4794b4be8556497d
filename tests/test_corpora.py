"""The sample corpora hold what they claim to hold, and the exports are those of their sources."""

from __future__ import annotations

import importlib.util
import re

import pandas as pd
import pytest

import evalmine as em
from evalmine.coding.codebook import load_codebook
from evalmine.resources import resource_path

CORPORA = resource_path("corpora")


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("corpora_build", CORPORA / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold():
    return pd.read_csv(CORPORA / "aftryk-2025" / "gold.csv", keep_default_na=False)


@pytest.mark.parametrize(("year", "n_projects"), [(2024, 40), (2025, 97)])
def test_exports_are_built_from_their_sources(build, tmp_path, year, n_projects):
    folder = CORPORA / f"aftryk-{year}"
    rows = [build.row_of(p) for p in build.load_projects(folder / "source")]
    build.write_csv(tmp_path / "selvevalueringer.csv", year, rows)
    build.write_xlsx(tmp_path / "selvevalueringer.xlsx", year, rows)
    assert len(rows) == n_projects
    for name in ("selvevalueringer.csv", "selvevalueringer.xlsx"):
        rebuilt, stored = em.read(tmp_path / name), em.read(folder / name)
        assert (rebuilt.projects, rebuilt.documents) == (stored.projects, stored.documents)
        assert rebuilt.closed_answers == stored.closed_answers


def test_the_csv_says_the_same_as_the_workbook_but_for_signs_cp1252_lacks():
    xlsx = em.read(CORPORA / "aftryk-2025" / "selvevalueringer.xlsx")
    csv = em.read(CORPORA / "aftryk-2025" / "selvevalueringer.csv")
    assert [d.document_id for d in csv.documents] == [d.document_id for d in xlsx.documents]
    for ours, theirs in zip(csv.documents, xlsx.documents, strict=True):
        shown = theirs.text.encode("cp1252", errors="replace").decode("cp1252")
        assert re.sub(r"\W+", " ", ours.text) == re.sub(r"\W+", " ", shown)
    assert csv.closed_answers == xlsx.closed_answers


def test_gold_segments_lie_where_they_say(gold, sample_corpus):
    assert len(gold) >= 400
    for row in gold.itertuples():
        assert sample_corpus.document_by_id[row.document_id].text[row.start : row.end] == row.text


def test_gold_segments_are_segments_of_today(gold, sample_corpus):
    ids = {s.segment_id for s in em.segment(sample_corpus)}
    assert set(gold.segment_id) <= ids


def test_gold_codes_are_codes_of_the_codebook_and_no_project_is_in_both_halves(gold):
    known = {code.id for code in load_codebook("wellbeing").assignable}
    assert {c for codes in gold.codes for c in codes.split(";") if c} <= known
    halves = gold.groupby("split").project_id.agg(set)
    assert not halves["development"] & halves["test"]
    assert set(gold.split) == {"development", "test"}


def test_no_answer_is_a_copy_of_another(build):
    for year in (2024, 2025):
        projects = build.load_projects(CORPORA / f"aftryk-{year}" / "source")
        long = [a for p in projects for a in p["answers"].values() if len(a.split()) > 8]
        assert len(set(long)) == len(long)


def test_identity_numbers_in_the_sources_are_impossible_dates():
    for path in CORPORA.glob("*/source/*"):
        if path.suffix in (".yaml", ".md"):
            for day, month in re.findall(r"\b(\d\d)(\d\d)\d\d-\d{4}\b", path.read_text("utf-8")):
                assert int(day) > 31 or int(month) > 12, path.name


def test_reports_belong_to_projects_of_the_survey(sample_corpus):
    surveyed = {d.project_id for d in sample_corpus.documents if d.kind == "self_evaluation"}
    reports = [d for d in sample_corpus.documents if d.kind != "self_evaluation"]
    assert sorted(d.kind for d in reports) == ["external_evaluation"] * 5 + ["learning_note"] * 2
    assert {d.project_id for d in reports} <= surveyed
