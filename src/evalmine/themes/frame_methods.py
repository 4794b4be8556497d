"""BERTopic's methods made to fit themes: pictures without UMAP, our words, names that stay.

Here stands what needs no import of BERTopic itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

from evalmine.errors import ConfigError
from evalmine.themes.frame_parts import (
    Kept,
    ShownForms,
    one_minus_cosine,
    repeatable,
    vectorizer_of,
    without_blanks,
)
from evalmine.themes.frame_plane import Plane
from evalmine.themes.graph import Float32

_Model: Any = object
_N_LEVELS, _PLACE_OF_LEVELS = 10, 7  # of `visualize_hierarchical_documents`


class ThemeMethods(_Model):  # type: ignore[misc]
    """To be mixed into `BERTopic`, whose methods of the same names it calls."""

    coordinates_: Float32 | None = None
    plane_: Plane | None = None
    shown_forms_: ShownForms | None = None
    c_tf_idf_: Any

    def topics_over_time(
        self,
        docs: list[str],
        timestamps: Sequence[Any],
        topics: list[int] | None = None,
        nr_bins: int | None = None,
        datetime_format: str | None = None,
        **options: Any,
    ) -> pd.DataFrame:
        """As in BERTopic; dates as text work with pandas 3 too."""
        times = list(timestamps)
        if times and isinstance(times[0], str):
            times = list(pd.to_datetime(pd.Series(times), format=datetime_format))
        with repeatable(), self._c_tf_idf_kept():
            table = super().topics_over_time(docs, times, topics, nr_bins, **options)
        return without_blanks(table)

    def topics_per_class(
        self, docs: list[str], classes: Sequence[Any], global_tuning: bool = True
    ) -> pd.DataFrame:
        """As in BERTopic; rows by class and topic, whatever the hash seed."""
        with repeatable(), self._c_tf_idf_kept():
            table = super().topics_per_class(docs, list(classes), global_tuning)
        table = table.sort_values(["Class", "Topic"], kind="stable", ignore_index=True)
        return without_blanks(table)

    def hierarchical_topics(
        self,
        docs: list[str],
        use_ctfidf: bool = True,
        linkage_function: Any = None,
        distance_function: Any = None,
    ) -> pd.DataFrame:
        """As in BERTopic, without the progress bar."""
        self._need(2, "a hierarchy")
        with repeatable(), redirect_stderr(StringIO()):
            table: pd.DataFrame = super().hierarchical_topics(
                docs, use_ctfidf, linkage_function, distance_function or one_minus_cosine
            )
        return table

    def update_topics(
        self,
        docs: list[str],
        images: list[str] | None = None,
        topics: list[int] | None = None,
        top_n_words: int = 10,
        n_gram_range: tuple[int, int] | None = None,
        vectorizer_model: Any = None,
        **options: Any,
    ) -> None:
        """As in BERTopic, with our words unless another vectorizer is given."""
        before = Kept.of(self)
        if topics is not None and set(topics) != set(self.topics_):
            self._extract_embeddings(["-"])  # BERTopic will need it when half is done
        if vectorizer_model is None:
            shown = self.shown_forms(n_gram_range or self.n_gram_range)
            has_words = len(set(shown.shown_of.values()) - {""}) > 1
            vectorizer_model = vectorizer_of(shown) if has_words else self.vectorizer_model
        with repeatable():
            super().update_topics(
                docs, images, topics, top_n_words, n_gram_range, vectorizer_model, **options
            )
        before.carry_over(self, docs, keeps_words=False)

    def merge_topics(
        self, docs: list[str], topics_to_merge: list[Any], images: list[str] | None = None
    ) -> None:
        """As in BERTopic; the merged topic is called by the names of its parts."""
        groups = topics_to_merge if np.ndim(topics_to_merge[0]) else [topics_to_merge]
        unknown = sorted({int(t) for group in groups for t in group} - set(self.topics_))
        if unknown:
            raise ConfigError(f"no topic {unknown[0]}: topics go from 0 to {max(self.topics_)}")
        before = Kept.of(self)
        with repeatable():
            super().merge_topics(docs, [[int(t) for t in group] for group in groups], images)
        before.carry_over(self, docs)

    def reduce_topics(
        self,
        docs: list[str],
        nr_topics: int | str = 20,
        images: list[str] | None = None,
        use_ctfidf: bool = False,
    ) -> ThemeMethods:
        """As in BERTopic; merged topics are called by the names of their parts."""
        before = Kept.of(self)
        with repeatable():
            super().reduce_topics(docs, nr_topics, images, use_ctfidf)
        before.carry_over(self, docs)
        return self

    def delete_topics(self, topics_to_delete: list[int]) -> None:
        """Not for themes: no text is left out."""
        raise ConfigError("deleting would leave texts without a theme: use merge_topics")

    def visualize_topics(
        self,
        topics: list[int] | None = None,
        top_n_topics: int | None = None,
        use_ctfidf: bool = False,
        custom_labels: bool | str = False,
        title: str = "<b>Intertopic Distance Map</b>",
        width: int = 650,
        height: int = 650,
    ) -> Any:
        """As in BERTopic, in the plane of `coordinates_`; works with any number of topics."""
        most = self.get_topic_freq().Topic.tolist()
        chosen = sorted(topics if topics is not None else most[:top_n_topics])
        rows = self.c_tf_idf_.toarray() if use_ctfidf else np.asarray(self.topic_embeddings_)
        plane = None if use_ctfidf else self.plane_
        places = (plane or Plane.through(rows, rows)).place(rows)[chosen]
        table = pd.DataFrame({"x": places[:, 0], "y": places[:, 1], "Topic": chosen})
        table["Words"] = [self._called(topic, custom_labels) for topic in chosen]
        table["Size"] = [self.topic_sizes_[topic] for topic in chosen]
        return self._draw_topics(table, chosen, title, width, height)

    def visualize_documents(self, docs: list[str], *args: Any, **options: Any) -> Any:
        """As in BERTopic, drawn at `coordinates_` unless others are given."""
        with repeatable():
            return super().visualize_documents(docs, *args, **self._placed(docs, args, options))

    def visualize_hierarchical_documents(
        self, docs: list[str], hierarchical_topics: pd.DataFrame, *args: Any, **options: Any
    ) -> Any:
        """As in BERTopic, drawn at `coordinates_` unless others are given.

        With fewer levels where there are few topics: BERTopic fails at the root and below leaves.
        """
        self._need(3, "a map of a hierarchy")
        options = self._placed(docs, args, options)
        if len(args) < _PLACE_OF_LEVELS:
            most = options.get("nr_levels", _N_LEVELS)
            options["nr_levels"] = min(most, len(hierarchical_topics) - 1)
        with repeatable():
            return super().visualize_hierarchical_documents(
                docs, hierarchical_topics, *args, **options
            )

    def visualize_hierarchy(self, *args: Any, **options: Any) -> Any:
        """As in BERTopic."""
        self._need(2, "a hierarchy")
        return super().visualize_hierarchy(
            *args, **{"distance_function": one_minus_cosine, **options}
        )

    def shown_forms(self, ngram_range: tuple[int, int] = (1, 1)) -> ShownForms:
        """Return the analyzer of the model's words."""
        shown = self.shown_forms_ or ShownForms({}, "da")
        return ShownForms(shown.shown_of, shown.language, ngram_range)

    def _called(self, topic: int, custom_labels: bool | str) -> str:
        if isinstance(custom_labels, str):
            return " | ".join(word for word, _ in self.topic_aspects_[custom_labels][topic][:4])
        if custom_labels and self.custom_labels_ is not None:
            return str(self.custom_labels_[topic + self._outliers])
        return " | ".join(word for word, _ in self.get_topic(topic)[:5])

    def _need(self, least: int, what: str) -> None:
        n = len(self.topic_sizes_)
        if n < least:
            raise ConfigError(f"{what} needs at least {least} themes; this model has {n}")

    def _placed(
        self, docs: Sequence[str], args: tuple[Any, ...], options: dict[str, Any]
    ) -> dict[str, Any]:
        given = len(args) > 1 or {"embeddings", "reduced_embeddings"} & set(options)
        if given or self.coordinates_ is None or len(docs) != len(self.coordinates_):
            return dict(options)
        return {**options, "reduced_embeddings": self.coordinates_}

    @contextmanager
    def _c_tf_idf_kept(self) -> Iterator[None]:
        if self.c_tf_idf_ is None:
            raise ConfigError("saved without word weights: save with save_ctfidf=True")
        # BERTopic normalizes the matrix in place.
        kept = self.c_tf_idf_.copy()
        try:
            yield
        finally:
            self.c_tf_idf_ = kept
