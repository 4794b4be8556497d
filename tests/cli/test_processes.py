"""The command line as other programs see it: files, exit codes, one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from evalmine.exchange.tables import COLUMNS


def run(*args, code=0, cwd=None):
    done = subprocess.run(
        [sys.executable, "-c", "from evalmine.cli import main; main()", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def texts(tmp_path, sentences):
    path = tmp_path / "tekster.csv"
    frame = pd.DataFrame({"id": [f"t{i}" for i in range(8)], "svar": sentences})
    frame.to_csv(path, index=False)
    return path


def test_help_names_every_command():
    out = run("--help").stdout
    for command in ("demo", "analyze", "code", "themes", "encode", "codebook"):
        assert command in out


def test_code_writes_one_row_per_text_and_code(texts, tmp_path):
    out = tmp_path / "koder.csv"
    run("code", texts, "--codebook", "wellbeing", "--encoder", "lexical", "--out", out)
    frame = pd.read_csv(out)
    assert list(frame.columns) == ["id", "code", "score", "assigned"]
    assert set(frame.id) == {f"t{i}" for i in range(8)}
    assert frame.score.between(0, 1).all()
    assert set(frame.assigned) <= {0, 1}
    assert (frame.groupby("id").size() == frame.code.nunique()).all()


def test_themes_gives_every_text_a_theme(texts, tmp_path):
    run("themes", texts, "--encoder", "lexical", "--n-themes", 2, "--out", tmp_path / "t")
    frame = pd.read_csv(tmp_path / "t" / "assignments.csv")
    assert list(frame.columns) == ["id", "theme_id", "score"]
    assert list(frame.id) == [f"t{i}" for i in range(8)]
    assert frame.theme_id.nunique() == 2


def test_encode_writes_unit_vectors_in_row_order(texts, tmp_path):
    run("encode", texts, "--text", "svar", "--encoder", "lexical", "--out", tmp_path / "v.npy")
    vectors = np.load(tmp_path / "v.npy")
    assert vectors.shape[0] == 8
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)


def test_codebook_commands_print_the_codes():
    assert "wellbeing" in run("codebook", "list").stdout
    assert "Fælles sprog" in run("codebook", "show", "wellbeing").stdout
    assert run("codebook", "check", "oecd_dac").returncode == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("analyze", "findes-ikke.xlsx", "--out", "ud"), 65, "findes-ikke.xlsx"),
        (("code", "{texts}", "--codebook", "findes-ikke", "--out", "k.csv"), None, "findes-ikke"),
        (("code", "{texts}", "--out", "k.csv"), 2, "--codebook"),
        (("encode", "{texts}", "--text", "nej", "--out", "v.npy"), 65, "there is no column 'nej'"),
        (("encode", "{texts}", "--encoder", "findes/ikke", "--out", "v.npy"), 78, "findes/ikke"),
        (
            ("analyze", "{texts}", "--config", "findes-ikke.toml", "--out", "ud"),
            78,
            "cannot be read",
        ),
    ],
)
def test_bad_input_is_one_line_and_an_exit_code(args, code, words, texts, tmp_path):
    args = [a.replace("{texts}", str(texts)) for a in args]
    done = subprocess.run(
        [sys.executable, "-c", "from evalmine.cli import main; main()", *args],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == code if code else done.returncode in (65, 78)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_analyze_writes_report_tables_and_manifest(tmp_path, sentences):
    frame = pd.DataFrame(
        {
            "Projekt-id": [f"P{i}" for i in range(8)],
            "Hvad er jeres vigtigste læring?": sentences,
            "Hvad har stået i vejen?": sentences[::-1],
        }
    )
    frame.to_csv(tmp_path / "skema.csv", index=False, sep=";", encoding="cp1252")
    out = tmp_path / "ud"
    done = run("analyze", tmp_path / "skema.csv", "--encoder", "lexical", "--out", out)
    assert done.stdout.strip() == str(out / "report.html")
    assert {p.stem for p in (out / "tables").iterdir()} == set(COLUMNS)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"][0]["name"] == "skema.csv"
    assert {o["name"] for o in manifest["outputs"]} >= {"report.html", "tables/quotes.parquet"}
