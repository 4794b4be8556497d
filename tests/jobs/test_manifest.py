"""The manifest of the sample analysis; what a researcher compares two runs by."""

from __future__ import annotations

import hashlib
import json

import pytest

import evalmine as em
from evalmine.jobs.manifest import describe_run, write_manifest

SURVEY = "Projekt-id;Hvad er jeres vigtigste læring?\n" + "".join(
    f"P{i};Vi holder et fast møde nr. {i} hver mandag.\n" for i in range(5)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("korpus")
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(SURVEY, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def analysis(folder):
    corpus = em.read(folder / "a.csv")
    return em.analyze(corpus, codebook="oecd_dac", encoder="lexical")


def test_inputs_and_outputs_are_named_with_their_hashes(analysis, folder, tmp_path):
    outputs = analysis.save(tmp_path)
    path = write_manifest(analysis, outputs, tmp_path, timings={"read": 0.123})
    manifest = json.loads(path.read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "a.csv").read_bytes()).hexdigest()
    assert manifest["inputs"] == [{"name": "a.csv", "sha256": digest}]
    assert manifest["timings_s"] == {"read": 0.12}
    assert manifest["counts"]["projects"] == 5
    named = {x["name"]: x["sha256"] for x in manifest["outputs"]}
    assert set(named) == {p.relative_to(tmp_path).as_posix() for p in outputs}
    report = hashlib.sha256((tmp_path / "report.html").read_bytes()).hexdigest()
    assert named["report.html"] == report


def test_the_run_id_is_the_same_for_the_same(analysis, tmp_path):
    first = describe_run(analysis, [], tmp_path, timings={"read": 1.0})
    second = describe_run(analysis, [], tmp_path / "andetsteds", timings={"read": 2.0})
    assert first["run_id"] == second["run_id"]


def test_the_run_id_tells_runs_apart_that_give_other_results(analysis, folder, tmp_path):
    previous = em.read(folder / "b.csv")
    runs = [
        describe_run(analysis, [], tmp_path),
        describe_run(analysis, [], tmp_path, previous=previous),
        describe_run(analysis, [], tmp_path, reading={"title": "Aftryk"}),
        describe_run(analysis, [], tmp_path, reading={"title": "Aftryk", "mask": False}),
    ]
    assert len({run["run_id"] for run in runs}) == len(runs)
    assert [x["name"] for x in runs[1]["previous_inputs"]] == ["b.csv"]
    assert runs[2]["settings"]["title"] == "Aftryk"
