"""What `discover_themes` found, all of it in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.themes.graph import Float32
from evalmine.themes.guards import MergedTheme
from evalmine.themes.model_parts import ModelParts
from evalmine.themes.theme import Theme, ThemeMember


@dataclass(frozen=True)
class ThemeResult:
    """What `discover_themes` found.

    Parameters
    ----------
    themes : tuple of Theme
        ``T01``, ``T02`` ... (or as the registry numbers them), most projects first, then the
        groups ``G1`` ... they lie in.
    members : tuple of ThemeMember
        Every segment once, in its ``T`` theme, by theme and segment id; those of a group are
        those of its themes.
    centroids : ndarray of float32, shape (n_themes, n_dims)
        Unit length, one for each ``T`` theme in order; of vectors after `align_languages`.
    resolution : float
        At which the neighbor graph was cut.
    merged : tuple of MergedTheme
        What the guards of `ThemeOptions` joined, and why.
    shifts : mapping of str to ndarray of float64, shape (n_dims,)
        What `align_languages` added to the vectors of each language; empty when nothing.
    peripheral_below : float
        A segment with a lower cosine to its nearest centroid is peripheral; -1.0 when none is.
    registry : ThemeRegistry or None
        As it is after this run.
    events : tuple
        What became of earlier themes; each has ``sentence(language)``.
    share_moved : float
        Share of the segments seen in an earlier run that are in another theme now.
    n_known : int
        How many were seen in an earlier run.
    notes : tuple of mapping of str to str
        Sentences by language on changes that wait for more new texts, and on splits that could
        not be drawn.
    parts : ModelParts or None
        What `model` is made of.
    """

    themes: tuple[Theme, ...]
    members: tuple[ThemeMember, ...]
    centroids: Float32 = field(
        default_factory=lambda: np.zeros((0, 0), np.float32), compare=False, repr=False
    )
    resolution: float = 1.0
    merged: tuple[MergedTheme, ...] = ()
    shifts: Mapping[str, npt.NDArray[np.float64]] = field(
        default_factory=dict, compare=False, repr=False
    )
    peripheral_below: float = -1.0
    registry: Any = field(default=None, compare=False, repr=False)
    events: tuple[Any, ...] = ()
    share_moved: float = 0.0
    n_known: int = 0
    notes: tuple[Mapping[str, str], ...] = ()
    parts: ModelParts | None = field(default=None, compare=False, repr=False)

    def __getitem__(self, theme_id: str) -> Theme:
        for theme in self.themes:
            if theme.theme_id == theme_id:
                return theme
        raise KeyError(theme_id)

    @property
    def model(self) -> Any:
        """A fitted `bertopic.BERTopic`, made on first use; None where there is no theme.

        Its ``topics_`` follow the order of the segments that were given.
        """
        return self._made[0]

    @property
    def topic_of(self) -> dict[str, int]:
        """BERTopic's number of each ``T`` theme; BERTopic numbers by size."""
        return self._made[1]

    @cached_property
    def _made(self) -> tuple[Any, dict[str, int]]:
        if self.parts is None:
            return None, {}
        by_id = {theme.theme_id: theme for theme in self.themes}
        return self.parts.build({m.segment_id: by_id[m.theme_id] for m in self.members})

    @property
    def peripheral(self) -> tuple[ThemeMember, ...]:
        """The segments that are far from every theme, farthest first: a pile to read together."""
        far = (m for m in self.members if m.peripheral)
        return tuple(sorted(far, key=lambda m: (m.score, m.segment_id)))
