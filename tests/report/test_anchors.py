from __future__ import annotations

from evalmine.report.anchors import Anchors


def test_an_id_is_given_once():
    anchors = Anchors()
    assert [anchors.new("L001") for _ in range(3)] == ["L001", "L001-2", "L001-3"]


def test_a_number_that_is_taken_is_stepped_over():
    anchors = Anchors()
    assert [anchors.new(name) for name in ("a-2", "a", "a")] == ["a-2", "a", "a-3"]


def test_hostile_names_become_plain_ones():
    assert Anchors().new('"><script>') == "script"
    assert Anchors().new("ø å") == "x"
