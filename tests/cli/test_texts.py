"""code, themes and encode: every row comes out, in order, under its own id."""

from __future__ import annotations

import csv
import os
import sys

import numpy as np
import pytest

AWKWARD = ["Et fast møde hver mandag.", "", "NA", "None", "-", "Lederen går forrest."]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids_of(path):
    return list(dict.fromkeys(row["id"] for row in rows_of(path)))


def code(run, path, out, *more, **kwargs):
    return run(
        "code", path, "--codebook", "oecd_dac", "--encoder", "lexical", "--out", out, *more,
        **kwargs,
    )  # fmt: skip


@pytest.fixture
def awkward(written):
    rows = [(f"00{i}", text) for i, text in enumerate(AWKWARD)]
    return written("svar.csv", ("id", "svar"), *rows)


def test_code_keeps_every_row_and_the_zeros_of_its_id(run, awkward, tmp_path):
    code(run, awkward, tmp_path / "k.csv")
    assert ids_of(tmp_path / "k.csv") == ["000", "001", "002", "003", "004", "005"]


def test_a_text_that_says_nothing_speaks_of_no_code(run, awkward, tmp_path):
    code(run, awkward, tmp_path / "k.csv")
    silent = [r for r in rows_of(tmp_path / "k.csv") if r["id"] in ("001", "002", "003", "004")]
    assert {(r["score"], r["assigned"]) for r in silent} == {("0.0000", "0")}


def test_themes_puts_what_says_nothing_on_a_pile_of_its_own(run, awkward, tmp_path):
    ended = run("themes", awkward, "--encoder", "lexical", "--out", tmp_path / "t")
    rows = rows_of(tmp_path / "t" / "assignments.csv")
    pile = "non_answer"
    assert [r["id"] for r in rows] == ["000", "001", "002", "003", "004", "005"]
    assert [r["theme_id"] == pile for r in rows] == [False, True, True, True, True, False]
    counts = {r["theme_id"]: r["n_texts"] for r in rows_of(tmp_path / "t" / "themes.csv")}
    assert counts[pile] == "4"
    assert {r["theme_id"] for r in rows} <= set(counts)
    assert "texts that say nothing: 4" in ended.err


def test_encode_gives_a_row_for_an_empty_text(run, awkward, tmp_path):
    run("encode", awkward, "--encoder", "lexical", "--out", tmp_path / "v.npy")
    assert np.load(tmp_path / "v.npy").shape[0] == len(AWKWARD)


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_rows_are_enough(run, written, tmp_path, n):
    texts = ["Vi holder et fast møde.", "Kortene hænger på tavlen."]
    path = written("faa.csv", ("id", "tekst"), *[(str(i), texts[i]) for i in range(n)])
    code(run, path, tmp_path / "k.csv")
    run("themes", path, "--encoder", "lexical", "--out", tmp_path / "t")
    run("encode", path, "--encoder", "lexical", "--out", tmp_path / "v.npy")
    assert len(rows_of(tmp_path / "t" / "assignments.csv")) == n


def test_only_empty_texts_still_come_out(run, written, tmp_path):
    path = written("tomme.csv", ("id", "tekst"), ("a", ""), ("b", ""))
    run("themes", path, "--encoder", "lexical", "--out", tmp_path / "t")
    assert [r["theme_id"] for r in rows_of(tmp_path / "t" / "assignments.csv")] == [
        "non_answer",
        "non_answer",
    ]


def test_the_dialect_of_the_file_does_not_matter(run, written, tmp_path):
    rows = [("id", "tekst"), ("01", "Et møde på tværs."), ("02", "Færre sygedage")]
    outputs = set()
    for name, encoding, delimiter in (
        ("a.csv", "utf-8", ","), ("b.csv", "cp1252", ";"), ("c.csv", "utf-8-sig", ";"),
    ):  # fmt: skip
        path = written(name, *rows, encoding=encoding, delimiter=delimiter)
        code(run, path, tmp_path / "k.csv")
        outputs.add((tmp_path / "k.csv").read_bytes())
    assert len(outputs) == 1


