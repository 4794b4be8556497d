"""train, sample and what comes of them in code and analyze."""

from __future__ import annotations

import csv
import json

import openpyxl
import pandas as pd
import pytest

from evalmine.resources import resource_path

LEXICAL = ("--encoder", "lexical")
BOOK = """
name: small
codes:
  - id: time
    name: {da: Tid}
    definition: {da: Der er for lidt tid.}
  - id: tools
    name: {da: Redskaber}
    definition: {da: Tavlen og kortene bruges.}
"""
ENDINGS = ["hos os", "i år", "i huset", "nu", "igen", "hver dag", "om natten", "i foråret"]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def codings(written):
    starts = [
        ("Der var ikke tid nok", "time"),
        ("Tavlen bliver brugt", "tools"),
        ("Vejret var godt", ""),
    ]
    rows = [
        (f"{i}-{code}", f"{start} {ending}.", code, f"P{i}")
        for i, ending in enumerate(ENDINGS)
        for start, code in starts
    ]
    return written("kodet.csv", ("id", "tekst", "koder", "projekt"), *rows)


@pytest.fixture
def trained(run, book, codings, tmp_path):
    out = tmp_path / "small.coder"
    return run("train", codings, "--codebook", book, *LEXICAL, "--out", out), out


def test_train_says_what_to_expect_of_each_code(trained):
    ended, out = trained
    assert ended.out.strip() == str(out)
    assert "time: 8 codings, kappa 1.00, alone" in ended.err
    table = pd.read_csv(out.with_name("small.expectations.csv"))
    assert table.code_id.tolist() == ["time", "tools"]


def test_a_trained_coder_codes_without_being_told_codebook_or_encoder(run, trained, good, tmp_path):
    _, coder = trained
    ended = run("code", good, "--coder", coder, "--out", tmp_path / "k.csv")
    assert "24 coded texts: 2 may run alone" in ended.err
    with (tmp_path / "k.csv").open(encoding="utf-8", newline="") as file:
        given = {(r["id"], r["code"]) for r in csv.DictReader(file) if r["assigned"] == "1"}
    assert ("002", "tools") not in given or ("002", "time") not in given
    assert {code for _, code in given} <= {"time", "tools"}


def test_code_needs_something_to_code_with(run, good, tmp_path):
    ended = run("code", good, "--out", tmp_path / "k.csv", code=2)
    assert "give --codebook or --coder" in ended.err


def test_another_encoder_is_refused_in_one_line(run, trained, good, tmp_path):
    _, coder = trained
    ended = run(
        "code", good, "--coder", coder, "--encoder", "fast", "--out", tmp_path / "k.csv", code=78
    )
    assert "lexical" in ended.error


def test_codes_nobody_knows_are_refused(run, book, written, tmp_path):
    path = written("k.csv", ("id", "tekst", "codes"), ("1", "Der var ikke tid.", "tiem"))
    ended = run("train", path, "--codebook", book, *LEXICAL, "--out", tmp_path / "x", code=65)
    assert "row 2" in ended.error
    assert "tiem" in ended.error


@pytest.fixture
def survey():
    return resource_path("corpora") / "aftryk-2024" / "selvevalueringer.xlsx"


def test_a_sample_is_blind_and_its_design_kept(run, survey, tmp_path):
    out = tmp_path / "anne.xlsx"
    args = ("sample", survey, *LEXICAL, "-n", "12", "--who", "Anne", "--out", out)
    ended = run(*args)
    book = openpyxl.load_workbook(out)
    headers = [c.value for c in book.worksheets[0][1]]
    assert "Fælles sprog og åben dialog" in headers or "shared_language" in headers
    assert not {"score", "assigned"} & {str(h).lower() for h in headers}
    design = pd.read_csv(tmp_path / "anne.design.csv")
    assert len(design) == 12
    assert set(design.strategy) == {"random"}
    assert design.probability.between(0, 1).all()
    assert "12 segments" in ended.err


