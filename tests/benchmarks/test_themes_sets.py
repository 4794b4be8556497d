import zlib

import numpy as np
import pytest

from benchmarks import themes_jobs as jobs
from benchmarks import themes_sets as sets


def made(n, name="made_up"):
    texts = tuple(f"text {i}" for i in range(n))
    labels = np.array(["ab"[i % 2] for i in range(n)])
    is_test = np.array([i % 3 == 0 for i in range(n)])
    return sets.ThemeSet(name, "en", texts, ("en",) * n, labels, is_test)


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALMINE_BENCH_DATA", str(tmp_path))
    sets.load.cache_clear()
    yield tmp_path
    sets.load.cache_clear()


def write(folder, name, lines):
    (folder / name).mkdir()
    (folder / name / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_missing_set_is_said(data_folder):
    with pytest.raises(sets.DataMissingError, match="EVALMINE_BENCH_DATA"):
        sets.load("us_bills_cap")


def test_equal_texts_lie_on_the_same_side(data_folder):
    write(data_folder, "us_bills_cap", ["text,label", "One bill,Health", "x,Defense", "One bill,x"])
    data = sets.load("us_bills_cap")
    assert data.is_test[0] == data.is_test[2] == (zlib.crc32(b"One bill") % 2 == 1)


def test_a_sentence_is_on_the_same_side_in_both_languages(data_folder):
    rows = [f"{text},{lang},x" for lang in ("da", "en") for text in (f"{lang}1", f"{lang}2")]
    write(data_folder, "sib200_nordic", ["text,lang,label", *rows])
    data = sets.load("sib200_da_en")
    assert data.texts == ("da1", "da2", "en1", "en2")
    assert data.languages == ("da", "da", "en", "en")
    assert data.is_test[:2].tolist() == data.is_test[2:].tolist()


def test_rare_and_unknown_sectors_are_left_out(data_folder):
    rows = [f"t{i},WATER" for i in range(90)] + ["u,RARE", "v,"]
    write(data_folder, "worldbank_pdo", ["text,sector_broad", *rows])
    assert set(sets.load("worldbank_pdo").labels) == {"WATER"}


def test_draws_are_the_same_for_everyone_and_overlap():
    data = made(500)
    both = sets.draw(data, 300, 2)
    again = sets.draw(data, 300, 2)
    assert len(both.first) == len(both.second) == 300
    assert (both.first == again.first).all()
    assert 225 <= len(np.intersect1d(both.first, both.second)) < 300
    assert (sets.draw(data, 300, 3).first != both.first).any()


def test_sizes_that_a_set_is_too_small_for_are_not_drawn():
    assert sets.sizes_of(made(375)) == (300,)
    assert sets.sizes_of(made(374)) == ()


def test_every_job_has_its_own_name_and_only_threads_are_seeded():
    asked = jobs.jobs_of(made(500, "sib200_da"))
    assert len({job["job"] for job in asked}) == len(asked)
    assert {job["kind"] for job in asked} == {"draw", "again", "threads", "test", "whole", "part"}
    assert {job["kind"] for job in asked if job["seed"] is not None} == {"threads"}
    assert sum(job["kind"] == "draw" for job in asked) == 10
    test = next(job for job in asked if job["kind"] == "test")
    assert test["rows"] == [i for i in range(500) if i % 3 == 0]
