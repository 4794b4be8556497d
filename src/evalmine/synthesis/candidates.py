"""What may become a learning: rows of a theme under one aspect, or of one claim found in texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from evalmine.synthesis.claims import Claim, alike_pairs, find_claims
from evalmine.synthesis.evidence import Evidence, ThemeRows
from evalmine.synthesis.headline import found_headline
from evalmine.synthesis.quoting.choosing import stands_alone
from evalmine.synthesis.weight import Weight, by_weight, weigh

ASPECTS_TOLD = ("change", "learning", "mechanism", "barrier", "spread")
OTHER = "other"
"""Aspect of a claim whose projects speak of it under no one question."""

_MIN_WORDS = 4  # of a sentence that says something
_OWN_WORDS = 3  # besides stop words, of the sentence a claim stands on: "We are glad" says little
_AGREED = 2 / 3  # of a claim's projects that share an aspect, from which the claim has it


@dataclass(frozen=True)
class Candidate:
    """Rows that may become a learning.

    `aspects` are told together, the one that says most first; `claim` is set where the texts
    and not a codebook gave the theme.
    """

    theme: ThemeRows
    aspects: tuple[str, ...]
    headline: str
    headline_by: str
    rows: tuple[int, ...]
    counter: tuple[int, ...]
    qualifying: tuple[int, ...]
    weight: Weight
    claim: tuple[int, ...] = ()
    evidence: Evidence = field(repr=False, compare=False, kw_only=True)

    @cached_property
    def projects(self) -> frozenset[str]:
        """Projects that say it."""
        return frozenset(self.evidence.segments[r].project_id for r in self.rows)

    @property
    def is_code(self) -> bool:
        """Whether a codebook gave the theme."""
        return self.theme.origin == "codebook"

    @property
    def order(self) -> tuple[object, ...]:
        """What candidates are sorted by: the weightiest first, codes before found claims."""
        return (
            *by_weight(self.weight, len(self.projects)),
            not self.is_code,
            self.theme.theme_id,
            self.aspects,
            self.rows,
        )


def find_candidates(
    evidence: Evidence,
    *,
    inside: AbstractSet[str],
    threshold: float,
    min_projects: int,
) -> list[Candidate]:
    """Return all candidates with enough projects, the weightiest first.

    A code gives one for each aspect it speaks to; its definition is the claim.  The themes found
    in the texts give one for each claim in them, whatever the question and wherever the border
    between two themes runs: without a codebook both are only known from the answers.

    Parameters
    ----------
    evidence : Evidence
    inside : set of str
        Projects to look at.
    threshold : float
        See `claims.near_threshold`.
    min_projects : int
    """
    found: list[Candidate] = []
    for theme in evidence.themes:
        if theme.origin == "codebook":
            rows = [r for r in sorted(theme.rows) if evidence.segments[r].project_id in inside]
            told = [a for a in theme.aspects or ASPECTS_TOLD if a in ASPECTS_TOLD]
            found += [_of_code(evidence, theme, aspect, rows) for aspect in told]
    found += _of_claims(evidence, inside, threshold, min_projects)
    return sorted((c for c in found if len(c.projects) >= min_projects), key=lambda c: c.order)


def found_rows_of(evidence: Evidence) -> dict[int, ThemeRows]:
    """Return the theme of each row that lies in a theme found in the texts, by row."""
    themes = [t for t in evidence.themes if t.origin != "codebook"]
    by_row: dict[int, ThemeRows] = {}
    for theme in sorted(themes, key=lambda t: t.theme_id):
        for row in theme.rows:
            by_row.setdefault(row, theme)
    return {row: by_row[row] for row in sorted(by_row)}


def _of_code(evidence: Evidence, theme: ThemeRows, aspect: str, rows: Sequence[int]) -> Candidate:
    charge = theme.charge(aspect)
    said = evidence.stances[charge]
    here = [r for r in rows if evidence.segments[r].aspect == aspect]
    counter = [r for r in here if said[r] == "contradicts"]
    support = tuple(r for r in here if said[r] != "contradicts")
    # What stood in the way may tell that the very same thing failed.
    if charge == 1 and aspect != "learning":
        counter += [
            r for r in rows if evidence.segments[r].aspect == "barrier" and said[r] == "contradicts"
        ]
    return Candidate(
        theme,
        (aspect,),
        theme.headlines.get(aspect) or theme.name,
        "codebook" if theme.headlines.get(aspect) else "name",
        support,
        tuple(sorted(set(counter))),
        tuple(r for r in support if said[r] == "qualifies"),
        weigh(evidence, theme, support),
        evidence=evidence,
    )


def _of_claims(
    evidence: Evidence, inside: AbstractSet[str], threshold: float, min_projects: int
) -> list[Candidate]:
    """Return one candidate for each claim; its theme is the one most of its segments lie in."""
    theme_of = found_rows_of(evidence)
    rows = [r for r in theme_of if evidence.segments[r].project_id in inside]
    if len({evidence.segments[r].project_id for r in rows}) < min_projects:
        return []
    sentences = Sentences(evidence, rows, threshold=threshold)
    found: list[Candidate] = []
    for claim in sentences.claims(min_projects=min_projects):
        themes = Counter(theme_of[rows[p]].theme_id for p in claim.positions)
        most = min(themes, key=lambda t: (-themes[t], t))
        theme = next(t for t in theme_of.values() if t.theme_id == most)
        one = _of_claim(evidence, theme, rows, claim)
        # A person's name for a theme goes to what most in it say.
        if theme.named_by and all(c.theme.theme_id != most for c in found):
            one = replace(one, headline=theme.name, headline_by="person")
        found.append(one)
    return found


def _of_claim(evidence: Evidence, theme: ThemeRows, rows: Sequence[int], claim: Claim) -> Candidate:
    members = [rows[p] for p in claim.positions]
    said = evidence.stances[-1 if _shared_aspect(evidence, members) == "barrier" else 1]
    # Where the claim itself is a complaint, whoever complains is no counter-evidence.
    is_complaint = said[members[0]] == "contradicts"
    own = [r for r in members if is_complaint or said[r] != "contradicts"]
    chances = dict(zip(members, claim.chances, strict=True))
    scored = replace(theme, scores={r: chances[r] for r in own}, bar=0.0)
    wider = replace(scored, scores={**scored.scores, **{rows[p]: c for p, c in claim.perhaps}})
    against = () if is_complaint else [r for r in rows if said[r] == "contradicts"]
    headline, by = found_headline(evidence, own)
    return Candidate(
        scored,
        (_shared_aspect(evidence, own),),
        headline,
        by,
        tuple(sorted(own)),
        _near(evidence, against, own),
        tuple(sorted(r for r in own if said[r] == "qualifies")),
        _weight(evidence, scored, wider),
        tuple(own),
        evidence=evidence,
    )


def _weight(evidence: Evidence, said: ThemeRows, wider: ThemeRows) -> Weight:
    """Return the weight of a claim: sure by all who may say it, quotable by those who do."""
    own = weigh(evidence, said, sorted(said.scores))
    every = weigh(evidence, wider, sorted(wider.scores))
    return replace(own, expected=every.expected, n_sure=every.n_sure)


class Sentences:
    """The sentences among some rows, and which of them say the same.

    A claim stands on a sentence that can stand alone and has some words of its own; what says the
    same may be shorter or point back ("We don't have it either" says nothing by itself).

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Positions of claims count into them.
    threshold : float
        See `claims.near_threshold`.
    """

    def __init__(self, evidence: Evidence, rows: Sequence[int], *, threshold: float) -> None:
        texts = [evidence.segments[r].text for r in rows]
        self._projects = [evidence.segments[r].project_id for r in rows]
        self._long = np.array([len(text.split()) >= _MIN_WORDS for text in texts], dtype=bool)
        self._wordings = [" ".join(text.casefold().split()) for text in texts]
        own = list(rows)
        self._alike = alike_pairs(
            evidence.embeddings[own], evidence.word_vectors[own], texts, threshold=threshold
        )
        own_words = np.diff(evidence.word_vectors[own].indptr) >= _OWN_WORDS
        has_like = np.diff(self._alike.indptr) > 1  # besides itself
        self._may_stand = np.array(
            [bool(told) and stands_alone(evidence, r)
             for told, r in zip(own_words & has_like, own, strict=True)],
            dtype=bool,
        )  # fmt: skip

    def claims(self, *, min_projects: int, present: AbstractSet[str] | None = None) -> list[Claim]:
        """Return the claims, most projects first; each wording counts once.

        Parameters
        ----------
        min_projects : int
        present : set of str, optional
            Projects to look at; all where it is left out.
        """
        here = self._long
        if present is not None:
            here = here & np.array([p in present for p in self._projects], dtype=bool)
        return find_claims(
            self._alike,
            self._projects,
            min_projects=min_projects,
            wordings=self._wordings,
            may_stand=self._may_stand,
            present=here,
        )


def _shared_aspect(evidence: Evidence, rows: Sequence[int]) -> str:
    """Return the aspect under which two thirds of the projects say it, else "other"."""
    pairs = {(evidence.segments[r].project_id, evidence.segments[r].aspect) for r in rows}
    users = Counter(aspect for _, aspect in pairs)
    n_projects = len({project for project, _ in pairs})
    best = min(users, key=lambda a: (-users[a], a), default="")
    enough = users[best] >= _AGREED * n_projects - 1e-9 if best else False
    return best if enough and best in ASPECTS_TOLD else OTHER


def _near(evidence: Evidence, counter: Sequence[int], members: Sequence[int]) -> tuple[int, ...]:
    """Return the counter rows that lie as near to the claim as its own median member."""
    if not counter:
        return ()
    center = evidence.embeddings[list(members)].mean(axis=0)
    bar = np.median(evidence.embeddings[list(members)] @ center)
    return tuple(sorted(r for r in counter if evidence.embeddings[r] @ center >= bar - 1e-4))
