from __future__ import annotations

import pytest

from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.exchange.human_sample import human_and_design


@pytest.fixture
def coded_file(tmp_path):
    path = tmp_path / "stik.csv"
    path.write_text("id,text,codes,coder\na,Vi fik ro.,time,Bo\n", encoding="utf-8")
    return path


def test_the_design_is_found_beside_the_file(coded_file):
    human, design = human_and_design(coded_file)
    assert human.text_ids == ("a",)
    assert design is None
    beside = coded_file.with_name("stik.design.csv")
    beside.write_text("segment_id,probability\na,0.5\n", encoding="utf-8")
    assert human_and_design(str(coded_file))[1] == beside
    assert human_and_design([coded_file])[1] == beside


def test_a_design_that_is_named_goes_before_the_one_beside(coded_file):
    coded_file.with_name("stik.design.csv").write_text("segment_id,probability\n", encoding="utf-8")
    assert human_and_design(coded_file, "andet.csv")[1] == "andet.csv"


def test_codings_that_are_read_already_are_taken_as_they_are():
    human = HumanCodings([HumanCoding("a", "Vi fik ro.", frozenset({"time"}))])
    assert human_and_design(human) == (human, None)
