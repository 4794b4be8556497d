"""The author-coded sample as a benchmark set. Texts, codebook and coding are ours.

It compares methods and validates nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.datasets import DataSet
from evalmine.coding import Codebook, aspect_of_question, load_codebook
from evalmine.resources import resource_path


def codebook() -> Codebook:
    """Return the codebook the sample was coded with."""
    return load_codebook("wellbeing")


def load() -> DataSet:
    """Return the 465 coded segments; groups are projects."""
    gold = _gold()
    return DataSet(
        name="sample",
        language="da",
        ids=list(gold.segment_id),
        texts=list(gold.text),
        labels=[frozenset(c for c in row.split(";") if c) for row in gold.codes],
        groups=list(gold.project_id),
        split=np.array(gold.split),
        codes=codebook().code_ids,
        exclusive=False,
    )


def questions() -> list[str]:
    """Return the question each segment answers."""
    return list(_gold().question)


def aspects() -> list[str]:
    """Return what each segment speaks of, as its question tells."""
    return [aspect_of_question(question) for question in questions()]


def _gold() -> pd.DataFrame:
    path = resource_path("corpora", "aftryk-2025", "gold.csv")
    return pd.read_csv(path, keep_default_na=False, dtype=str)
