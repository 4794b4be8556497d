"""Texts with known classes that themes are measured on, and the samples drawn of them.

The halves follow a rule, not a list: a text is on the development side where ``crc32(text)`` is
even, so equal texts stay together; sib200 goes by the number of the sentence, the same in every
language. Clustering was developed on development texts; the test halves are measured apart.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.datasets import DataMissingError, data_folder
from evalmine.corpus.language import detect_language

NAMES = (
    "sib200_da",
    "sib200_en",
    "sib200_da_en",
    "us_bills_cap",
    "worldbank_pdo",
    "polis_consultations",
    "nasa_llis_sections",
)
CLASSES_ARE = {
    "sib200_da": "topic of the sentence",
    "sib200_en": "topic of the sentence",
    "sib200_da_en": "topic, the same sentences in both languages",
    "us_bills_cap": "policy area of the bill",
    "worldbank_pdo": "sector of the project",
    "polis_consultations": "which consultation the statement is from",
    "nasa_llis_sections": "kind of section: hardly a theme",
}
SPEED = "polis_and_worldbank"  # no classes of its own: 18,000 texts, for the cost alone
N_SPEED = 18_000
SIZES = (300, 1000, 2500)
SHARE = 0.8
LEAST_OF_CLASS = 90  # of worldbank_pdo's sectors

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ThemeSet:
    """Texts, the class that people gave to each, and which are on the test side.

    Parameters
    ----------
    name, language : str
        Language of most texts.
    texts, languages : tuple of str
        Languages as evalmine detects them, or as the set tells.
    labels : ndarray of str, shape (n_texts,)
    is_test : ndarray of bool, shape (n_texts,)
    """

    name: str
    language: str
    texts: tuple[str, ...]
    languages: tuple[str, ...]
    labels: npt.NDArray[np.str_]
    is_test: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Draw:
    """Two draws of one sample, so that what is found in both can be compared on common texts.

    Parameters
    ----------
    first, second : ndarray of int64, shape (size,)
        80 % each of one sample of 1.25 times the size.
    """

    first: Rows
    second: Rows


@cache
def load(name: str) -> ThemeSet:
    """Return a set by name (`NAMES` or `SPEED`).

    Raises
    ------
    DataMissingError
        If its file is not there.
    """
    if name == "sib200_da_en":
        return _joined(load("sib200_da"), load("sib200_en"))
    if name.startswith("sib200"):
        language = name.removeprefix("sib200_")
        frame = _frame("sib200_nordic")
        frame = frame[frame.lang == language]
        keys = [str(i) for i in range(len(frame))]
        return _made(name, language, frame.text, frame.label, keys, [language] * len(frame))
    if name == SPEED:
        texts = [t for part in ("polis_consultations", "worldbank_pdo") for t in _frame(part).text]
        texts = sorted(texts, key=lambda t: zlib.crc32(t.encode()))[:N_SPEED]
        return _made(name, "en", texts, ["none"] * len(texts), texts, ["en"] * len(texts))
    frame = _frame(name)
    column = "label"
    if name == "worldbank_pdo":
        column = "sector_broad"
        sizes = Counter(frame.sector_broad)
        frame = frame[[s != "" and sizes[s] >= LEAST_OF_CLASS for s in frame.sector_broad]]
    languages = [detect_language(text, prior="en") for text in frame.text]
    return _made(name, "en", frame.text, frame[column], list(frame.text), languages)


def draw(data: ThemeSet, size: int, number: int) -> Draw:
    """Return the same two draws for the same set, size and number, whoever asks."""
    rng = np.random.default_rng((zlib.crc32(data.name.encode()), size, number))
    n_sample = min(len(data), round(size / SHARE))
    sample = rng.permutation(len(data))[:n_sample]
    first, second = (np.sort(rng.permutation(sample)[:size]) for _ in range(2))
    return Draw(first, second)


def sizes_of(data: ThemeSet) -> tuple[int, ...]:
    """Return the sizes of samples that the set is large enough for."""
    return tuple(size for size in SIZES if round(size / SHARE) <= len(data))


def _made(name, language, texts, labels, keys, languages) -> ThemeSet:
    return ThemeSet(
        name=name,
        language=language,
        texts=tuple(texts),
        languages=tuple(languages),
        labels=np.array(list(labels), dtype=str),
        is_test=np.array([zlib.crc32(key.encode()) % 2 == 1 for key in keys]),
    )


def _joined(one: ThemeSet, other: ThemeSet) -> ThemeSet:
    return ThemeSet(
        name="sib200_da_en",
        language=one.language,
        texts=one.texts + other.texts,
        languages=one.languages + other.languages,
        labels=np.concatenate([one.labels, other.labels]),
        is_test=np.concatenate([one.is_test, other.is_test]),
    )


def _frame(name: str) -> pd.DataFrame:
    path = data_folder() / name / f"{name}.csv"
    if not path.is_file():
        raise DataMissingError(f"{path} is not there (EVALMINE_BENCH_DATA names the folder)")
    return pd.read_csv(path, keep_default_na=False, dtype=str)
