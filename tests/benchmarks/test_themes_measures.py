import numpy as np
import pytest

from benchmarks import themes_measures as measures

CLASSES = np.array(["a", "a", "a", "b", "b", "b"])
VECTORS = np.array([[1, 0], [1, 0.1], [1, 0.2], [0, 1], [0.1, 1], [0.2, 1]], dtype=np.float32)


def test_a_left_out_text_goes_to_the_nearest_cluster_before_it_is_compared():
    found = measures.against_classes(np.array([0, 0, -1, 1, 1, -1]), CLASSES, VECTORS)
    assert found["ami"] == found["ari"] == found["v_measure"] == 1
    assert found["ami_left_out_as_class"] < 1
    assert found["left_out"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found["n_themes"], found["n_classes"]) == (2, 2)


def test_a_tool_that_leaves_everything_out_has_found_nothing():
    found = measures.against_classes(np.full(6, -1), CLASSES, VECTORS)
    assert (found["ami"], found["n_themes"], found["left_out"]) == (0, 0, 1)


def test_only_texts_in_both_samples_are_compared():
    first, second = np.array([0, 0, 1, 1]), np.array([7, 7, 3, 9])
    assert measures.agreement_on_common(first, [1, 2, 3, 4], second, [1, 2, 3, 9]) == 1


def test_words_that_meet_hang_together_and_words_that_never_do_not():
    reference = measures.Reference(["salt og peber", "Salt peber", "hav", "sand og hav"])
    assert reference.npmi([["salt", "peber"]]) == 1
    assert reference.npmi([["salt", "hav"]]) == -1
    assert reference.npmi([["salt", "peber"], ["salt", "hav"]]) == 0


def test_unknown_words_and_lonely_ones_count_neither_for_nor_against():
    reference = measures.Reference(["salt og peber", "hav"])
    assert reference.npmi([["salt", "peber", "xyzzy"]]) == reference.npmi([["salt", "peber"]])
    assert reference.npmi([["salt"]]) is None
    assert measures.diversity([]) is None


def test_stop_words_of_the_sets_languages_are_counted():
    assert measures.stop_share([["og", "the"], ["tavle", "und"]]) == 0.75
