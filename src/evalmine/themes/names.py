"""Names of themes that a reader accepts: words and phrases that stand in the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from evalmine.themes.keywords import (
    Keywords,
    allowed_by_projects,
    distinctiveness,
    is_proper_name,
    joined_name,
    letters_in_common,
    name_theme,
)
from evalmine.themes.partition import Float64
from evalmine.themes.phrases import Phrases, find_phrases
from evalmine.themes.words import WordCounts

_N_CANDIDATES = 30
_PHRASE = 1.3  # a phrase says more than a word that tells as much
_STANDS_FOR = 0.4  # of a word's projects that use it in a phrase, from which the phrase is shown
_ENOUGH = 0.4  # share of a theme's projects that use the first part, from which it stands alone
_ALIKE = 0.3
_LEAST = 0.35  # of the first part's score, for a further part
_MOST_PARTS = 2
_TO_CHOOSE_FROM = 5
_NOTHING = {"en": "Theme without keywords"}


def name_themes(
    words: WordCounts,
    belongs: Any,
    project_ids: Sequence[str],
    keywords: Sequence[Keywords],
    nouns: npt.NDArray[np.bool_],
    *,
    language: str = "da",
) -> list[str]:
    """Return one name per theme, no two alike.

    A name is a noun or noun phrase that stands in the theme's texts, the one that tells the theme
    best from the others (`distinctiveness`, where projects count and central texts weigh most);
    a phrase goes before a word that tells as much. Where less than 40 % of the theme's projects
    use it, a second one is added that covers other texts. Themes without such words are named by
    their keywords.

    Parameters
    ----------
    words : WordCounts
    belongs : array, shape (n_texts, n_themes)
        How much each text counts for each theme, 0 to 1.
    project_ids : sequence of str
        Project of each text.
    keywords : sequence
        One per theme, from `find_keywords`.
    nouns : ndarray of bool, shape (n_words,)
        From `is_noun`.
    language : str, default "da"
        Of the *and* between two parts.
    """
    table = _expressions(words, belongs, project_ids, nouns)
    names: list[str] = []
    for theme, own in enumerate(keywords):
        parts = _parts(table, theme)
        longer = (joined_name(x, language) for x in parts if x)
        fallback = name_theme(own, language) or _NOTHING.get(language, "Tema uden nøgleord")
        name = next((x for x in longer if x not in names), fallback)
        if name in names:
            n_before = sum(1 for x in names if x == name or x.startswith(f"{name} ("))
            name = f"{name} ({n_before + 1})"
        names.append(name)
    return names


@dataclass(frozen=True)
class _Expressions:
    """Single nouns, then phrases."""

    shown: tuple[str, ...]
    words: tuple[tuple[int, ...], ...]
    uses: Any  # (n_texts, n_expressions), by column
    inside: Any  # (n_texts, n_themes), by column
    score: Float64  # (n_themes, n_expressions)
    users: Float64
    n_projects: Float64


def _expressions(
    words: WordCounts, belongs: Any, project_ids: Sequence[str], nouns: npt.NDArray[np.bool_]
) -> _Expressions:
    phrases: Phrases = find_phrases(words, nouns, project_ids)
    proper = np.array([is_proper_name(form) for form in words.shown], dtype=bool)
    single = np.flatnonzero(nouns & ~proper)
    uses = sparse.hstack([words.counts[:, single], phrases.uses], format="csc")
    score, users, n_projects = distinctiveness(uses, belongs, project_ids)
    score[:, len(single) :] *= _PHRASE
    score *= allowed_by_projects(users, n_projects, _TO_CHOOSE_FROM)
    return _Expressions(
        (*(words.shown[j] for j in single), *phrases.shown),
        (*((int(j),) for j in single), *phrases.words),
        uses,
        sparse.csc_matrix(belongs),
        score,
        users,
        n_projects,
    )


def _parts(table: _Expressions, theme: int) -> list[list[str]]:
    """Return the parts of the best name, and of others should it be taken."""
    score = table.score[theme]
    best_first = np.argsort(-score, kind="stable")[:_N_CANDIDATES]
    order = [int(i) for i in best_first if score[i] > 0]
    if not order:
        return []
    rows = np.zeros(table.uses.shape[0], dtype=bool)
    column = table.inside
    rows[column.indices[column.indptr[theme] : column.indptr[theme + 1]]] = True
    first = _in_phrase(table, theme, order[0], order)
    covered = _texts(table, first) & rows
    chosen = [first]
    if table.users[theme, first] < _ENOUGH * table.n_projects[theme]:
        for _ in range(_MOST_PARTS - 1):
            more = _next(table, theme, order, chosen, covered, rows)
            if more is None:
                break
            chosen.append(more)
            covered |= _texts(table, more) & rows
    best = [table.shown[i] for i in chosen]
    spare = [i for i in order if not _repeats(table, i, chosen)]
    others = [[*best[:1], table.shown[i]] for i in spare]
    return [best, *others, *([*best, table.shown[i]] for i in spare)]


def _next(
    table: _Expressions,
    theme: int,
    order: Sequence[int],
    chosen: Sequence[int],
    covered: npt.NDArray[np.bool_],
    rows: npt.NDArray[np.bool_],
) -> int | None:
    best, most = None, 0.0
    for i in order:
        if _repeats(table, i, chosen):
            continue
        own = _texts(table, i) & rows
        gain = table.score[theme, i] * (own & ~covered).sum() / max(own.sum(), 1)
        if round(gain, 6) > most:
            best, most = i, round(float(gain), 6)
    if best is None or most < _LEAST * table.score[theme, chosen[0]]:
        return None
    best = _in_phrase(table, theme, best, order)
    return None if _repeats(table, best, chosen) else best


def _in_phrase(table: _Expressions, theme: int, i: int, order: Sequence[int]) -> int:
    """Return the phrase in which most projects use a word, or the word."""
    if len(table.words[i]) > 1:
        return i
    holding = [j for j in order if len(table.words[j]) > 1 and table.words[i][0] in table.words[j]]
    users = table.users[theme]
    best = max(holding, key=lambda j: (users[j], -j), default=i)
    return best if users[best] >= _STANDS_FOR * users[i] else i


def _repeats(table: _Expressions, i: int, chosen: Sequence[int]) -> bool:
    said = {word for j in chosen for word in table.words[j]}
    if said & set(table.words[i]):
        return True
    forms = [table.shown[i], *(table.shown[j] for j in chosen)]
    return bool(letters_in_common(forms)[0, 1:].max() > _ALIKE)


def _texts(table: _Expressions, i: int) -> npt.NDArray[np.bool_]:
    found = np.zeros(table.uses.shape[0], dtype=bool)
    found[table.uses.indices[table.uses.indptr[i] : table.uses.indptr[i + 1]]] = True
    return found
