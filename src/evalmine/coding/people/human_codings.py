"""What people coded: who read which text, and which codes they found in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np
import numpy.typing as npt

from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

Marks = npt.NDArray[np.bool_]
_FIELDS = ("text_id", "text", "codes", "coder", "project_id", "question", "aspect")


@dataclass(frozen=True)
class HumanCoding:
    """One text as one coder read it.

    Parameters
    ----------
    text_id : str
        The same for every coder of the text.
    text : str
        What was read.
    codes : frozenset of str
        Code ids; empty means that the text was read and no code applies.
    coder : str
        Who read it; empty where that is not known.
    project_id, question, aspect : str
        Where the text comes from, and what it speaks of; empty where not known.
    """

    text_id: str
    text: str
    codes: frozenset[str]
    coder: str = ""
    project_id: str = ""
    question: str = ""
    aspect: str = ""


@dataclass(frozen=True)
class Gold:
    """Each text once, with what its coders agree on.

    Attributes
    ----------
    text_ids, texts, project_ids, questions, aspects : tuple of str
        One per text, in the order the texts were first read.
    code_ids : tuple of str
        The columns of the arrays.
    assigned : ndarray of bool, shape (n_texts, n_codes)
        Whether at least half of those who read the text gave it the code.
    share : ndarray of float64, shape (n_texts, n_codes)
        The share of its readers who gave it.
    n_coders : ndarray of int64, shape (n_texts,)
        How many read it.
    """

    text_ids: tuple[str, ...]
    texts: tuple[str, ...]
    project_ids: tuple[str, ...]
    questions: tuple[str, ...]
    aspects: tuple[str, ...]
    code_ids: tuple[str, ...]
    assigned: Marks
    share: npt.NDArray[np.float64] = field(repr=False)
    n_coders: npt.NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.text_ids)

    @property
    def groups(self) -> tuple[str, ...]:
        """What must not be parted in cross-validation: the project, or the text without one."""
        pairs = zip(self.project_ids, self.text_ids, strict=True)
        return tuple(f"project {p}" if p else f"text {t}" for p, t in pairs)


class HumanCodings(Sequence[HumanCoding]):
    """An immutable list of human codings.

    Parameters
    ----------
    codings : iterable of HumanCoding
        In the order they were read.
    code_ids : sequence of str, optional
        The codes people could choose from; those that occur, sorted, if left out.
    remarks : sequence of str
        What was guessed or left out while reading, one line each.

    Raises
    ------
    InputError
        If one id stands for two different texts, or a coding has a code that is not in `code_ids`.

    Notes
    -----
    Two codings of one text by one coder are made one, with the codes of both.  Add two lists
    with ``+``, such as the files of two coders.
    """

    def __init__(
        self,
        codings: Iterable[HumanCoding],
        code_ids: Sequence[str] = (),
        remarks: Sequence[str] = (),
    ) -> None:
        self._codings = _each_once(codings)
        used = {code for coding in self._codings for code in coding.codes}
        self.code_ids: tuple[str, ...] = tuple(code_ids) or tuple(sorted(used))
        self.remarks: tuple[str, ...] = tuple(remarks)
        if foreign := sorted(used - set(self.code_ids)):
            reason = f"code {foreign[0]!r} is not among the codes {', '.join(self.code_ids)}"
            raise InputError("human codings", reason)

    @overload
    def __getitem__(self, index: int) -> HumanCoding: ...
    @overload
    def __getitem__(self, index: slice) -> HumanCodings: ...
    def __getitem__(self, index: int | slice) -> HumanCoding | HumanCodings:
        if isinstance(index, slice):
            return HumanCodings(self._codings[index], self.code_ids, self.remarks)
        return self._codings[index]

    def __len__(self) -> int:
        return len(self._codings)

    def __iter__(self) -> Iterator[HumanCoding]:
        return iter(self._codings)

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, HumanCodings) and self.code_ids == other.code_ids
        return same and isinstance(other, HumanCodings) and self._codings == other._codings

    def __hash__(self) -> int:
        return hash((self._codings, self.code_ids))

    def __add__(self, other: HumanCodings) -> HumanCodings:
        if not isinstance(other, HumanCodings):
            return NotImplemented
        code_ids = tuple(dict.fromkeys(self.code_ids + other.code_ids))
        remarks = self.remarks + other.remarks
        return HumanCodings((*self._codings, *other._codings), code_ids, remarks)

    def __repr__(self) -> str:
        coders = f" by {', '.join(c or 'somebody' for c in self.coders)}" if self else ""
        return (
            f"HumanCodings({len(self.text_ids)} texts{coders}, {len(self.code_ids)} codes, "
            f"{sum(len(c.codes) for c in self)} assigned)"
        )

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Who coded, sorted; an empty name for codings without one."""
        return tuple(sorted({coding.coder for coding in self._codings}))

    @cached_property
    def text_ids(self) -> tuple[str, ...]:
        """The ids of the texts, each once, in the order they were first read."""
        return tuple(dict.fromkeys(coding.text_id for coding in self._codings))

    def texts_once(self) -> tuple[str, ...]:
        """Return the text of each id in `text_ids`: the rows of `gold` and of embeddings."""
        text_of = {coding.text_id: coding.text for coding in reversed(self._codings)}
        return tuple(text_of[i] for i in self.text_ids)

    def of_coder(self, coder: str) -> HumanCodings:
        """Return the codings of one coder; the codes to choose from stay the same."""
        return HumanCodings([c for c in self if c.coder == coder], self.code_ids)

    def of_texts(self, text_ids: Iterable[str]) -> HumanCodings:
        """Return the codings of these texts; ids that were not coded are passed over."""
        wanted = set(text_ids)
        return HumanCodings([c for c in self if c.text_id in wanted], self.code_ids)

    def agreement(self, a: str = "", b: str = "") -> pd.DataFrame:
        """Return how far two coders agree on each code, on the texts that both read.

        Parameters
        ----------
        a, b : str
            Who; may be left out where there are just two.

        Returns
        -------
        DataFrame
            See `agreement_per_code`; intervals resample projects.

        Raises
        ------
        InputError
            If two coders are not named where there are not just two, or one is not there, or
            there is no text that both read.
        """
        from evalmine.coding.agreement.table import agreement_per_code

        first, second = (a, b) if a or b else (*self.coders, "", "")[:2]
        if (not (a or b) and len(self.coders) != 2) or not {first, second} <= set(self.coders):
            there = ", ".join(c or "somebody without a name" for c in self.coders)
            raise InputError("human codings", f"name two of the coders: {there}")
        theirs = [self.of_coder(coder) for coder in (first, second)]
        both = set(theirs[0].text_ids) & set(theirs[1].text_ids)
        if not both:
            raise InputError("human codings", f"{first} and {second} read no text both")
        ids = [i for i in self.text_ids if i in both]
        one, other = (HumanCodings(_by_ids(own, ids), self.code_ids).gold() for own in theirs)
        return agreement_per_code(one.assigned, other.assigned, self.code_ids, one.groups)

    def gold(self, code_ids: Sequence[str] | None = None) -> Gold:
        """Return each text once; a code counts where at least half of its readers gave it.

        Parameters
        ----------
        code_ids : sequence of str, optional
            The columns; codes left out here are not looked at.  All of `code_ids` by default.
        """
        columns = tuple(self.code_ids if code_ids is None else code_ids)
        row_of = {text_id: i for i, text_id in enumerate(self.text_ids)}
        column_of = {code_id: j for j, code_id in enumerate(columns)}
        votes = np.zeros((len(row_of), len(columns)))
        n_coders = np.zeros(len(row_of), dtype=np.int64)
        about: dict[str, list[str]] = {name: [""] * len(row_of) for name in _FIELDS[4:]}
        for coding in self._codings:
            i = row_of[coding.text_id]
            n_coders[i] += 1
            votes[i, [column_of[c] for c in coding.codes if c in column_of]] += 1
            for name, values in about.items():
                values[i] = values[i] or getattr(coding, name)
        share = votes / n_coders[:, None]
        return Gold(
            text_ids=self.text_ids,
            texts=self.texts_once(),
            project_ids=tuple(about["project_id"]),
            questions=tuple(about["question"]),
            aspects=tuple(about["aspect"]),
            code_ids=columns,
            assigned=share >= 0.5,
            share=share,
            n_coders=n_coders,
        )

    def to_df(self) -> pd.DataFrame:
        """Return one row per text and coder; `codes` are joined by ``;`` in sorted order."""
        import pandas as pd

        rows = [
            {name: getattr(c, name) for name in _FIELDS} | {"codes": ";".join(sorted(c.codes))}
            for c in self
        ]
        return pd.DataFrame(rows, columns=list(_FIELDS))


