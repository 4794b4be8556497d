"""What a person decided about quotes: which to print, and which never to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import Document, is_missing
from evalmine.errors import InputError
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quote import Quote

_COLUMNS: Final = {
    "quote_id": ("quote_id", "citat_id", "citat-id", "citatnummer", "quote id"),
    "document_id": ("document_id", "dokument_id", "dokument-id", "dokument", "document"),
    "start": ("start", "begin", "fra tegn"),
    "end": ("end", "slut", "til tegn"),
    "text": ("text", "tekst", "citat", "quote"),
    "decision": ("decision", "beslutning", "valg", "afgørelse"),
    "learning_key": ("learning_key", "læringsnøgle", "læringsnogle"),
    "by": ("by", "af", "hvem", "person"),
    "note": ("note", "bemærkning", "notat", "kommentar"),
}
_DECISIONS: Final = {
    "pick": ("pick", "vælg", "valgt", "velg", "välj", "ja", "yes", "+"),
    "veto": ("veto", "fravælg", "fravalgt", "nej", "no", "drop", "velg bort", "välj bort", "-"),
}


@dataclass(frozen=True)
class QuotePick:
    """One decision: print this span of a document ("pick"), or never do ("veto").

    `learning_key` limits a pick to one learning; a veto holds everywhere.  `where` is the row of
    the file, for messages.  `start` and `end` are None until the text is found in its document.
    """

    document_id: str
    decision: str
    start: int | None = None
    end: int | None = None
    text: str = ""
    learning_key: str = ""
    by: str = ""
    note: str = ""
    where: str = ""

    def overlaps(self, document_id: str, start: int, end: int) -> bool:
        """Return whether the span shares a character with another of the same document."""
        if self.start is None or self.end is None or document_id != self.document_id:
            return False
        return self.start < end and start < self.end


@dataclass(frozen=True)
class QuotePicks:
    """Decisions in the order of the file, and what has to be said about some of them.

    Parameters
    ----------
    picks : tuple of QuotePick
    messages : tuple of str
        One sentence per decision that could not be followed, and why.
    """

    picks: tuple[QuotePick, ...] = ()
    messages: tuple[str, ...] = ()

    def vetoed(self, document_id: str, start: int, end: int) -> bool:
        """Return whether any character of a span may not be printed as a quote."""
        return any(p.decision == "veto" and p.overlaps(document_id, start, end) for p in self.picks)

    def picked(self, document_id: str, start: int, end: int, learning_key: str) -> QuotePick | None:
        """Return the first pick that lies on a span and is meant for a learning, or None.

        A `learning_key` of "" asks for the picks of any learning.
        """
        for pick in self.picks:
            fits = not pick.learning_key or learning_key in ("", pick.learning_key)
            if pick.decision == "pick" and fits and pick.overlaps(document_id, start, end):
                return pick
        return None


NO_PICKS: Final = QuotePicks()


def read_picks(path: str | Path) -> QuotePicks:
    """Return the decisions in a csv, xlsx or YAML file; rows without a decision are none.

    Parameters
    ----------
    path : path
        Columns (in YAML: keys of a list) ``document_id``, ``decision`` (pick or veto; vælg or
        fravælg), and ``start`` and ``end``, or ``text``, or all three; ``learning_key``, ``by``,
        ``note`` and ``quote_id`` may be left out.  In a workbook every sheet with these columns
        counts, such as the "Citater" or "Quotes" that evalmine writes.

    Raises
    ------
    InputError
        One line naming file, row and remedy: columns missing, a decision that is none, a row that
        tells neither place nor text.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(path.name, "cannot be read: check the path")
    rows = _yaml_rows(path) if path.suffix.lower() in (".yaml", ".yml") else _table_rows(path)
    picks = [_pick(path.name, where, cells) for where, cells in rows]
    return QuotePicks(tuple(p for p in picks if p is not None))


def _table_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    from evalmine.corpus.tabular import read_table

    rows: list[tuple[str, Mapping[str, Any]]] = []
    found = False
    for table in read_table(path):
        names = {_role(str(column)): column for column in table.frame.columns}
        if not {"document_id", "decision"} <= names.keys():
            continue
        found = True
        for at, record in enumerate(table.frame.to_dict("records")):
            where = f"row {table.first_row + at}"
            where = f"sheet {table.name!r}, {where}" if table.name else where
            rows.append((where, {role: record[c] for role, c in names.items() if role}))
    if not found:
        raise InputError(path.name, "has no columns document_id and decision: add them")
    return rows


def _yaml_rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(path.name, "is not readable YAML: check its indents and quotes") from error
    except OSError as error:
        raise InputError(path.name, "cannot be read: check the path") from error
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise InputError(path.name, "is not a list of decisions: begin each with '- document_id:'")
    return [
        (f"entry {n}", {_role(str(key)): value for key, value in row.items()})
        for n, row in enumerate(content, start=1)
    ]


