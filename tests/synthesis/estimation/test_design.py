from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalmine.coding.people.sampling import draw_sample
from evalmine.corpus.model import Segment
from evalmine.errors import InputError
from evalmine.synthesis.estimation.design import sample_design


def segments_of(n_projects=6, n_questions=2, n_each=4):
    return [
        Segment(f"P{p}q{q}s{i}", f"P{p}", f"P{p}", 0, 1, f"Tekst {i}", question=f"Spørgsmål {q}")
        for p in range(n_projects)
        for q in range(n_questions)
        for i in range(n_each + q)
    ]


def drawn_from(segments, strategy, n):
    scores = np.random.default_rng(1).random((len(segments), 1))
    return draw_sample(scores, strategy=strategy, n=n, segment_ids=[s.segment_id for s in segments])


def test_probabilities_are_those_of_the_draw():
    segments = segments_of()
    sample = drawn_from(segments, "random", 20)
    design = sample_design(segments, sample.segment_id, sample)
    assert set(design.probabilities) == set(sample.segment_id)
    assert set(design.probabilities.values()) == {20 / 54}


def test_what_was_drawn_and_left_unread_makes_the_rest_less_probable():
    segments = segments_of()
    sample = drawn_from(segments, "random", 20)
    design = sample_design(segments, sample.segment_id[:10], sample)
    assert len(design.probabilities) == 10
    assert all(p == pytest.approx(10 / 54) for p in design.probabilities.values())


def test_what_was_read_beside_the_draw_stands_for_itself():
    segments = segments_of()
    sample = drawn_from(segments, "random", 20)
    other = next(s.segment_id for s in segments if s.segment_id not in set(sample.segment_id))
    design = sample_design(segments, [*sample.segment_id, other], sample)
    assert design.probabilities[other] == 1.0


@pytest.mark.parametrize("strategy", ["uncertain", "rare"])
def test_a_sample_that_was_chosen_to_teach_has_no_probabilities(strategy):
    segments = segments_of()
    sample = drawn_from(segments, strategy, 20)
    assert sample_design(segments, sample.segment_id, sample).reason == "no_probabilities"


def test_the_file_beside_the_sample_is_read(tmp_path):
    segments = segments_of()
    sample = drawn_from(segments, "random", 20)
    sample.to_csv(tmp_path / "stik.design.csv", index=False)
    assert sample_design(
        segments, sample.segment_id, tmp_path / "stik.design.csv"
    ) == sample_design(segments, sample.segment_id, sample)


def test_one_of_every_answer_is_seen_to_be_one_of_every_answer():
    segments = segments_of()
    read = [s.segment_id for s in segments if s.segment_id.endswith("s1")]
    design = sample_design(segments, read)
    assert design.probabilities["P3q0s1"] == 1 / 4
    assert design.probabilities["P3q1s1"] == 1 / 5


def test_everything_read_has_probability_one():
    segments = segments_of()
    design = sample_design(segments, [s.segment_id for s in segments])
    assert set(design.probabilities.values()) == {1.0}


def test_a_sample_of_unknown_origin_has_no_design():
    segments = segments_of()
    read = [s.segment_id for s in segments if s.segment_id.endswith("s1")]
    assert sample_design(segments, read[:-4]).reason == "no_design"  # some answers left out
    assert sample_design(segments, [*read, "P0q0s2"]).reason == "no_design"  # two of one answer
    assert sample_design(segments, []).reason == "no_design"


def test_a_table_that_is_no_design_is_refused_in_one_line(tmp_path):
    with pytest.raises(InputError) as error:
        sample_design(segments_of(), ["P0q0s1"], pd.DataFrame({"segment_id": ["P0q0s1"]}))
    assert str(error.value) == (
        "design of the sample: has no column 'probability': give the .design.csv of evalmine sample"
    )
    with pytest.raises(InputError) as error:
        sample_design(segments_of(), ["P0q0s1"], tmp_path / "none.csv")
    assert "cannot be read as the design of a sample" in str(error.value)
