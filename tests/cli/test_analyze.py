"""evalmine analyze: settings, and what stands in the folder afterwards."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def survey(tmp_path):
    texts = [
        "Vi holder et fast møde hver mandag, hvor alle siger noget.",
        "Lederen går selv forrest og spørger, hvordan det går.",
        "Der var for travlt til at nå det.",
        "Tavlen med kort er enkel at bruge for alle.",
    ]
    lines = ["Projekt-id;Hvad er jeres vigtigste læring?"]
    lines += [f"P{i};{text}" for i, text in enumerate(texts)]
    folder = tmp_path / "opsætning"
    folder.mkdir()
    for name in ("i-år.csv", "sidste-år.csv"):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="cp1252")
    return folder / "i-år.csv"


def test_paths_in_the_settings_are_seen_from_their_file(run, survey, tmp_path, monkeypatch):
    (survey.parent / "evalmine.toml").write_text(
        'previous = ["sidste-år.csv"]\ncache = "kasse"\nencoder = "lexical"\ntitle = "Prøve"\n',
        encoding="utf-8",
    )
    (tmp_path / "andetsteds").mkdir()
    monkeypatch.chdir(tmp_path / "andetsteds")
    config = "../opsætning/evalmine.toml"
    run("analyze", survey, "--config", config, "--codebook", "oecd_dac", "--out", "ud")
    manifest = json.loads((tmp_path / "andetsteds/ud/manifest.json").read_text("utf-8"))
    assert [x["name"] for x in manifest["previous_inputs"]] == ["sidste-år.csv"]
    assert manifest["settings"]["title"] == "Prøve"
    assert (survey.parent / "kasse" / "embeddings.sqlite").exists()


def test_a_failed_run_leaves_the_last_result(run, survey, tmp_path):
    out = tmp_path / "ud"
    run("analyze", survey, "--encoder", "lexical", "--codebook", "oecd_dac", "--out", out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    (tmp_path / "tom.csv").write_text("Projekt-id;Læring\n", encoding="utf-8")
    run("analyze", tmp_path / "tom.csv", "--out", out, code=65)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--codebook", "findes-ikke"), 65, "no codebook has that name"),
        (("--config", "{toml}"), 78, 'unknown key "lenguage"; did you mean "language"?'),
        (("--previous", "findes-ikke.xlsx"), 65, "findes-ikke.xlsx: does not exist"),
    ],
)
def test_a_wrong_setting_is_one_line(run, survey, tmp_path, args, code, message):
    toml = tmp_path / "e.toml"
    toml.write_text('lenguage = "da"\n', encoding="utf-8")
    args = [a.replace("{toml}", str(toml)) for a in args]
    ended = run("analyze", survey, *args, "--out", tmp_path / "ud", code=code)
    assert message in ended.error


def test_a_file_as_output_folder_is_told_before_the_work(run, survey, tmp_path):
    (tmp_path / "ud").touch()
    ended = run("analyze", survey, "--out", tmp_path / "ud", code=73)
    assert "is a file where a folder is needed" in ended.error
    assert "read:" not in ended.err


def test_what_a_person_filled_in_is_followed_and_never_overwritten(run, survey, tmp_path):
    import openpyxl

    out = tmp_path / "ud"
    args = ("analyze", survey, "--encoder", "lexical", "--codebook", "oecd_dac", "--out", out)
    run(*args)
    bank = out / "quotes.xlsx"
    book = openpyxl.load_workbook(bank)
    page = book["Citater"]
    column = next(c.column for c in page[2] if c.value == "valg")
    page.cell(3, column).value = "fravælg"
    book.save(bank)

    result = run(*args, code=78)
    assert (
        f"{bank}: a person decided on 1 of its rows, which this run would overwrite: "
        f"add --reviewed {bank} to follow them, or move the file away"
    ) in " ".join(result.err.split())
    run(*args, "--reviewed", bank)
    again = openpyxl.load_workbook(bank)["Citater"]
    assert "fravælg" in [again.cell(row, column).value for row in range(3, again.max_row + 1)]
    run(*args, "--reviewed", tmp_path / "findes-ikke.xlsx", code=65)
