from __future__ import annotations

import csv
import json

import pytest

from evalmine.exchange.theme_registry import load_registry, registry_held, save_registry
from evalmine.themes.identity import ThemeRegistry

COLUMNS = (
    "theme_id,name,keywords,parent_id,n_texts,stability,n_projects,n_peripheral,status,warnings"
)


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def theme_of(folder):
    return {row["id"]: row["theme_id"] for row in rows_of(folder / "assignments.csv")}


@pytest.fixture
def many(written):
    """Sixty texts on four subjects, of six projects."""
    parts = [
        ("holder møde om {} hver mandag i gruppen", ("budget", "vagter", "kemi", "ferie", "løn")),
        ("kortene om {} hænger på tavlen i køkkenet", ("ros", "travlhed", "mål", "fejl", "sprog")),
        ("lederen taler selv om {} og går forrest", ("stress", "pauser", "tillid", "tvivl", "mod")),
    ]
    texts = [
        f"{who} {line.format(word)}." for line, words in parts for word in words
        for who in ("Vi", "Afdelingen", "Holdet", "Alle")
    ]  # fmt: skip
    rows = [(f"s{i:02d}", f"P{i % 6}", text) for i, text in enumerate(texts)]
    return written("svar.csv", ("id", "projekt", "tekst"), *rows)


def find(run, path, out, *options, code=0):
    return run("themes", path, "--encoder", "lexical", "--out", out, *options, code=code)


def test_the_files_and_their_columns(run, many, tmp_path):
    find(run, many, tmp_path / "t", "--n-themes", "3", "--project", "projekt")
    names = sorted(p.name for p in (tmp_path / "t").iterdir() if not p.name.startswith("."))
    assert names == ["assignments.csv", "model.json", "peripheral.csv", "themes.csv", "themes.json"]
    first = (tmp_path / "t" / "assignments.csv").read_text(encoding="utf-8").splitlines()[0]
    assert first == "id,theme_id,score"
    assert (tmp_path / "t" / "themes.csv").read_text(encoding="utf-8").startswith(COLUMNS)
    themes = rows_of(tmp_path / "t" / "themes.csv")
    assert sum(int(t["n_texts"]) for t in themes if t["theme_id"].startswith("T")) == 60
    assert max(int(t["n_projects"]) for t in themes) == 6


def test_texts_without_a_project_are_one_each(run, written, sentences, tmp_path):
    path = written("svar.csv", ("id", "tekst"), *((f"{i}", s) for i, s in enumerate(sentences)))
    find(run, path, tmp_path / "t")
    (theme,) = rows_of(tmp_path / "t" / "themes.csv")
    assert (theme["n_texts"], theme["n_projects"]) == ("8", "8")


def test_guards_are_kept_and_told(run, many, tmp_path):
    ended = find(
        run, many, tmp_path / "t", "--n-themes", "6", "--max-themes", "6", "--min-projects", "6",
        "--project", "projekt",
    )  # fmt: skip
    themes = rows_of(tmp_path / "t" / "themes.csv")
    leaves = [t for t in themes if t["theme_id"].startswith("T")]
    assert all(t["n_projects"] == "6" for t in leaves)
    assert len(leaves) == 6 or "project" in ended.err


def test_detail_gives_more_themes(run, many, tmp_path):
    n = {}
    for detail in ("0.5", "1", "2"):
        find(run, many, tmp_path / detail, "--detail", detail)
        n[detail] = len(set(theme_of(tmp_path / detail).values()))
    assert n["0.5"] <= n["1"] < n["2"]


def test_a_registry_keeps_ids_and_what_people_decided(run, many, tmp_path):
    registry = tmp_path / "temaer.json"
    find(run, many, tmp_path / "a", "--n-themes", "3", "--registry", registry, "--run", "2024")
    assert registry.read_bytes() == (tmp_path / "a" / "themes.json").read_bytes()

    told = run("registry", "rename", registry, "T02", "Tavlen i køkkenet", "--by", "Bo")
    assert "T02" in told.err
    run("registry", "reject", registry, "T03", "--by", "Bo")
    ended = find(
        run, many, tmp_path / "b", "--n-themes", "3", "--registry", registry, "--run", "2025"
    )

    assert theme_of(tmp_path / "b") == theme_of(tmp_path / "a")
    themes = {t["theme_id"]: t for t in rows_of(tmp_path / "b" / "themes.csv")}
    assert themes["T02"]["name"] == "Tavlen i køkkenet"
    assert [themes[x]["status"] for x in ("T01", "T02", "T03")] == ["found", "found", "rejected"]
    assert "known before, 0.0 % changed theme" in ended.err
    assert load_registry(registry).runs == ("2024", "2025")

    shown = run("registry", "show", registry).out
    assert "T02\tfound\tTavlen i køkkenet\t2024: " in shown
    history = run("registry", "history", registry, "--language", "en").out
    assert "Bo" in history
    assert "Tavlen i køkkenet" in history
    run("registry", "undo", registry, "--by", "Bo")
    assert "T03\tfound" in run("registry", "show", registry).out


def test_without_ids_texts_are_known_by_what_they_say(run, written, sentences, tmp_path):
    registry = tmp_path / "temaer.json"
    options = ("--registry", registry, "--n-themes", "2", "--run", "2025")
    find(run, written("a.csv", ("tekst",), *((s,) for s in sentences)), tmp_path / "a", *options)
    turned = written("b.csv", ("tekst",), *((s,) for s in reversed(sentences)))
    ended = find(run, turned, tmp_path / "b", *options)
    first, second = theme_of(tmp_path / "a"), theme_of(tmp_path / "b")
    assert list(first.values()) == list(second.values())[::-1]
    assert "known before, 0.0 % changed theme" in ended.err