def _each_once(codings: Iterable[HumanCoding]) -> tuple[HumanCoding, ...]:
    text_of: dict[str, str] = {}
    merged: dict[tuple[str, str], HumanCoding] = {}
    for coding in codings:
        known = text_of.setdefault(coding.text_id, coding.text)
        if known != coding.text:
            one, other = _where_they_part(known, coding.text)
            reason = (
                f"id {coding.text_id!r} stands for two texts, {one} and {other}: give every text "
                "an id of its own, and one text the same words in every file"
            )
            raise InputError("human codings", reason)
        key = coding.text_id, coding.coder
        earlier = merged.get(key)
        merged[key] = coding if earlier is None else _united(earlier, coding)
    return tuple(merged.values())


def _by_ids(codings: HumanCodings, ids: Iterable[str]) -> list[HumanCoding]:
    by_id = {coding.text_id: coding for coding in codings}
    return [by_id[text_id] for text_id in ids]


def _united(one: HumanCoding, other: HumanCoding) -> HumanCoding:
    return HumanCoding(
        one.text_id,
        one.text,
        one.codes | other.codes,
        one.coder,
        one.project_id or other.project_id,
        one.question or other.question,
        one.aspect or other.aspect,
    )


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """Return the two texts, cut so that what differs is in sight."""
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    start = max(0, same - 15) if same > 25 else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    shown = " ".join(text[start : start + 41].split())
    return f'"{"…" if start else ""}{shown}{"…" if len(text) > start + 41 else ""}"'
