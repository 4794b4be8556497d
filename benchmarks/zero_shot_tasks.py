"""What zero-shot coding is calibrated on: development halves, each under several codebooks.

A user's codebook may be names alone or full of examples, in the language of the texts or another,
and cover what the texts speak of or only part of it: each set is coded with all of these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks import datasets, ours, sample
from benchmarks.datasets import DEVELOPMENT
from evalmine.coding import Codebook, load_codebook

BOOKS = Path(__file__).resolve().parent / "zero_shot_books"
# Without games_as_art_coded: its codes were found while reading, so that a code nobody gave to an
# answer often has a synonym there that somebody did give.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "sib200": ("sib200_da", "sib200_en", "sib200_sv"),
    "us_bills_cap": ("us_bills_cap",),
    "safenet_lessons": ("safenet_lessons",),
    "nasa_llis_sections": ("nasa_llis_sections",),
    "worldbank_pdo": ("worldbank_pdo",),
    "polis_consultations": ("polis_consultations",),
    "sample": ("sample",),
}
MOST_TEXTS = 450
# A set's codebook, its language, and texts from elsewhere to which hardly any of its codes applies:
# most of what people write falls outside a codebook.
STRANGE = (
    ("sample", "", "sib200_da"),
    ("sample", "", "polis_consultations"),
    ("sample", "", "worldbank_pdo"),
    ("polis_consultations", "da", "sample"),
    ("polis_consultations", "en", "sample"),
    ("polis_consultations", "en", "safenet_lessons"),
    ("polis_consultations", "da", "sib200_da"),
    ("safenet_lessons", "da", "sib200_da"),
    ("safenet_lessons", "en", "sib200_en"),
    ("nasa_llis_sections", "en", "sib200_en"),
)
MOST_STRANGE = 150
_EXAMPLES = 3
_MOST_WORDS = 90  # of worldbank_pdo, where the long ones are whole documents

_SECTORS = {
    "Agri": "agriculture", "Irrig": "agriculture", "Forestr": "agriculture", "Crops": "agriculture",
    "Fisher": "agriculture", "Livest": "agriculture", "Social": "social", "Health": "health",
    "Educ": "education", "Sanit": "water", "Water": "water", "Waste": "water", "Sewer": "water",
    "Road": "transport", "Transp": "transport", "Railw": "transport", "Aviation": "transport",
    "Ports": "transport", "Energy": "energy", "Power": "energy", "Oil": "energy",
    "Mining": "energy",
    "Industry": "industry", "Tourism": "industry", "Bank": "finance", "Financial": "finance",
    "Capital": "finance", "Micro-": "finance", "ICT": "ict", "Information": "ict",
    "Central Gov": "government", "Sub-Nat": "government", "Law": "government",
    "Other Public Adm": "government",
}  # fmt: skip
_SUBJECTS = {
    "15-per-hour-seattle": "minimum_wage",
    "brexit-consensus": "brexit",
    "canadian-electoral-reform": "electoral_reform",
    "football-concussions": "concussions",
    "london.youth.policing": "youth_policing",
    "scoop-hivemind.affordable-housing": "affordable_housing",
    "scoop-hivemind.biodiversity": "biodiversity",
    "scoop-hivemind.freshwater": "freshwater",
    "scoop-hivemind.taxes": "taxes",
    "scoop-hivemind.ubi": "basic_income",
    "ssis.land-bank-farmland.2rumnecbeh.2021-08-01": "farmland",
}


@dataclass(frozen=True)
class Task:
    """Texts, a codebook for them, and what people gave.

    Parameters
    ----------
    name, family : str
        Sets of one family are left out together.
    texts : list of str
    book : Codebook
    truth : ndarray of bool, shape (n_texts, n_codes)
    aspects : list of str, optional
    strange : bool
        The texts are from elsewhere: no code applies.
    """

    name: str
    family: str
    texts: list[str]
    book: Codebook
    truth: npt.NDArray[np.bool_]
    aspects: list[str] | None = None
    strange: bool = False


def tasks(split: str = DEVELOPMENT) -> Iterator[Task]:
    """Go through all sets under all codebooks; those without splits belong to development."""
    for family, names in FAMILIES.items():
        for name in names:
            yield from _tasks(family, name, split)
    for name, language, strange in STRANGE:
        family = next(family for family, names in FAMILIES.items() if name in names)
        _, _, book, _ = _material(name, split)
        texts, *_ = _material(strange, split)
        spoken = ours.in_language(book, language) if language else book
        none = np.zeros((len(texts[:MOST_STRANGE]), len(book.code_ids)), dtype=bool)
        told = f"{name}, {strange}"
        yield Task(told, family, texts[:MOST_STRANGE], spoken, none, strange=True)


def _tasks(family: str, name: str, split: str) -> Iterator[Task]:
    texts, labels, book, aspects = _material(name, split)
    if not texts:
        return
    truth = np.array([[code in row for code in book.code_ids] for row in labels])
    if name == "sample":
        yield Task("sample, question known", family, texts, book, truth, aspects)
        yield Task("sample, text alone", family, texts, book, truth)
        for kept in (("name",), ("name", "definition")):
            yield Task(f"sample, {kept[-1]}", family, texts, _only(book, kept), truth)
        return
    rng = np.random.default_rng(len(texts))
    for language in ("da", "en", ""):
        spoken = ours.in_language(book, language) if language else book
        told = f"{name}, {language or 'both'}"
        yield Task(told, family, texts, spoken, truth)
        yield Task(f"{told}, names", family, texts, _only(spoken, ("name",)), truth)
        for n_codes in {1, max(2, len(book.code_ids) // 2)}:
            some = np.sort(rng.choice(len(book.code_ids), n_codes, replace=False))
            part = _codes(spoken, some)
            yield Task(f"{told}, {n_codes} codes", family, texts, part, truth[:, some])
        examples, left = _examples(truth, rng)
        richer = _with_examples(spoken, examples, texts, language or "en")
        kept_texts = [texts[i] for i in left]
        yield Task(f"{told}, examples", family, kept_texts, richer, truth[left])


def _material(name, split):
    if name == "sample":
        data, aspects = sample.load(), sample.aspects()
        rows = np.flatnonzero(data.split == split)
        half = data.take(rows)
        return half.texts, half.labels, sample.codebook(), [aspects[i] for i in rows]
    if name in ("worldbank_pdo", "polis_consultations"):
        if split != DEVELOPMENT:
            return [], [], None, None
        read = _worldbank if name == "worldbank_pdo" else _polis
        return *read(), load_codebook(BOOKS / f"{name}.yaml"), None
    data = datasets.load_split(name, split)
    keys = data.ids if name not in datasets.SIB200 else [datasets.parallel_id(i) for i in data.ids]
    some = data.take(_some(keys, MOST_TEXTS))
    return some.texts, some.labels, datasets.codebook(name), None


def _some(keys, most) -> list[int]:
    """Return the positions of `most` keys, drawn by their hash, in the order of the file."""
    drawn = sorted(range(len(keys)), key=lambda i: hashlib.sha256(keys[i].encode()).digest())
    return sorted(drawn[:most])


def _worldbank():
    frame = _csv("worldbank_pdo").drop_duplicates("text")
    frame = frame[frame.text.str.split().str.len() < _MOST_WORDS].reset_index(drop=True)
    frame = frame.iloc[_some(list(frame.id), MOST_TEXTS)]
    return list(frame.text), [_sectors(row) for row in frame.labels_sectors]


def _sectors(row: str) -> frozenset[str]:
    found = set()
    for sector in row.split("|"):
        core = sector.removeprefix("Public Administration - ")
        found |= {code for start, code in _SECTORS.items() if start in core}
    return frozenset(found)


def _polis():
    frame = _csv("polis_consultations")
    long = frame.text.str.split().str.len() > 4
    frame = frame[frame.label.isin(list(_SUBJECTS)) & long]
    groups = [group.iloc[_some(list(group.id), 40)] for _, group in frame.groupby("label")]
    frame = pd.concat(groups)
    return list(frame.text), [frozenset({_SUBJECTS[label]}) for label in frame.label]


def _csv(name: str) -> pd.DataFrame:
    path = datasets.data_folder() / name / f"{name}.csv"
    if not path.is_file():
        raise datasets.DataMissingError(f"{name}: {path} is not there")
    return pd.read_csv(path, keep_default_na=False, dtype=str)


def _only(book: Codebook, fields: tuple[str, ...]) -> Codebook:
    """Return a codebook whose codes are described by these fields alone."""
    all_fields = ("definition", "include", "exclude", "examples")
    gone = {f: {} for f in all_fields if f not in fields}
    return _remade(book, [{**code.model_dump(), **gone} for code in book.codes])


def _codes(book: Codebook, columns) -> Codebook:
    kept = [book.assignable[int(j)] for j in columns]
    return _remade(book, [{**code.model_dump(), "parent": None} for code in kept])


def _examples(truth, rng):
    """Return rows that serve as examples, by code, and the rows that are left."""
    taken: set[int] = set()
    found = []
    for column in range(truth.shape[1]):
        rows = [i for i in np.flatnonzero(truth[:, column]) if i not in taken]
        some = rng.choice(rows, min(_EXAMPLES, len(rows) // 2), replace=False) if rows else []
        found.append([int(i) for i in some])
        taken |= set(found[-1])
    return found, [i for i in range(len(truth)) if i not in taken]


def _with_examples(book: Codebook, examples, texts, language: str) -> Codebook:
    codes = [
        {**code.model_dump(), "examples": {language: [texts[i] for i in rows]}}
        for code, rows in zip(book.assignable, examples, strict=True)
    ]
    return _remade(book, codes)


def _remade(book: Codebook, codes: list[dict]) -> Codebook:
    return Codebook.model_validate({**book.model_dump(), "codes": codes})