def test_later_texts_are_placed_in_the_themes_that_stand(run, many, written, tmp_path):
    find(run, many, tmp_path / "a", "--n-themes", "3", "--project", "projekt")
    known = theme_of(tmp_path / "a")
    new = written(
        "nye.csv",
        ("id", "tekst"),
        ("n1", "Vi holder møde om rengøring hver mandag i gruppen."),
        ("n2", "Kortene om humor hænger på tavlen i køkkenet."),
        ("n3", ""),
    )
    ended = find(run, new, tmp_path / "b", "--model", tmp_path / "a")
    assert theme_of(tmp_path / "b") == {"n1": known["s00"], "n2": known["s20"], "n3": "non_answer"}
    themes = {t["theme_id"]: t for t in rows_of(tmp_path / "b" / "themes.csv")}
    assert themes[known["s00"]]["n_texts"] == "1"
    assert themes[known["s00"]]["name"]
    assert ended.err.strip()


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--detail", "0"), 78, "detail is 0.0: give a number above 0"),
        (("--max-similarity", "2"), 78, "max_similarity is 2.0: give a cosine above 0 and up to 1"),
        (("--n-themes", "4", "--max-themes", "3"), 78, "ask for no more themes than are allowed"),
        (("--registry", "REGISTRY", "--run", "1"), 65, "it is damaged or cut off"),
        (("--model", "MISSING"), 65, "does not exist"),
    ],
)
def test_what_is_wrong_is_one_line(run, many, tmp_path, options, code, message):
    (tmp_path / "REGISTRY").write_text("{", encoding="utf-8")
    asked = [tmp_path / o if o in ("REGISTRY", "MISSING") else o for o in options]
    assert message in find(run, many, tmp_path / "t", *asked, code=code).error


def test_a_model_of_another_encoder_is_refused(run, many, tmp_path):
    find(run, many, tmp_path / "a", "--n-themes", "3")
    path = tmp_path / "a" / "model.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "encoder": "other"}), encoding="utf-8")
    error = find(run, many, tmp_path / "b", "--model", tmp_path / "a", code=78).error
    assert "other" in error


def test_a_model_and_a_wish_for_other_themes_do_not_go_together(run, many, tmp_path):
    ended = find(run, many, tmp_path / "b", "--model", tmp_path, "--n-themes", "3", code=2)
    assert "--model places texts in themes that stand" in " ".join(ended.err.split())


def test_a_decision_on_a_theme_that_is_not_there_is_one_line(run, many, tmp_path):
    registry = tmp_path / "temaer.json"
    find(run, many, tmp_path / "a", "--n-themes", "3", "--registry", registry, "--run", "1")
    before = registry.read_bytes()
    assert "T99" in run("registry", "pin", registry, "T99", code=78).error
    assert registry.read_bytes() == before
    assert "does not exist" in run("registry", "show", tmp_path / "x.json", code=65).error


def test_texts_far_from_every_theme_are_a_pile_to_read(run, many, tmp_path):
    path = many.with_name("flere.csv")
    odd = "o1,P1,Zebraer xylofon qvist woodoo jazz.\no2,P2,Nougat og 7 kvadratrødder.\n"
    path.write_text(many.read_text(encoding="utf-8") + odd, encoding="utf-8")
    ended = find(run, path, tmp_path / "t", "--n-themes", "3")
    far = rows_of(tmp_path / "t" / "peripheral.csv")
    assert {r["id"] for r in far} >= {"o1", "o2"}
    assert f"texts far from every theme: {len(far)}" in ended.err
    assert {r["id"]: r["theme_id"] for r in far}.items() <= theme_of(tmp_path / "t").items()


def test_a_registry_needs_the_name_of_the_run(run, many, tmp_path):
    ended = find(run, many, tmp_path / "t", "--registry", tmp_path / "r.json", code=2)
    assert "name this run" in " ".join(ended.err.split())


def test_a_registry_in_use_is_left_alone(run, many, tmp_path):
    registry = tmp_path / "temaer.json"
    find(run, many, tmp_path / "a", "--n-themes", "3", "--registry", registry, "--run", "1")
    before = registry.read_bytes()
    with registry_held(registry):
        error = run("registry", "rename", registry, "T01", "Møder", "--by", "Bo", code=75).error
        find(run, many, tmp_path / "b", "--registry", registry, "--run", "2", code=75)
    assert "using this registry" in error
    assert registry.read_bytes() == before
    assert not (tmp_path / "b" / "assignments.csv").exists()


def test_nothing_said_leaves_no_themes_of_an_earlier_run(run, many, written, tmp_path):
    find(run, many, tmp_path / "t", "--n-themes", "3")
    silent = written("tavs.csv", ("id", "tekst"), ("1", "-"), ("2", "ingen bemærkninger"))
    ended = find(run, silent, tmp_path / "t")
    assert [r["theme_id"] for r in rows_of(tmp_path / "t" / "themes.csv")] == ["non_answer"]
    assert not (tmp_path / "t" / "model.json").exists()
    assert "texts that say nothing: 2" in ended.err


def test_a_model_and_a_registry_of_two_runs_are_refused(run, many, tmp_path):
    find(run, many, tmp_path / "a", "--n-themes", "3")
    save_registry(ThemeRegistry.empty(), tmp_path / "a")
    error = find(run, many, tmp_path / "b", "--model", tmp_path / "a", code=65).error
    assert "themes.json does not know T01 of model.json" in error
