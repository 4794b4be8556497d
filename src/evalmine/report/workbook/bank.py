"""The quote bank: every sentence that may be quoted, with what it supports and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evalmine.corpus.mask import MASK_TAG
from evalmine.report.words import Words
from evalmine.report.workbook.sheet import Column, Sheet
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.features import picks_of
from evalmine.synthesis.quoting.picks import QuotePick

KEY = "quotes"
_UNPRINTED: tuple[str, Quote | None] = ("", None)
_ROLES = ("statement", "support", "qualifying", "counter")


@dataclass(frozen=True)
class Entry:
    """One row of the bank: a cut, the theme it speaks of, and the learning it stands behind."""

    row: int  # of the segment in the evidence
    project_id: str
    segment_id: str
    start: int
    end: int
    text: str
    theme_id: str
    theme: str
    score: float | None
    role: str  # statement, support, qualifying, counter, or "" where it is not printed
    learning: Learning | None
    quote: Quote | None


def bank_entries(evidence: Evidence, learnings: Sequence[Learning]) -> list[Entry]:
    """Return every quotable row of every theme, printed quotes first within a learning.

    A segment stands once per theme it speaks of.  Segments of projects that said no to being
    quoted, and those from which an identifier was masked, are not in the bank; `n_withheld`
    counts them.

    Parameters
    ----------
    evidence : Evidence
    learnings : sequence of Learning
        Over all projects.
    """
    learning_of: dict[tuple[str, str], Learning] = {}
    for told in learnings:
        for segment_id in (*told.segment_ids, *told.counter_ids):
            learning_of.setdefault((told.theme_id, segment_id), told)
    printed = _printed(learnings)
    entries = []
    for theme in evidence.themes:
        for row in theme.rows:
            segment = evidence.segments[row]
            if not is_quotable(evidence, row):
                continue
            learning = learning_of.get((theme.theme_id, segment.segment_id))
            place = (learning.learning_id if learning else "", segment.segment_id)
            role, quote = printed.get(place, _UNPRINTED)
            cut = quote or segment
            entries.append(
                Entry(
                    row,
                    segment.project_id,
                    segment.segment_id,
                    cut.start,
                    cut.end,
                    cut.text,
                    theme.theme_id,
                    theme.name,
                    theme.scores.get(row),
                    role,
                    learning,
                    quote,
                )
            )
    order = {learning.learning_id: i for i, learning in enumerate(learnings)}
    return sorted(entries, key=lambda e: _place(e, order))


def is_quotable(evidence: Evidence, row: int) -> bool:
    """Return whether a row's project may be quoted and nothing was masked in it."""
    segment = evidence.segments[row]
    return evidence.may_quote(segment.project_id) and not MASK_TAG.search(segment.text)


def n_withheld(evidence: Evidence) -> int:
    """Return how many segments of themes are kept out of the bank."""
    rows = {row for theme in evidence.themes for row in theme.rows}
    return sum(not is_quotable(evidence, row) for row in rows)


def _place(entry: Entry, order: Mapping[str, int]) -> tuple[int, int, float, str, str]:
    learning = order[entry.learning.learning_id] if entry.learning else len(order)
    role = _ROLES.index(entry.role) if entry.role else len(_ROLES)
    return learning, role, -round(entry.score or 0.0, 6), entry.theme_id, entry.segment_id


def _printed(learnings: Iterable[Learning]) -> dict[tuple[str, str], tuple[str, Quote | None]]:
    found: dict[tuple[str, str], tuple[str, Quote | None]] = {}
    for x in learnings:
        groups = (x.statement_quotes, x.quotes, x.qualifying_quotes, x.counter_quotes)
        for role, quotes in zip(_ROLES, groups, strict=True):
            for quote in quotes:
                found.setdefault((x.learning_id, quote.segment_id), (role, quote))
    return found


def bank_sheet(entries: Sequence[Entry], evidence: Evidence, words: Words) -> Sheet:
    """Return the quote bank as a sheet; a person may pick and veto in it.

    `evalmine.synthesis.quoting.picks.read_picks` reads what was chosen.
    """
    names = ("pick", "veto")
    choices = tuple(words[f"workbook.{name}"] for name in names)
    columns = (
        *_columns(words, ("quote_id", 16), ("text", 80)),
        Column(words["workbook.decision"], 10, "choice", choices),
        *_columns(words, ("headline", 40), ("role", 14), ("theme", 26), ("aspect", 14)),
        Column(words["workbook.score"], 10, "share"),
        *_columns(words, ("project_id", 14), ("project", 30), ("pool", 20), ("kind", 18)),
        *_columns(words, ("year", 8), ("question", 40)),
        Column(words["workbook.page"], 7, "number"),
        *_columns(words, ("language", 8), ("attribution", 30), ("document_id", 28)),
        Column(words["workbook.start"], 9, "number"),
        Column(words["workbook.end"], 9, "number"),
        *_columns(words, ("learning_key", 26), ("by", 14), ("note", 30)),
    )
    machine = ("document_id", "start", "end", "learning_key")
    return Sheet(
        KEY,
        words["workbook.quotes"],
        columns,
        tuple(_row(entry, evidence, words) for entry in entries),
        lead=words["workbook.quotes_lead"],
        fixed=2,
        hidden=tuple(words[f"workbook.{name}"] for name in machine),
    )


def _columns(words: Words, *named: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(words[f"workbook.{name}"], width) for name, width in named)


def _row(entry: Entry, evidence: Evidence, words: Words) -> tuple[str | int | float | None, ...]:
    project = evidence.corpus.project_by_id[entry.project_id]
    document, segment = evidence.document_of(entry.row), evidence.segments[entry.row]
    learning, quote = entry.learning, entry.quote
    decided = _decided(entry, evidence)
    return (
        quote.quote_id if quote else entry.segment_id,
        entry.text,
        words[f"workbook.{decided.decision}"] if decided else None,
        learning.headline if learning else "",
        words[f"workbook.role_{entry.role}"] if entry.role else "",
        entry.theme,
        words.label("aspect", segment.aspect) if segment.aspect else "",
        entry.score,
        entry.project_id,
        project.label,
        evidence.pool_of.get(entry.project_id, ""),
        words.plural_label("kind", document.kind, 1),
        str(project.attributes.get("end") or project.attributes.get("year") or "")[:4],
        segment.question or segment.heading,
        segment.page,
        words.label("language_name", segment.language),
        quote.attribution if quote else "",
        document.document_id,
        entry.start,
        entry.end,
        learning.key if learning else "",
        decided.by if decided else None,
        decided.note if decided else None,
    )


def _decided(entry: Entry, evidence: Evidence) -> QuotePick | None:
    """Return what a person decided about a row, so that the next run is told of it again."""
    key = entry.learning.key if entry.learning else ""
    document_id = evidence.segments[entry.row].document_id
    for pick in picks_of(evidence).picks:
        meant = pick.learning_key in ("", key) or pick.decision == "veto"
        if meant and pick.overlaps(document_id, entry.start, entry.end):
            return pick
    return None
