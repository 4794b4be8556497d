"""How sure a learning is: facts for a person to judge by, and the judgment when there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalmine.report.formats import counted, joined, number, percent
from evalmine.report.words import Words
from evalmine.synthesis.learning import CerqualFacts, Learning


@dataclass(frozen=True)
class Certainty:
    """Rows of (what, value), and a sentence on the level that a person set or has yet to set."""

    rows: tuple[tuple[str, str], ...]
    judged: str
    is_judged: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows or self.judged)


def certainty_of(learning: Learning, words: Words) -> Certainty:
    """Return what is known of how sure a learning is; empty where nothing is."""
    language = words.language
    rows: list[tuple[str, str]] = []
    facts = learning.cerqual
    if facts:
        rows += _facts(facts, words)
    if learning.n_sure is not None:
        rows.append((words["certainty.sure"], number(learning.n_sure, language)))
    if learning.expected is not None:
        rows.append((words["certainty.expected"], number(learning.expected, language)))
    if learning.stability is not None:
        rows.append((words["certainty.stability"], percent(learning.stability, language)))
    if learning.confidence is not None:
        rows.append((words["certainty.confidence"], percent(learning.confidence, language)))
    is_judged = bool(facts and facts.level)
    return Certainty(tuple(rows), _judged(facts, words) if facts else "", is_judged)


def _facts(facts: CerqualFacts, words: Words) -> list[tuple[str, str]]:
    language = words.language
    projects = counted(facts.n_projects, "plural.project", language)
    texts = words.text(
        "certainty.material_value",
        projects=projects,
        documents=_kinds(facts.kinds, words),
        n=number(facts.n_words, language),
    )
    spread = [
        counted(len(values), f"plural.{key}", language)
        for key, values in (
            ("pool", facts.pools),
            ("sector", facts.sectors),
            ("region", facts.regions),
        )
        if values
    ]
    against = words.text(
        "certainty.against_value",
        counter=counted(facts.n_counter, "plural.project", language),
        qualifying=counted(facts.n_qualifying, "plural.project", language),
    )
    rows = [
        (words["certainty.material"], texts),
        (words["certainty.spread"], joined(spread, language)),
        (words["certainty.against"], against),
        (words["certainty.top_project"], percent(facts.top_project_share, language)),
        (words["certainty.coherence"], number(facts.coherence, language, decimals=2)),
    ]
    return [(name, value) for name, value in rows if value]


def _kinds(kinds: Sequence[tuple[str, int]], words: Words) -> str:
    told = [
        counted(n, f"kind.{kind}", words.language) if f"kind.{kind}.one" in words else kind
        for kind, n in kinds
        if n
    ]
    return joined(told, words.language)


def _judged(facts: CerqualFacts, words: Words) -> str:
    if not facts.level:
        return words["certainty.not_judged"]
    level = words.label("certainty.level", facts.level)
    key = "certainty.judged_by" if facts.judged_by else "certainty.judged"
    sentence = words.text(key, level=level, person=facts.judged_by)
    return f"{sentence} {facts.rationale}".strip()
