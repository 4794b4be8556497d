"""What a user may ask of the themes: how many, how fine, and which guards they must keep."""

from __future__ import annotations

import math
from dataclasses import dataclass

from evalmine.errors import ConfigError


@dataclass(frozen=True)
class ThemeOptions:
    """How themes are found, and the guards that they must keep.

    Themes that break a guard are joined with the nearest other one, and the result says which
    were joined and why.

    Parameters
    ----------
    n_themes : int, optional
        Number of themes; found from the texts when not given.
    detail : float, default 1.0
        How many themes there are beside the number that would be found: 0.5 half as many, 2 twice
        as many, over the same hierarchy. Not together with `n_themes`.
    max_themes : int, optional
        At most so many themes.
    min_projects : int, default 1
        At least so many projects in each theme; never more than there are projects.
    max_similarity : float, optional
        At most this cosine, above 0 and up to 1, between the centroids of two themes.
    seed : int, default 0
        Of the resamples.

    Raises
    ------
    ConfigError
        If a value makes no sense.
    """

    n_themes: int | None = None
    detail: float = 1.0
    max_themes: int | None = None
    min_projects: int = 1
    max_similarity: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("n_themes", "max_themes", "min_projects"):
            value = getattr(self, name)
            if value is not None and not (_is_whole(value) and value >= 1):
                raise ConfigError(f"{name} is {value!r}: give a whole number of at least 1")
        if not _is_whole(self.seed) or self.seed < 0:
            raise ConfigError(f"seed is {self.seed!r}: give a whole number of at least 0")
        if not (_is_number(self.detail) and 0 < self.detail < math.inf):
            raise ConfigError(f"detail is {self.detail!r}: give a number above 0")
        if self.n_themes is not None and self.detail != 1:
            raise ConfigError(
                f"n_themes is {self.n_themes} and detail {self.detail:g}: give one of the two"
            )
        limit = self.max_similarity
        if limit is not None and not (_is_number(limit) and 0 < limit <= 1):
            raise ConfigError(f"max_similarity is {limit!r}: give a cosine above 0 and up to 1")
        if self.n_themes and self.max_themes and self.n_themes > self.max_themes:
            raise ConfigError(
                f"n_themes is {self.n_themes} and max_themes {self.max_themes}: "
                "ask for no more themes than are allowed"
            )


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
