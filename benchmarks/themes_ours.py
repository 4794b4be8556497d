"""evalmine's side of the jobs: ``python -m benchmarks.themes_ours METHOD OUT SET_FOLDER...``.

The same loop as the other tools', so seconds and memory are counted in the same way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.peers.loop import Corpus, Found, work
from evalmine.corpus.rows import texts_as_segments
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.discover import discover_themes


def evalmine(corpus: Corpus) -> Iterator[Found]:
    """Themes, keywords and names as `analyze` finds them."""
    segments = [
        replace(segment, language=language)
        for segment, language in zip(texts_as_segments(corpus.texts), corpus.languages, strict=True)
    ]
    main = max(sorted(set(corpus.languages)), key=corpus.languages.count)
    found = discover_themes(segments, corpus.vectors, language=main)
    groups = {theme.parent_id for theme in found.themes}
    themes = [theme for theme in found.themes if theme.theme_id not in groups]
    number = {theme.theme_id: i for i, theme in enumerate(themes)}
    theme_of = {m.segment_id: number[m.theme_id] for m in found.members if m.theme_id in number}
    labels = [theme_of[segment.segment_id] for segment in segments]
    yield Found("evalmine", labels, [list(theme.keywords) for theme in themes])


def clusters(corpus: Corpus) -> Iterator[Found]:
    """Clustering alone."""
    yield Found("evalmine, clustering alone", GraphClusterer().fit_predict(corpus.vectors), [])


METHODS = {"evalmine": evalmine, "clusters": clusters}


def main(arguments: Sequence[str]) -> None:
    what, out, *folders = arguments
    work(METHODS[what], Path(out), [Path(f) for f in folders])


if __name__ == "__main__":
    main(sys.argv[1:])
