import json

import numpy as np
import pytest
from benchmarks.peers import loop
from benchmarks.peers.loop import Found


def halves(corpus):
    labels = [i % 2 for i in range(len(corpus.texts))]
    yield Found("halves", labels, [["x"], ["y"]])
    yield Found("halves, more", labels, [["x"], ["y"]], more_cpu=2.0)


def gives_up(corpus):
    raise ValueError("too few words")
    yield


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("PEER_JOBS", raising=False)
    place = tmp_path / "set"
    place.mkdir()
    common = {"set": "set", "size": "2", "draw": 0, "n_classes": 2, "seed": None}
    asked = [
        {**common, "job": "one", "kind": "draw", "rows": [0, 2], "spare": False},
        {**common, "job": "two", "kind": "whole", "rows": [0, 1, 2], "spare": True},
    ]
    for name, value in (("texts", list("abc")), ("languages", ["da"] * 3), ("jobs", asked)):
        (place / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    np.save(place / "vectors.npy", np.eye(3, dtype=np.float32))
    return place


def lines(out):
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_job_is_a_line_for_each_way_and_is_not_done_again(folder, tmp_path):
    out = tmp_path / "out.jsonl"
    for _ in range(2):
        loop.work(halves, out, [folder])
    assert [(x["job"], x["method"]) for x in lines(out)] == [
        ("one", "halves"), ("one", "halves, more"), ("two", "halves"), ("two", "halves, more"),
    ]  # fmt: skip
    assert lines(out)[0]["labels"] == [0, 1]
    assert lines(out)[1]["cpu"] - lines(out)[0]["cpu"] == pytest.approx(2.0)


def test_only_what_is_asked_is_done_and_slow_tools_leave_spare_jobs_out(
    folder, tmp_path, monkeypatch
):
    loop.work(halves, tmp_path / "slow.jsonl", [folder], slow=True)
    assert {x["job"] for x in lines(tmp_path / "slow.jsonl")} == {"one"}
    monkeypatch.setenv("PEER_JOBS", "whole")
    loop.work(halves, tmp_path / "asked.jsonl", [folder])
    assert {x["job"] for x in lines(tmp_path / "asked.jsonl")} == {"two"}


def test_a_tool_that_gives_up_has_left_everything_out_and_says_why(folder, tmp_path):
    loop.work(gives_up, tmp_path / "out.jsonl", [folder])
    first = lines(tmp_path / "out.jsonl")[0]
    assert first["labels"] == [-1, -1]
    assert "too few words" in first["error"]


def test_words_and_texts_are_looked_up_where_both_are_known(folder):
    (folder / "words.json").write_text('["ord"]', encoding="utf-8")
    np.save(folder / "word_vectors.npy", np.array([[0, 1, 0]], dtype=np.float32))
    found = loop.LookUp(folder).encode(["ord", "c"])
    assert found.tolist() == [[0, 1, 0], [0, 0, 1]]
