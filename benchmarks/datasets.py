"""Texts for benchmarks that nobody here wrote, with their human labels and fixed splits.

They lie outside the repository, in the folder ``EVALMINE_BENCH_DATA`` or ``../shared/data``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalmine.coding import Codebook, load_codebook

HERE = Path(__file__).resolve().parent
DEVELOPMENT, TEST = "development", "test"
SIB200 = ("sib200_da", "sib200_en", "sib200_nb", "sib200_nn", "sib200_sv")
GAMES_MIN_USES = 5
NAMES = (
    *SIB200,
    "us_bills_cap",
    "nasa_llis_sections",
    "da_polstance",
    "safenet_lessons",
    "games_as_art_coded",
)


class DataMissingError(Exception):
    """The folder of a set is not there; `python -m benchmarks` says so and goes on."""


@dataclass(frozen=True)
class DataSet:
    """Texts with human labels.

    Parameters
    ----------
    name, language : str
        Language as ISO 639-1.
    ids, texts : list of str
        Texts as they are in the file.
    labels : list of frozenset of str
        Code ids of the set's codebook; exactly one where `exclusive`, possibly none elsewhere.
    groups : list of str
        What a bootstrap draws and what a split keeps together: a lesson, an incident, equal texts.
    split : ndarray of str
        "development" or "test", one per text.
    codes : tuple of str
        The columns of `truth`.
    exclusive : bool
        True where a text has exactly one label.
    """

    name: str
    language: str
    ids: list[str]
    texts: list[str]
    labels: list[frozenset[str]]
    groups: list[str]
    split: npt.NDArray[np.str_]
    codes: tuple[str, ...]
    exclusive: bool

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def truth(self) -> npt.NDArray[np.bool_]:
        """Which label each text has, shape (n_texts, n_codes)."""
        return np.array([[code in row for code in self.codes] for row in self.labels], dtype=bool)

    @property
    def label(self) -> npt.NDArray[np.str_]:
        """The one label of each text of an exclusive set."""
        if not self.exclusive:
            raise ValueError(f"{self.name}: texts have several labels")
        return np.array([next(iter(row)) for row in self.labels])

    def take(self, rows: npt.ArrayLike) -> DataSet:
        """Return the set with some of its texts, by position or by mask."""
        at = np.arange(len(self))[np.asarray(rows)]
        pick = [int(i) for i in at]
        return replace(
            self,
            ids=[self.ids[i] for i in pick],
            texts=[self.texts[i] for i in pick],
            labels=[self.labels[i] for i in pick],
            groups=[self.groups[i] for i in pick],
            split=self.split[at],
        )


def data_folder() -> Path:
    """Return the folder that holds the sets, whether it is there or not."""
    named = os.environ.get("EVALMINE_BENCH_DATA")
    return Path(named) if named else HERE.parent.parent / "shared" / "data"


def available() -> list[str]:
    """Return the names of the sets whose file is there."""
    return [name for name in NAMES if _csv(name).is_file()]


def load(name: str) -> DataSet:
    """Return a set by name (`NAMES`) with the split of ``splits.json``.

    Raises
    ------
    DataMissingError
        If its file is not there.
    """
    if name not in NAMES:
        raise KeyError(f"no set {name!r}: use one of {', '.join(NAMES)}")
    data = read(name)
    side = _sides(split_name(name))
    keys = [parallel_id(i) for i in data.ids] if name in SIB200 else data.ids
    return replace(data, split=np.array([side[key] for key in keys]))


def load_split(name: str, split: str) -> DataSet:
    """Return the development or the test half of a set."""
    data = load(name)
    return data.take(data.split == split)


def codebook(name: str) -> Codebook:
    """Return the codebook of a set, with definitions in Danish and English written by us."""
    return load_codebook(HERE / "codebooks" / f"{split_name(name)}.yaml")


def split_name(name: str) -> str:
    """Return the name under which split and codebook are kept: one for the five languages."""
    return "sib200" if name in SIB200 else name


def parallel_id(text_id: str) -> str:
    """Return the number that the same sentence has in every language of SIB-200."""
    return text_id.split("-", 1)[1]


def slug(label: str) -> str:
    """Return a label as a code id.

    >>> slug("science/technology"), slug("Law and Crime")
    ('science_technology', 'law_and_crime')
    """
    return "_".join("".join(c if c.isalnum() else " " for c in label.lower()).split())


def read(name: str) -> DataSet:
    """Return a set without looking at ``splits.json``; `split` is empty but for SIB-200."""
    frame = _frame(name)
    if name in SIB200:
        frame = frame[frame.lang == name.removeprefix("sib200_")]
        # One order for all languages: row i is the same sentence in each.
        frame = frame.sort_values("parallel_id", key=lambda ids: ids.astype(int), kind="stable")
        return _made(name, name[-2:], frame, _one(frame.label), frame.parallel_id, True)
    if name == "us_bills_cap":
        return _made(name, "en", frame, _one(frame.label), frame.text, True)
    if name == "nasa_llis_sections":
        return _made(name, "en", frame, _one(frame.label), frame.lesson_id, True)
    if name == "da_polstance":
        return _made(name, "da", frame, _one(frame.stance), frame.text, True)
    several = [frozenset(slug(x) for x in row.split("|") if x.strip()) for row in frame.labels]
    if name == "safenet_lessons":
        # An incident without a name is its own; names are typed by hand.
        named = frame.incident.str.casefold().str.split().str.join(" ")
        groups = named.where(named != "", "report " + frame.id)
        return _made(name, "en", frame, several, groups, False)
    codes = codebook(name).code_ids  # those with five uses or more
    kept = [row & frozenset(codes) for row in several]
    return _made(name, "en", frame, kept, frame.id, False)


def _made(name, language, frame, labels, groups, exclusive) -> DataSet:
    sides = {"train": DEVELOPMENT, "dev": DEVELOPMENT, "test": TEST}
    split = [sides[s] for s in frame.split] if name in SIB200 else [""] * len(frame)
    return DataSet(
        name=name,
        language=language,
        ids=list(frame.id),
        texts=list(frame.text),
        labels=list(labels),
        groups=list(groups),
        split=np.array(split),
        codes=codebook(name).code_ids,
        exclusive=exclusive,
    )


def _one(labels: pd.Series) -> list[frozenset[str]]:
    return [frozenset({slug(label)}) for label in labels]


def _csv(name: str) -> Path:
    folder = "sib200_nordic" if name in SIB200 else name
    return data_folder() / folder / f"{folder}.csv"


@cache
def _read_csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, dtype=str)


def _frame(name: str) -> pd.DataFrame:
    path = _csv(name)
    if not path.is_file():
        raise DataMissingError(
            f"{name}: {path} is not there (EVALMINE_BENCH_DATA names the folder)"
        )
    return _read_csv(path)


@cache
def _sides(name: str) -> dict[str, str]:
    splits = json.loads((HERE / "splits.json").read_text(encoding="utf-8"))[name]
    return {text_id: side for side, ids in splits.items() for text_id in ids}