def test_what_is_coded_already_is_not_drawn_again(run, survey, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    args = ("sample", survey, *LEXICAL, "-n", "10", "--strategy", "stratified", "--by", "kind")
    run(*args, "--out", first)
    table = pd.read_csv(first, sep=";", dtype=str).assign(**{"Ingen kode passer": "x"})
    table.to_csv(tmp_path / "coded.csv", index=False)
    run(*args, "--coded", tmp_path / "coded.csv", "--out", second)
    drawn = [set(pd.read_csv(tmp_path / f"{x}.design.csv").segment_id) for x in "ab"]
    assert not drawn[0] & drawn[1]


def test_an_unknown_stratum_names_those_there_are(run, survey, tmp_path):
    ended = run(
        "sample", survey, *LEXICAL, "--strategy", "stratified", "--by", "pule",
        "--out", tmp_path / "x.csv", code=78,
    )  # fmt: skip
    assert "no attribute 'pule'" in ended.error
    assert "pool" in ended.error


def test_analyze_marks_codes_that_need_review(run, survey, tmp_path):
    gold = resource_path("corpora", "aftryk-2025", "gold.csv")
    coder, out = tmp_path / "w.coder", tmp_path / "out"
    run("train", gold, "--codebook", "wellbeing", *LEXICAL, "--out", coder)
    run("analyze", survey, "--coder", coder, "--out", out)
    codes = pd.read_parquet(out / "tables" / "codes.parquet")
    assert set(codes.verdict) >= {"needs review"}
    assert codes.n_coded.sum() > 300
    settings = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["settings"]
    assert settings["coder"] == "trained:lexical"
    assert settings["coder_revision"]
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "skal gennemses" in report
    assert "Kodningen er ikke valideret mod menneskelige" not in report


def test_what_is_read_is_never_written_over(run, book, codings, survey):
    before = codings.read_bytes()
    ended = run("train", codings, "--codebook", book, *LEXICAL, "--out", codings, code=78)
    assert "choose another --out" in ended.error
    assert codings.read_bytes() == before


def test_a_sample_is_never_written_over_another(run, survey, tmp_path):
    out = tmp_path / "anne.csv"
    args = ("sample", survey, *LEXICAL, "-n", "3", "--out", out)
    run(*args)
    before = out.read_bytes()
    assert "may hold codings" in run(*args, code=78).error
    assert out.read_bytes() == before
    out.unlink()  # its design tells with which probability texts were drawn: it is kept as well
    assert "anne.design.csv" in run(*args, code=78).error


def test_a_sample_that_is_smaller_than_asked_for_says_so(run, survey, tmp_path):
    ended = run("sample", survey, *LEXICAL, "-n", "100000", "--out", tmp_path / "x.csv")
    assert "100000 were asked for: there are no more to draw" in ended.err


def test_strata_are_for_stratified_samples(run, survey, tmp_path):
    ended = run("sample", survey, "--by", "pool", "--out", tmp_path / "x.csv", code=2)
    assert "--strategy stratified" in ended.err


def test_codings_of_one_project_are_told(run, book, written, tmp_path):
    rows = [
        ("Der var ikke tid nok.", "x", ""),
        ("Tavlen bliver brugt.", "", "x"),
        ("Ja da.", "", ""),
    ]
    path = written("k.csv", ("tekst", "Tid", "Redskaber"), *rows)
    args = ("train", path, "--codebook", book, *LEXICAL, "--out", tmp_path / "x.coder")
    ended = run(*args)
    assert "not coded yet: row 4" in ended.err
    assert "no project is named" in ended.err
    assert "not coded yet" not in run(*args, "--empty", "none").err


def test_the_sheet_can_be_named(run, book, tmp_path):
    path = tmp_path / "k.xlsx"
    frame = pd.DataFrame({"tekst": ["Der var ikke tid.", "Tavlen bruges."], "koder": ["time", ""]})
    with pd.ExcelWriter(path) as writer:
        frame.to_excel(writer, sheet_name="Anne", index=False)
        frame.to_excel(writer, sheet_name="Bo", index=False)
    args = ("train", path, "--codebook", book, *LEXICAL, "--out", tmp_path / "x.coder")
    assert "say which with sheet" in run(*args, code=65).error
    run(*args, "--sheet", "Bo")


def test_how_far_two_people_agree_is_told(run, book, codings, tmp_path):
    other = tmp_path / "bo.csv"
    other.write_text(
        codings.read_text(encoding="utf-8").replace('"tools"', '"time"'), encoding="utf-8"
    )
    out = tmp_path / "x.coder"
    ended = run("train", codings, other, "--codebook", book, *LEXICAL, "--out", out)
    assert "bo and kodet both read 24 texts: kappa 0.20 (median of 2 codes)" in ended.err


def test_what_cannot_hold_a_sample_is_refused_at_once(run, survey, tmp_path):
    ended = run("sample", survey, "--out", tmp_path / "x.docx", code=78)
    assert ended.error == "x.docx: a sample is written as .xlsx or .csv: name one of these"
