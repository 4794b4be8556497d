from types import SimpleNamespace

import numpy as np
import pandas as pd
from benchmarks.datasets import DataSet, codebook

from benchmarks import ours, tables


def test_a_codebook_in_danish_says_nothing_in_english():
    book = ours.in_language(codebook("sib200_da"), "da")
    assert book.code_ids == codebook("sib200_da").code_ids
    for code in book.codes:
        assert set(code.name) == set(code.definition) == {"da"}


def test_what_a_coder_expects_stands_beside_what_happened():
    labels = [frozenset("x"), frozenset("x"), frozenset("y"), frozenset()]
    test = DataSet("made_up", "en", list("abcd"), list("abcd"), labels, list("abcd"),
                   np.array(["test"] * 4), ("x", "y"), False)  # fmt: skip
    expectations = pd.DataFrame(
        {
            "code_id": ["y", "x"],
            "n": [3, 8],
            "verdict": ["too few", "alone"],
            "kappa": [float("nan"), 0.8],
        }
    )
    coder = SimpleNamespace(code_ids=("x", "y"), expectations=expectations)
    assigned = np.array([[1, 0], [1, 0], [0, 0], [0, 1]], dtype=bool)
    rows = ours.expected_and_met(coder, test, assigned)
    assert [(r["code"], r["kappa_expected"]) for r in rows] == [("y", None), ("x", 0.8)]
    assert rows[1]["kappa_on_test"] == 1.0
    results = {
        "single_label": {"sets": {"one": {}}},
        "multi_label": {"sets": {"made_up": {"expectations": rows}}},
    }
    page = tables.expectations(results)
    assert "| made_up | alone | 1 | 0.80 | 1.00 | 1 of 1 |" in page
    assert "| all sets | too few | 1 | – | -0.33 | 0 of 1 |" in page
