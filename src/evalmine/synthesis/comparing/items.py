"""What is counted: themes, learnings and closed questions, each with the projects that have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evalmine.errors import ConfigError
from evalmine.synthesis.closed import project_steps
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.learning import Learning


@dataclass(frozen=True)
class Item:
    """Something a project has or has not; `base` are the projects that could have had it."""

    key: str
    name: str
    what: str
    base: frozenset[str]
    having: frozenset[str]
    n_segments: Mapping[str, int] = field(default_factory=dict)  # with it, by project_id
    high_answers: tuple[str, ...] = ()


def items_of(evidence: Evidence, what: str, learnings: Sequence[Learning]) -> list[Item]:
    """Return what is counted, in a fixed order.

    Raises
    ------
    ConfigError
        If `what` is not known, or there is nothing of it.
    """
    makers = {"themes": _themes, "learnings": _learnings, "closed": _closed}
    if what not in makers:
        raise ConfigError(f"what={what!r} is not known: choose one of {', '.join(makers)}")
    items = makers[what](evidence, learnings)
    if not items:
        raise ConfigError(f"there are no {what} to compare in these projects")
    return items


def told_themes(evidence: Evidence) -> list[ThemeRows]:
    """Return the codebook's themes, or those found in the texts where there is no codebook."""
    known = [t for t in evidence.themes if t.origin == "codebook"] or evidence.themes
    return sorted(known, key=lambda t: t.theme_id)


def segments_per_project(evidence: Evidence) -> Counter[str]:
    """Return how many segments that say something each project has."""
    return Counter(s.project_id for s in evidence.segments)


def theme_item(evidence: Evidence, theme: ThemeRows) -> Item:
    """Return a theme with the projects that mention it, of all that were read."""
    counts = Counter(evidence.segments[r].project_id for r in theme.rows)
    read = frozenset(s.project_id for s in evidence.segments)
    return Item(theme.theme_id, theme.name, "themes", read, frozenset(counts), counts)


def _themes(evidence: Evidence, learnings: Sequence[Learning]) -> list[Item]:
    return [theme_item(evidence, theme) for theme in told_themes(evidence)]


def _learnings(evidence: Evidence, learnings: Sequence[Learning]) -> list[Item]:
    """Return each learning with its projects, of those that were asked for its aspects."""
    project_of = {s.segment_id: s.project_id for s in evidence.segments}
    items = []
    for x in learnings:
        having = frozenset(project_of[s] for s in x.segment_ids if s in project_of)
        aspects = x.aspects or (x.aspect,)
        asked = [evidence.asked_by_aspect.get(aspect, frozenset()) for aspect in aspects]
        base = having.union(*asked)
        items.append(Item(x.learning_id, x.headline, "learnings", base, having))
    return items


def _closed(evidence: Evidence, learnings: Sequence[Learning]) -> list[Item]:
    """Return each closed question with the projects that answer high, of those on the scale."""
    return [
        Item(
            asked.question,
            asked.question,
            "closed",
            frozenset(asked.steps),
            frozenset(p for p, step in asked.steps.items() if step in asked.high_steps),
            high_answers=asked.scale.high,
        )
        for asked in project_steps(evidence.corpus.closed_answers)
    ]
