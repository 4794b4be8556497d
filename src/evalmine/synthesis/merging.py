"""Learnings that say the same are told once: by codes, by what they share, by what they repeat.

What is said of one code under several aspects is one learning with several sides.  Some sides make
the same claim: that a thing has come about is told as a change and as what is carried on, that it
matters as what worked and as what was learned, that it stood in the way as a barrier and as the
lesson drawn from it.  Their evidence is counted together, out of all who were asked for either.
The other sides make another claim (that tools are in use is not that tools help): they are told
with the learning as its facets, each with its own count.  A grant pool's section keeps the aspects
apart, as its reader expects changes, lessons and barriers under headings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evalmine.synthesis.candidates import Candidate
from evalmine.synthesis.weight import weigh

_SIDE = {
    "change": "came_about",
    "spread": "came_about",
    "mechanism": "matters",
    "learning": "matters",
    "precondition": "matters",
    "barrier": "hindered",
}
_RESIDUAL = frozenset(
    {"other", "others", "miscellaneous", "andet", "øvrigt", "diverse", "annet", "annat", "övrigt"}
)
_LESSONS = ("learning", "precondition")
_OVERLAP = 0.5  # of the smaller one's segments, above which two learnings say the same


@dataclass(frozen=True)
class Told:
    """A learning to tell: its lead, whose headline and count it bears, and its other sides."""

    lead: Candidate
    facets: tuple[Candidate, ...] = ()
    reason: str = ""  # why it is not told, "" where it is


def side_of(candidate: Candidate) -> str:
    """Return which claim a code makes under the first aspect of a candidate."""
    aspect = candidate.aspects[0]
    if candidate.is_code and candidate.theme.charge(aspect) == -1 and aspect in _LESSONS:
        return "hindered"
    return _SIDE.get(aspect, aspect)


def merge(candidates: Sequence[Candidate], *, min_projects: int) -> list[Told]:
    """Return what to tell over all projects by weight, and with its reason what is not carried.

    Parameters
    ----------
    candidates : sequence of Candidate
        The weightiest first.
    min_projects : int
        See `Weight.reason`.
    """
    sides: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.is_code:
            sides.setdefault((candidate.theme.theme_id, side_of(candidate)), []).append(candidate)
    of_code: dict[str, list[Candidate]] = {}
    for (theme_id, _), same in sides.items():
        of_code.setdefault(theme_id, []).append(_joined(same))
    told = []
    for own in of_code.values():
        lead, *others = sorted(own, key=lambda c: (bool(_reason(c, min_projects)), c.order))
        told.append(Told(lead, tuple(others)))
    told += [Told(c) for c in candidates if not c.is_code]
    return without_repeats(told, min_projects=min_projects)


def without_repeats(told: Sequence[Told], *, min_projects: int) -> list[Told]:
    """Return the same learnings by weight, each with the reason why it is not told, if any.

    Besides the reasons of `Weight.reason`: "repeats" where more than half of its segments are
    those of a weightier learning with the same claim, "no_headline" where nobody worded it and
    its sentences are too long to stand as one, "residual" where it gathers what a codebook calls
    "other": that is no subject.
    """
    judged: list[Told] = []
    for one in sorted(told, key=lambda x: x.lead.order):
        kept = [other.lead for other in judged if not other.reason]
        judged.append(_judged(one, kept, min_projects))
    return sorted(judged, key=lambda x: x.lead.order)


def _judged(one: Told, kept: Sequence[Candidate], min_projects: int) -> Told:
    """Return it with the reason why it is not told; where only its lead repeats, another leads."""
    if reason := _reason(one.lead, min_projects):
        return replace(one, reason=reason)
    if not one.lead.headline:
        return replace(one, reason="no_headline")
    if one.lead.is_code and one.lead.theme.name.casefold().strip() in _RESIDUAL:
        return replace(one, reason="residual")
    if not any(_repeats(one.lead, other) for other in kept):
        return one
    for facet in one.facets:
        if not _reason(facet, min_projects) and not any(_repeats(facet, k) for k in kept):
            return Told(facet, tuple(f for f in one.facets if f is not facet))
    return replace(one, reason="repeats")


def _reason(candidate: Candidate, min_projects: int) -> str:
    return candidate.weight.reason(min_projects)


def _joined(same: Sequence[Candidate]) -> Candidate:
    """Return candidates of one code that make the same claim as one, under the first's headline."""
    first, *others = same
    if not others:
        return first
    rows = tuple(sorted({r for c in same for r in c.rows}))
    counter = {r for c in same for r in c.counter} - set(rows)
    return replace(
        first,
        aspects=tuple(c.aspects[0] for c in same),
        rows=rows,
        counter=tuple(sorted(counter)),
        qualifying=tuple(sorted({r for c in same for r in c.qualifying})),
        weight=weigh(first.evidence, first.theme, rows),
    )


def _repeats(one: Candidate, other: Candidate) -> bool:
    """Return whether a lighter learning mostly rests on the segments of a weightier one."""
    shared = len(set(one.rows) & set(other.rows))
    return side_of(one) == side_of(other) and shared > _OVERLAP * len(one.rows)
