from __future__ import annotations

import numpy as np
import pytest

from evalmine.coding.coder import CodingResult
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.coding.trained.held_out import HeldOut
from evalmine.corpus.model import Segment
from evalmine.errors import ConfigError
from evalmine.synthesis.estimation.sample import people_sample

SEGMENTS = [
    Segment(f"s{i}", f"P{i // 2}", f"P{i // 2}", 0, 1, f"Tekst nummer {i}", question="Hvad?")
    for i in range(6)
]
CODING = CodingResult(
    ("time", "trust"),
    np.linspace(0.1, 0.9, 12, dtype=np.float32).reshape(6, 2),
    np.array([[False, True]] * 6),
    "zero-shot:lexical",
    "0",
)


def coded(*ids, text=None, codes=("time",), code_ids=("time", "trust")):
    text_of = {s.segment_id: s.text for s in SEGMENTS}
    return HumanCodings(
        [HumanCoding(i, text or text_of.get(i, "?"), frozenset(codes)) for i in ids], code_ids
    )


def test_codings_find_their_segments_whatever_order_they_come_in():
    sample = people_sample(SEGMENTS, CODING, coded("s4", "s0", "s2"))
    assert sample.rows.tolist() == [0, 2, 4]
    assert sample.truth.tolist() == [[True, False]] * 3
    assert (sample.reason, sample.n_other) == ("", 0)
    assert sample.weights.tolist() == [1.0, 1.0, 1.0]
    other_order = people_sample(SEGMENTS, CODING, coded("s0", "s2", "s4"))
    assert other_order.sha256 == sample.sha256
    assert people_sample(SEGMENTS, CODING, coded("s0", "s2")).sha256 != sample.sha256


def test_a_text_that_reads_otherwise_now_is_not_used():
    sample = people_sample(SEGMENTS, CODING, coded("s0", text="Noget helt andet"))
    assert (len(sample.rows), sample.n_other) == (0, 1)
    spaced = people_sample(SEGMENTS, CODING, coded("s0", text="Tekst  nummer\n0"))
    assert len(spaced.rows) == 1


def test_texts_of_elsewhere_are_counted():
    assert people_sample(SEGMENTS, CODING, coded("s0", "x1", "x2")).n_other == 2


def test_projects_read_to_the_end_are_known():
    sample = people_sample(SEGMENTS, CODING, coded("s0", "s1", "s2"))
    assert sample.project_ids == ("P0", "P1", "P2")
    assert sample.whole.tolist() == [True, False, False]


def test_a_code_people_could_not_choose_is_known_not_to_be_coded():
    sample = people_sample(SEGMENTS, CODING, coded("s0", code_ids=("time",)))
    assert sample.known.tolist() == [True, False]


def test_what_the_coder_was_taught_is_replaced_by_what_others_say():
    held_out = HeldOut(("s2", "x9"), np.array([[0.5, 0.6], [0, 0]]), np.array([[True, False]] * 2))
    sample = people_sample(SEGMENTS, CODING, coded("s2"), held_out=held_out)
    assert sample.scores[2].tolist() == [0.5, 0.6]
    assert sample.assigned[2].tolist() == [True, False]
    assert sample.scores[3].tolist() == pytest.approx(CODING.scores[3].tolist())
    assert CODING.assigned[2].tolist() == [False, True]  # the coding itself is left alone


def test_a_sample_of_unknown_origin_says_so():
    assert people_sample(SEGMENTS, CODING, coded("s0", "s1", "s2")).reason == "no_design"


def test_segments_and_coding_that_do_not_belong_together_are_refused():
    with pytest.raises(ConfigError) as error:
        people_sample(SEGMENTS[:5], CODING, coded("s0"))
    assert str(error.value) == "5 segments but 6 coded: give the same"
