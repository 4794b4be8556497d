"""The segments behind the learnings that may be quoted, for a reader to check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.learning import Learning
from evalmine.synthesis.quote import Quote
from evalmine.synthesis.quoting.features import picks_of
from evalmine.synthesis.quoting.making import cut_quote


def _may_be_shown(evidence: Evidence, row: int) -> bool:
    segment = evidence.segments[row]
    vetoed = picks_of(evidence).vetoed(segment.document_id, segment.start, segment.end)
    return evidence.may_quote(segment.project_id) and not vetoed


def quotable_evidence(evidence: Evidence, learnings: Iterable[Learning]) -> tuple[Quote, ...]:
    """Return the segments behind every learning, its other sides and its counter-evidence.

    Those of one learning come together, the surest first: by the coder's score for the theme, or,
    for themes found in the texts, in the order of the learning.  Segments of projects that may not
    be quoted are left out, and those of which a person vetoed a word.
    """
    row_of = {s.segment_id: row for row, s in enumerate(evidence.segments)}
    scores = {theme.theme_id: theme.scores for theme in evidence.themes}
    cut: dict[str, Quote] = {}
    found: list[Quote] = []
    for learning in learnings:
        score = scores.get(learning.theme_id, {})
        sides = (s for facet in learning.facets for s in facet.segment_ids)
        ids = dict.fromkeys((*learning.segment_ids, *sides, *learning.counter_ids))
        rows = [r for s in ids if _may_be_shown(evidence, r := row_of[s])]
        rows.sort(key=lambda r: -round(float(score.get(r, 0.0)), 6))
        for row in rows:
            segment_id = evidence.segments[row].segment_id
            if segment_id not in cut:
                cut[segment_id] = cut_quote(evidence, row, learning_id="", number=0)
            found.append(
                replace(
                    cut[segment_id],
                    learning_id=learning.learning_id,
                    quote_id=f"{learning.learning_id}@{segment_id}",
                )
            )
    return tuple(found)
