"""What a BERTopic object is made of, kept until somebody asks for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.clusterer import GraphClusterer
from evalmine.themes.clusters import Clusters
from evalmine.themes.keywords import Keywords, WordEncoder
from evalmine.themes.theme import Theme
from evalmine.themes.words import WordCounts


@dataclass(frozen=True)
class ModelParts:
    """Segments as they were given, and what was found in them.

    Importing BERTopic takes 6-20 seconds, so the object is made when it is first asked for.

    Parameters
    ----------
    segments : sequence of Segment
        In the order in which they were given.
    vectors : ndarray, shape (n_segments, n_dims)
        Languages aligned, same order.
    order : ndarray of int64, shape (n_segments,)
        Place of each segment when they are sorted by id.
    clusterer : GraphClusterer
        Fitted to the vectors.
    clusters : Clusters
        Rows sorted by segment id.
    words : WordCounts
        Rows sorted by segment id.
    keywords : sequence of Keywords
        By number of cluster.
    language : str
    encoder : optional
        For texts that come later.
    """

    segments: Sequence[Segment]
    vectors: npt.NDArray[Any]
    order: npt.NDArray[np.int64]
    clusterer: GraphClusterer
    clusters: Clusters
    words: WordCounts
    keywords: Sequence[Keywords]
    language: str
    encoder: WordEncoder | None

    def build(self, theme_of: dict[str, Theme]) -> tuple[Any, dict[str, int]]:
        """Return a BERTopic object, and its number of each theme.

        Parameters
        ----------
        theme_of : dict of str to Theme
            Theme of each segment, by segment id.
        """
        from evalmine.themes.frame import fit_model, name_topics

        sorted_ids = [self.segments[i].segment_id for i in self.order]
        labels = np.empty_like(self.clusters.labels)
        labels[self.order] = self.clusters.labels
        model = fit_model(
            [s.text for s in self.segments],
            self.vectors,
            clusterer=self.clusterer,
            words=self.words,
            language=self.language,
            encoder=self.encoder,
            labels=labels,
            centroids=self.clusters.centroids,
            order=self.order.tolist(),
        )
        first = np.unique(self.clusters.labels, return_index=True)[1]
        themes = [theme_of[sorted_ids[row]] for row in first]
        text_of = {s.segment_id: s.text for s in self.segments}
        topics = name_topics(
            model,
            self.keywords,
            [theme.name for theme in themes],
            [[text_of[i] for i in theme.representative] for theme in themes],
        )
        numbers = {theme.theme_id: topics[label] for label, theme in enumerate(themes)}
        return model, dict(sorted(numbers.items()))
