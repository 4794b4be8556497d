"""Rows of a survey become documents: one per row, with its questions and answers in order."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evalmine.corpus.cells import cell_text, parse_date, parse_number, parse_yes_no, plain_frame
from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import (
    ATTRIBUTE_ROLES,
    KINDS,
    Block,
    ClosedAnswer,
    Corpus,
    Document,
    Exclusion,
    Project,
    merge_projects,
)
from evalmine.corpus.roles import Guess, explain_roles
from evalmine.corpus.scales import is_scale_word, scale_value
from evalmine.corpus.text import fold, normalize_text
from evalmine.errors import ConfigError, InputError

if TYPE_CHECKING:
    import pandas as pd

_log = logging.getLogger(__name__)


@dataclass
class _Reading:
    """What the rows of one table have given so far."""

    source: str
    kind: str
    mask: bool
    language: str
    columns: dict[str, list[tuple[int, str]]]
    projects: list[Project] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    closed: list[ClosedAnswer] = field(default_factory=list)
    notes: list[Exclusion] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    n_documents: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    off_scale: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unparsed: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def note(self, location: str, reason: str) -> None:
        self.notes.append(Exclusion(self.source, location, reason))

    def text(self, value: object) -> str:
        """Return a cell as normalized text, masked where asked for."""
        text = cell_text(value)
        if not self.mask or not text:
            return text
        masked = mask_identifiers(text)
        self.masked.update(masked.counts)
        return normalize_text(masked.text).strip()


def corpus_from_frame(
    frame: pd.DataFrame,
    *,
    source: str,
    kind: str = "self_evaluation",
    roles: Mapping[str, str] | None = None,
    mask: bool = True,
    first_row: int = 2,
    groups: Sequence[str] = (),
    language: str = "",
    id_prefix: str = "",
    skip_rows: frozenset[int] = frozenset(),
) -> Corpus:
    """Return the projects, documents and closed answers of a table with one row per answer form.

    Parameters
    ----------
    frame : pandas.DataFrame
        Raw cells; a gap is None or NaN, the strings "None" and "NA" are answers.
    source : str
        File name for messages and for `Document.source`.
    kind : str
        One of `model.KINDS`.
    roles : mapping of column to role, optional
        Overrides the guess of `roles.guess_roles` for the columns it names.
    mask : bool
        Whether identifiers are masked in answers, titles and attributes.
    first_row : int
        Row number of the first row of `frame` as a spreadsheet shows it, for messages.
    groups : sequence of str
        Group header over each column, a hint for the guess.
    language : str
        Language code of the documents; empty to leave it to detection.
    id_prefix : str
        Goes before made-up ids ("R0001") where there is no column of project ids.
    skip_rows : frozenset of int
        Row numbers that are listed elsewhere as unreadable.

    Returns
    -------
    Corpus
        Rows that were kept but look wrong are listed in `excluded` with a reason that starts
        with "kept".

    Raises
    ------
    InputError
        If a column named in `roles` is missing, or the table has neither rows nor open questions
        nor project ids.
    """
    if kind not in KINDS:
        raise ConfigError(f"kind {kind!r} is not known: use one of {', '.join(KINDS)}")
    _check_frame(frame, source)
    frame = plain_frame(frame)
    guesses = explain_roles(frame, roles=roles, groups=groups, source=source)
    columns = _columns_by_role(guesses)
    _check_columns(columns, guesses, source)
    reading = _Reading(source, kind, mask, language, columns)
    _note_columns(reading, {guess.column for guess in guesses if guess.reason == "given"})
    for position, row in enumerate(frame.to_numpy(dtype=object).tolist()):
        number = first_row + position
        if number in skip_rows or all(not cell_text(cell) for cell in row):
            continue
        try:
            _read_row(reading, row, number, f"{id_prefix}R{position + 1:04d}")
        except (TypeError, ValueError, OverflowError) as error:
            reading.note(f"row {number}", f"cannot be read ({error}): correct the row")
    _note_answers(reading)
    if reading.masked:
        _log.info("%s: masked %s", source, dict(sorted(reading.masked.items())))
    return Corpus(
        projects=merge_projects(reading.projects),
        documents=tuple(reading.documents),
        closed_answers=tuple(reading.closed),
        excluded=tuple(reading.notes),
    )


def _check_frame(frame: pd.DataFrame, source: str) -> None:
    if not len(frame):
        raise InputError(source, "has no rows: nothing to read")
    names = Counter(str(name) for name in frame.columns)
    twice = [name for name, n in names.items() if n > 1]
    if twice:
        raise InputError(source, f"column {twice[0]!r} is there twice: rename one")


def _columns_by_role(guesses: Sequence[Guess]) -> dict[str, list[tuple[int, str]]]:
    columns: dict[str, list[tuple[int, str]]] = {}
    for i, guess in enumerate(guesses):
        columns.setdefault(guess.role, []).append((i, guess.column))
    return columns


def _check_columns(
    columns: Mapping[str, list[tuple[int, str]]], guesses: Sequence[Guess], source: str
) -> None:
    if "open" in columns or "text" in columns or "project_id" in columns:
        return
    names = ", ".join(repr(guess.column) for guess in guesses)
    reason = (
        "has no column with open answers: name one with roles={column: 'open'}; "
        f"its columns are {names}"
    )
    raise InputError(source, reason)


def _note_columns(reading: _Reading, given: set[str]) -> None:
    columns = reading.columns
    for _, name in columns.get("ignore", ()):
        why = "it holds contact details; give it a role in roles={...} to keep it"
        reading.note(f"column {name}", f"left out: {'you asked for it' if name in given else why}")
    if "project_id" not in columns:
        reason = "kept: no column of project ids, so each row counts as one project (R0001, ...)"
        reading.note("header", reason)
    if "open" not in columns and "text" not in columns:
        reading.note("header", "kept: no open questions, only facts about the projects are taken")


def _read_row(reading: _Reading, row: Sequence[Any], number: int, made_up: str) -> None:
    columns = reading.columns
    project_id = _only(reading, "project_id", row)
    if not project_id:
        project_id = made_up
        if "project_id" in columns:
            reading.note(f"row {number}", f"kept: no project id, called {project_id}")
    title = reading.text(_cell(reading, "title", row))
    attributes = _attributes(reading, row)
    _check_title(reading, project_id, title, number)
    reading.projects.append(Project(project_id, title, attributes))
    for i, question in columns.get("closed", ()):
        answer = reading.text(row[i])
        if answer:
            value = scale_value(row[i] if not isinstance(row[i], str) else answer)
            reading.closed.append(ClosedAnswer(project_id, _question(question), answer, value, i))
            if value is None and not is_scale_word(answer):
                reading.off_scale[question][answer] += 1
    if "open" in columns or "text" in columns:
        _add_document(reading, row, number, project_id)


def _add_document(reading: _Reading, row: Sequence[Any], number: int, project_id: str) -> None:
    text, blocks = _compose(reading, row)
    if not any(b.role != "heading" and b.end > b.start for b in blocks):
        reading.note(f"row {number}", f"kept: no open question is answered by {project_id}")
    base = _only(reading, "document_id", row) or f"{project_id}/{reading.kind}"
    reading.n_documents[base] += 1
    n = reading.n_documents[base]
    document_id = base if n == 1 else f"{base}-{n}"
    if n > 1:
        reading.note(f"row {number}", f"kept: one more answer of {project_id}, as {document_id}")
    reading.documents.append(
        Document(
            document_id,
            project_id,
            reading.kind,
            reading.source,
            text,
            tuple(blocks),
            reading.language,
        )
    )


def _compose(reading: _Reading, row: Sequence[Any]) -> tuple[str, list[Block]]:
    """Return the text of a row with a block over each question and each answer."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for i, name in reading.columns.get("open", ()):
        question, answer = _question(name), reading.text(row[i])
        start = at + len(question) + 1
        blocks.append(Block(at, at + len(question), "heading", heading=question))
        blocks.append(Block(start, start + len(answer), "answer", question=question))
        parts.append(f"{question}\n{answer}\n\n")
        at += len(parts[-1])
    for i, _ in reading.columns.get("text", ()):
        answer = reading.text(row[i])
        if answer:
            blocks.append(Block(at, at + len(answer), "paragraph"))
        parts.append(f"{answer}\n\n" if "open" in reading.columns else answer)
        at += len(parts[-1])
    return "".join(parts), blocks


