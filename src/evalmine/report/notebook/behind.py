"""Every segment behind a learning or a theme that may be quoted: what an evaluator chooses from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import Corpus
from evalmine.errors import ConfigError
from evalmine.records import Records
from evalmine.report.notebook.rows import EVIDENCE_COLUMNS, EVIDENCE_SHOWN, quote_row
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import Outline
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.features import picks_of
from evalmine.synthesis.quoting.making import cut_quote
from evalmine.themes.theme import Theme, ThemeMember

_ORDER: Final = ("support", "qualifying", "facet", "counter")


@dataclass(frozen=True)
class Behind:
    """A segment that may be quoted: its cut, what it is there for, and how sure its theme is."""

    quote: Quote
    role: str  # support, qualifying, facet or counter; "theme" for a theme
    score: float | None
    is_printed: bool


def find_behind(
    of: Learning | Theme | str,
    *,
    outline: Outline,
    evidence: Evidence,
    themes: Iterable[Theme],
    members: Iterable[ThemeMember],
) -> list[Behind]:
    """Return the quotable segments of a learning or theme, given by itself or by its id.

    Parameters
    ----------
    of : Learning, Theme or str
    outline : Outline
        Has the learnings, and the quotes that are printed.
    evidence : Evidence
    themes, members : iterable
        All of them; those of a group of themes are the group's too.

    Raises
    ------
    ConfigError
        If there is no such learning or theme.
    """
    learnings = {x.learning_id: x for x in reversed(outline.every_learning)}
    name = of if isinstance(of, str) else ""
    learning = of if isinstance(of, Learning) else learnings.get(name)
    theme_id = learning.theme_id if learning else getattr(of, "theme_id", name)
    known = tuple(themes)
    inside = {theme_id, *(t.theme_id for t in known if t.parent_id == theme_id)}
    scores = {m.segment_id: m.score for m in members if m.theme_id in inside}
    if learning:
        return behind_learning(evidence, learning, scores)
    if not scores:
        first = {t.origin: t.theme_id for t in reversed(known)}
        ids = [x.learning_id for x in outline.learnings[:1]]
        ids += [first[origin] for origin in ("codebook", "inductive") if origin in first]
        raise ConfigError(
            f"there is no learning or theme {name or theme_id!r}: known are {', '.join(ids)} ..."
        )
    return behind_theme(evidence, theme_id, scores, (q.segment_id for q in outline.every_quote))


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


def behind_records(
    found: Iterable[Behind], corpus: Corpus, show: Callable[[Quote], Quote]
) -> Records[Quote]:
    """Return the segments as the table that `Analysis.quotes_for` gives.

    Parameters
    ----------
    found : iterable of Behind
    corpus : Corpus
    show : callable
        Returns a quote with what shows it in a notebook.
    """
    told = {b.quote.quote_id: b for b in found}
    return Records(
        (show(b.quote) for b in told.values()),
        EVIDENCE_COLUMNS,
        lambda q: quote_row(
            q,
            corpus,
            score=told[q.quote_id].score,
            role=told[q.quote_id].role,
            is_printed=told[q.quote_id].is_printed,
        ),
        shown=EVIDENCE_SHOWN,
    )


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
