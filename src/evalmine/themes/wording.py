"""The words of themes and groups: who may give them, keywords and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from evalmine.corpus.model import Segment
from evalmine.themes.clusters import Clusters
from evalmine.themes.graph import Labels
from evalmine.themes.keywords import Keywords, find_keywords
from evalmine.themes.names import name_themes
from evalmine.themes.nouns import is_noun
from evalmine.themes.peripheral import Flags, text_weights
from evalmine.themes.words import WordCounts, count_words, known_language


@dataclass(frozen=True)
class Wording:
    """Keywords and names by number of theme, of group, and of what the guards joined."""

    keywords: Sequence[Keywords]
    names: Sequence[str]
    group_keywords: Sequence[Keywords]
    group_names: Sequence[str]
    gone: Sequence[Keywords]


def word_themes(
    words: WordCounts, segments: Sequence[Segment], clusters: Clusters, *, language: str
) -> Wording:
    """Return keywords and names of all themes and groups.

    Only segments in the language most of their theme is in give words, only those that are not
    peripheral, and none a word of the question it answers.

    Parameters
    ----------
    words : WordCounts
        Of the segments.
    segments : sequence of Segment
        Sorted by id.
    clusters : Clusters
    language : str
    """
    said = without_echo(words, [s.question for s in segments], [s.language for s in segments])
    nouns = is_noun(words)
    projects = [s.project_id for s in segments]
    # Names are made of words in the texts: the "and" between them is of their language.
    spoken = Counter(known_language(s.language, language) for s in segments)
    spoken_most = min(spoken, key=lambda x: (-spoken[x], x))

    def worded(labels: Labels) -> tuple[list[Keywords], list[str]]:
        tells = _speaks_main_language(segments, labels, language) & ~clusters.far
        belongs = text_weights(labels, clusters.own, tells)
        keywords = find_keywords(said, belongs, projects, nouns=nouns)
        return keywords, name_themes(said, belongs, projects, keywords, nouns, language=spoken_most)

    keywords, names = worded(clusters.labels)
    has_groups = 1 < int(clusters.group_of.max()) + 1 < len(names)
    of_groups = worded(clusters.groups) if has_groups else (keywords, names)
    gone: list[Keywords] = []
    if clusters.merges:
        belongs = np.zeros((len(segments), len(clusters.merges)), dtype=bool)
        for place, merge in enumerate(clusters.merges):
            belongs[merge.gone, place] = True
        gone = find_keywords(said, belongs, projects, nouns=nouns)
    return Wording(keywords, names, *of_groups, gone)


def without_echo(
    words: WordCounts, questions: Sequence[str], languages: Sequence[str]
) -> WordCounts:
    """Return the counts without the words that a text shares with the question it answers.

    Parameters
    ----------
    words : WordCounts
        Of n_texts texts.
    questions, languages : sequence of str
        Of each text.
    """
    asked = sorted(set(zip(questions, languages, strict=True)) - {("", x) for x in languages})
    if not asked:
        return words
    column = {lemma: j for j, lemma in enumerate(words.lemmas)}
    own = count_words([q for q, _ in asked], [x for _, x in asked])
    cells = [
        (row, column[own.lemmas[j]])
        for row, j in zip(*own.counts.nonzero(), strict=True)
        if own.lemmas[j] in column
    ]
    shape = (len(asked) + 1, len(words.lemmas))
    place = np.array(cells, dtype=np.int64).reshape(-1, 2)
    echo = sparse.csr_matrix((np.ones(len(place)), (place[:, 0], place[:, 1])), shape)
    number = {question: row for row, question in enumerate(asked)}
    pairs = zip(questions, languages, strict=True)
    of_text = np.array([number.get(pair, len(asked)) for pair in pairs])
    counts: Any = words.counts - words.counts.multiply(echo[of_text])
    counts.eliminate_zeros()
    return replace(words, counts=counts.tocsr())


def _speaks_main_language(segments: Sequence[Segment], labels: Labels, language: str) -> Flags:
    """Return which segments are in the language that most of their cluster is in."""
    spoken = [known_language(s.language, language) for s in segments]
    votes: dict[int, Counter[str]] = {}
    for label, own in zip(labels.tolist(), spoken, strict=True):
        votes.setdefault(label, Counter())[own] += 1
    main = {c: min(v, key=lambda x, v=v: (-v[x], x)) for c, v in votes.items()}  # type: ignore[misc]
    return np.array([main[c] == x for c, x in zip(labels.tolist(), spoken, strict=True)])