def _attributes(reading: _Reading, row: Sequence[Any]) -> dict[str, Any]:
    """Return the attributes of a row in the order of its columns, gaps left out."""
    keys = [
        (i, role if role in ATTRIBUTE_ROLES else name, role)
        for role, columns in reading.columns.items()
        if role in ATTRIBUTE_ROLES or role == "attribute"
        for i, name in columns
    ]
    attributes: dict[str, Any] = {}
    for i, key, role in sorted(keys):
        if not cell_text(row[i]):
            continue
        what, parse = _PARSERS.get(role, ("", _as_it_is))
        parsed = parse(row[i])
        attributes[key] = reading.text(row[i]) if parsed is None else parsed
        if what and parsed is None:
            reading.unparsed[f"{key}: not {what}"][cell_text(row[i])] += 1
    return attributes


def _parse_count(cell: Any) -> float | int | None:
    number = parse_number(cell)
    return int(number) if number is not None and number.is_integer() else number


def _as_it_is(cell: Any) -> Any:
    return cell if isinstance(cell, bool | int | float) else None


_PARSERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "amount": ("a number", parse_number),
    **dict.fromkeys(("n_employees", "n_leaders", "n_staff", "year"), ("a number", _parse_count)),
    **dict.fromkeys(("start", "end"), ("a date", parse_date)),
    "may_quote": ("yes or no", parse_yes_no),
}


def _check_title(reading: _Reading, project_id: str, title: str, number: int) -> None:
    known = reading.titles.setdefault(project_id, title)
    if known and title and fold(known) != fold(title):
        reason = f"kept: {project_id} is called {title!r} here and {known!r} before"
        reading.note(f"row {number}", reason)
    reading.titles[project_id] = known or title


def _note_answers(reading: _Reading) -> None:
    for question, answers in reading.off_scale.items():
        shown = ", ".join(repr(answer) for answer in sorted(answers)[:3])
        reason = f"kept without a value: {answers.total()} answers are on no known scale ({shown})"
        reading.note(f"column {question}", reason)
    for what, cells in reading.unparsed.items():
        shown = ", ".join(repr(cell) for cell in sorted(cells)[:3])
        column, _, expected = what.rpartition(": ")
        reading.note(
            f"column {column}", f"kept as text: {cells.total()} cells are {expected} ({shown})"
        )


def _cell(reading: _Reading, role: str, row: Sequence[Any]) -> Any:
    found = reading.columns.get(role)
    return row[found[0][0]] if found else None


def _only(reading: _Reading, role: str, row: Sequence[Any]) -> str:
    return " ".join(cell_text(_cell(reading, role, row)).split())


def _question(column: str) -> str:
    return " ".join(normalize_text(column).split())