def _role(column: str) -> str:
    name = " ".join(column.casefold().split())
    return next((role for role, names in _COLUMNS.items() if name in names), "")


def _pick(source: str, where: str, cells: Mapping[str, Any]) -> QuotePick | None:
    told = _words(cells.get("decision")).casefold()
    if not told:
        return None
    decision = next((d for d, words in _DECISIONS.items() if told in words), "")
    if not decision:
        raise InputError(source, f"decision {told!r} is neither pick nor veto: write one", where)
    document_id, text = _words(cells.get("document_id")), _uncut(_words(cells.get("text")))
    start, end = _offset(cells.get("start")), _offset(cells.get("end"))
    if not document_id or not (text or (start is not None and end is not None)):
        reason = "tells no place: give document_id and start and end, or the quote's text"
        raise InputError(source, reason, where)
    if start is None or end is None or not 0 <= start < end:
        start = end = None
    return QuotePick(
        document_id,
        decision,
        start,
        end,
        text,
        _words(cells.get("learning_key")),
        _words(cells.get("by")),
        _words(cells.get("note")),
        f"{source}, {where}",
    )


def _words(value: Any) -> str:
    return "" if is_missing(value) else str(value).strip()


def _uncut(text: str) -> str:
    """Return a printed quote's text without the marks of a cut."""
    return text.removeprefix("[…]").removesuffix("[…]").strip()


def _offset(value: Any) -> int | None:
    told = _words(value)
    try:
        number = float(told)
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def locate_picks(picks: QuotePicks, evidence: Evidence) -> QuotePicks:
    """Return the decisions at their places in the texts, with a message for each that is lost.

    A decision whose text no longer stands at its offsets is sought by its exact words; one that is
    found nowhere, or whose project may not be quoted, is left out and told about.  A pick that a
    veto overlaps gives way.
    """
    kept: list[QuotePick] = []
    messages = list(picks.messages)
    for pick in sorted(picks.picks, key=lambda p: p.decision != "veto"):
        document = evidence.corpus.document_by_id.get(pick.document_id)
        located = _located(pick, document) if document else None
        reason = _refusal(evidence, pick, located, document, kept)
        if reason or located is None:
            messages.append(f"{pick.where or pick.document_id}: {pick.decision} {reason}")
        else:
            kept.append(located)
    order = {(p.document_id, p.where, p.decision): n for n, p in enumerate(picks.picks)}
    kept.sort(key=lambda p: order[p.document_id, p.where, p.decision])
    return QuotePicks(tuple(kept), tuple(messages))


def _located(pick: QuotePick, document: Document) -> QuotePick | None:
    text = document.text
    if pick.start is not None and pick.end is not None:
        there = text[pick.start : pick.end]
        if len(there) == pick.end - pick.start and (not pick.text or there == pick.text):
            return replace(pick, text=there)
    if not pick.text or not (places := _places(text, pick.text)):
        return None
    near = min(places, key=lambda place: (abs(place - (pick.start or 0)), place))
    return replace(pick, start=near, end=near + len(pick.text))


def _places(text: str, words: str) -> list[int]:
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _refusal(
    evidence: Evidence,
    pick: QuotePick,
    located: QuotePick | None,
    document: Document | None,
    kept: Sequence[QuotePick],
) -> str:
    if document is None:
        return f"is lost, there is no document {pick.document_id!r}: check its id"
    if located is None:
        return f"is lost, its text is not in {pick.document_id} any more: choose it again"
    if pick.decision == "veto":
        return ""
    if not evidence.may_quote(document.project_id):
        return f"is not printed, project {document.project_id} may not be quoted"
    if MASK_TAG.search(located.text):
        return "is not printed, it holds a masked identifier: choose a span without it"
    start, end = located.start or 0, located.end or 0
    if any(k.decision == "veto" and k.overlaps(pick.document_id, start, end) for k in kept):
        return "is not printed, a veto lies on the same words: remove one of the two"
    return ""


def unused_picks(picks: QuotePicks, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return a message for every pick that no printed quote shows.

    Parameters
    ----------
    picks : QuotePicks
        From `locate_picks`.
    quotes : sequence of Quote
        All that are printed.
    """
    return tuple(
        f"{pick.where or pick.document_id}: pick is not printed, its words support no learning"
        + (f" {pick.learning_key!r}" if pick.learning_key else "")
        for pick in picks.picks
        if pick.decision == "pick"
        and not any(
            (q.document_id, q.start, q.end) == (pick.document_id, pick.start, pick.end)
            for q in quotes
        )
    )