def test_what_was_guessed_is_said(run, good, tmp_path):
    said = code(run, good, tmp_path / "k.csv").err
    assert 'texts from column "tekst", ids from "id"' in said


def test_a_result_that_goes_to_stdout_is_not_followed_by_its_path(run, good):
    if not os.path.exists("/dev/null"):
        pytest.skip("no devices here")
    assert code(run, good, "/dev/null").out == ""
    assert not os.path.isfile("/dev/null")


@pytest.mark.parametrize("command", ["code", "encode"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(run, good, tmp_path, command):
    more = ["--codebook", "oecd_dac"] if command == "code" else []
    (tmp_path / "fil").touch()
    ended = run(command, good, *more, "--out", tmp_path, code=73)
    assert ended.error == f"{tmp_path}: is a folder: name a file"
    ended = run(command, good, *more, "--out", tmp_path / "fil" / "k.csv", code=73)
    assert "is a file where a folder is needed" in ended.error
    assert "embed" not in ended.err


def test_themes_refuses_a_file_as_its_folder(run, good, tmp_path):
    (tmp_path / "fil").touch()
    assert "is a file" in run("themes", good, "--out", tmp_path / "fil", code=73).error


def test_a_full_disk_is_one_line(run, good):
    if sys.platform != "linux":
        pytest.skip("/dev/full is a device of Linux")
    assert code(run, good, "/dev/full", code=74).error.startswith("/dev/full: no space left")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"id,tekst\n", "has no rows below its header"),
        (b"id,tekst\n1,a b\n1,c d\n", "row 3: id '1' stands in row 2 too"),
        (b"id,tekst\n1,a b\n,c d\n", "row 3: has no id"),
        (b'id,tekst\n1,a b\n2,"c d\n3,e f\n', "a quotation mark is opened and never closed"),
        (bytes(range(256)), "is not a text file"),
    ],
)
def test_a_bad_file_is_one_line(run, tmp_path, content, message):
    (tmp_path / "x.csv").write_bytes(content)
    ended = code(run, tmp_path / "x.csv", tmp_path / "k.csv", code=65)
    assert ended.error.startswith("x.csv")
    assert message in ended.error
    assert not (tmp_path / "k.csv").exists()


def test_a_file_that_is_not_there_and_a_folder(run, tmp_path):
    missing = tmp_path / "findes-ikke.csv"
    assert "does not exist" in code(run, missing, tmp_path / "k.csv", code=65).error
    assert "is a folder" in code(run, tmp_path, tmp_path / "k.csv", code=65).error


def test_the_question_counts_where_its_column_is_named(run, written, tmp_path):
    rows = [
        ("1", "Vi satte det i årshjulet og i vagtplanen.", "Hvad har stået i vejen?"),
        ("2", "Vi satte det i årshjulet og i vagtplanen.", "Hvordan er indsatsen forankret?"),
    ]
    path = written("s.csv", ("id", "tekst", "spørgsmål"), *rows)
    args = ("code", path, "--codebook", "wellbeing", "--encoder", "lexical", "--out")
    run(*args, tmp_path / "a.csv")
    run(*args, tmp_path / "b.csv", "--question", "spørgsmål")
    alone, asked = (
        {(r["id"], r["code"]): float(r["score"]) for r in rows_of(tmp_path / name)}
        for name in ("a.csv", "b.csv")
    )
    assert alone["1", "structures"] == alone["2", "structures"]
    assert asked["1", "structures"] < asked["2", "structures"]


def test_a_column_of_questions_that_is_not_there_is_named(run, awkward, tmp_path):
    ended = code(run, awkward, tmp_path / "k.csv", "--question", "Spm", code=65)
    assert "there is no column 'Spm'" in ended.error
