"""Every segment behind a learning or a theme that may be quoted: what an evaluator chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from evalmine.corpus.mask import MASK_TAG
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.features import picks_of
from evalmine.synthesis.quoting.making import cut_quote

_ORDER: Final = ("support", "qualifying", "facet", "counter")


@dataclass(frozen=True)
class Behind:
    """A segment that may be quoted: its cut, what it is there for, and how sure its theme is."""

    quote: Quote
    role: str  # support, qualifying, facet or counter; "theme" for a theme
    score: float | None
    is_printed: bool


def behind_learning(
    evidence: Evidence, learning: Learning, scores: Mapping[str, float]
) -> list[Behind]:
    """Return the quotable segments of a learning: support first, within it the surest.

    Parameters
    ----------
    evidence : Evidence
    learning : Learning
    scores : mapping of str to float
        Of the learning's theme, by segment id.
    """
    printed = {quote.segment_id: quote for quote in learning.every_quote}
    roles: dict[str, str] = {}
    for role, ids in (
        ("qualifying", learning.qualifying_ids),
        ("support", learning.segment_ids),
        ("facet", [s for facet in learning.facets for s in facet.segment_ids]),
        ("counter", learning.counter_ids),
    ):
        for segment_id in ids:
            roles.setdefault(segment_id, role)
    cuts = _cuts(evidence, roles, learning.learning_id)
    found = [
        Behind(
            printed.get(quote.segment_id, quote),
            roles[quote.segment_id],
            scores.get(quote.segment_id),
            quote.segment_id in printed,
        )
        for quote in cuts
    ]
    return sorted(found, key=lambda b: (_ORDER.index(b.role), *_place(b)))


def behind_theme(
    evidence: Evidence, theme_id: str, scores: Mapping[str, float], printed: Iterable[str] = ()
) -> list[Behind]:
    """Return the quotable segments of a theme, the surest first.

    Parameters
    ----------
    evidence : Evidence
    theme_id : str
    scores : mapping of str to float
        Of the theme's segments, by id.
    printed : iterable of str
        Ids of segments that are printed in the report.
    """
    shown = frozenset(printed)
    found = [
        Behind(q, "theme", scores[q.segment_id], q.segment_id in shown)
        for q in _cuts(evidence, scores, theme_id)
    ]
    return sorted(found, key=_place)


def _cuts(evidence: Evidence, segment_ids: Iterable[str], owner: str) -> list[Quote]:
    picks, wanted = picks_of(evidence), frozenset(segment_ids)
    cuts = []
    for row, segment in enumerate(evidence.segments):
        if segment.segment_id not in wanted or not evidence.may_quote(segment.project_id):
            continue
        quote = cut_quote(evidence, row, learning_id=owner, number=0)
        if MASK_TAG.search(quote.text):
            continue
        if picks.vetoed(quote.document_id, quote.start, quote.end):
            continue
        cuts.append(replace(quote, quote_id=f"{owner}@{segment.segment_id}"))
    return cuts


def _place(behind: Behind) -> tuple[float, str, int]:
    quote = behind.quote
    return -round(behind.score or 0.0, 6), quote.document_id, quote.start
