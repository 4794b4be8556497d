import numpy as np
from benchmarks.datasets import DataSet

from benchmarks import stance


def made(texts, labels):
    return DataSet(
        name="made",
        language="en",
        ids=[str(i) for i in range(len(texts))],
        texts=texts,
        labels=[frozenset({label}) for label in labels],
        groups=[str(i) for i in range(len(texts))],
        split=np.array(["development"] * len(texts)),
        codes=("a", "b"),
        exclusive=True,
    )


def test_baselines_are_trained_on_the_labels_given():
    train = made(["red apple", "red cherry", "blue sea"], ["a", "a", "b"])
    coders = stance._trained_on(list(train.label), train, ["a red thing", "the blue sky"], "ab")
    assert coders[stance.SVM]() == ["a", "b"]
    assert coders[stance.MAJORITY]() == ["a", "a"]


def test_figures_compare_each_coder_with_people():
    people = ["a", "b", "a", "b"]
    coders = {"good": lambda: people, "lazy": lambda: ["a"] * 4}
    found = stance._figures(people, coders, ["p", "q", "r", "s"], ("a", "b"))
    assert found["n"] == 4
    assert found["coders"]["good"]["accuracy"]["mean"] == 1
    assert found["coders"]["lazy"]["macro_f1"]["mean"] == 0.333


def test_the_table_names_what_how_and_how_well():
    coders = {"evalmine": {"macro_f1": 0.5, "accuracy": 0.6}}
    halves = {"development": {"n": 2, "coders": coders}, "test": {"n": 3, "coders": coders}}
    result = {
        "sample": {"aspect": halves, "stance": halves},
        "sets": {"da_polstance": {"n": 4, "coders": coders}},
    }
    lines = stance.tables(result).splitlines()
    assert lines[2] == "| sample, aspect (development) | 2 | evalmine | 0.50 | 0.60 |"
    assert lines[-1] == "| da_polstance | 4 | evalmine | 0.50 | 0.60 |"


def test_every_segment_of_the_sample_has_an_aspect_and_a_stance():
    gold = stance._gold()
    assert set(gold.aspect) <= set(stance.ASPECTS)
    assert set(gold.stance) <= {*stance.STANCES, "none"}
    assert set(gold.language) <= {"da", "en", "nb", "sv"}
