"""Where new texts belong: themes as they were found, small enough to keep, without refitting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.embeddings.vectors import unit
from evalmine.errors import ConfigError
from evalmine.themes.graph import Labels
from evalmine.themes.languages import shift_languages
from evalmine.themes.partition import Float64
from evalmine.themes.placing import directions_of, place
from evalmine.themes.reference import Reference, reference_of
from evalmine.themes.result import ThemeResult
from evalmine.themes.rows import Float32, cosine_of, to_grid

Flags = npt.NDArray[np.bool_]

# Rows looked at together: a million texts need no more memory than these.
_BLOCK_ROWS = 8192
_FORMAT = 1


@dataclass(frozen=True, eq=False)
class Assigned:
    """Where texts went.

    Parameters
    ----------
    theme : ndarray of int64, shape (n,)
        Place of the theme in `ThemeModel.theme_ids`.
    cosine : ndarray of float64, shape (n,)
        To that theme's centroid, -1 to 1.
    peripheral : ndarray of bool, shape (n,)
        Whether the text is far from every theme.
    nearest : ndarray of int64, shape (n,)
        The theme with the nearest centroid; mostly the same as `theme`.
    highest : ndarray of float64, shape (n,)
        Cosine to the nearest centroid.
    """

    theme: Labels
    cosine: Float64
    peripheral: Flags
    nearest: Labels
    highest: Float64

    def __len__(self) -> int:
        return len(self.theme)


@dataclass(frozen=True, eq=False)
class ThemeModel:
    """Themes as places among the vectors, so that new texts find theirs.

    A text goes where `place` puts it, and is peripheral if even the nearest centroid is far.

    Parameters
    ----------
    theme_ids : tuple of str
        One per centroid.
    centroids : ndarray of float32, shape (n_themes, n_dims)
        Unit length; only their directions on the grid of `to_grid` count.
    shifts : mapping of str to ndarray, shape (n_dims,)
        What `align_languages` added to the vectors of each language; new texts get the same.
    peripheral_below : float
        A text whose cosine to the nearest centroid is below this is peripheral.
    reference : Reference
        How the texts of the fit lay, to compare new ones with.
    encoder, encoder_revision : str
        Which made the vectors; "" if not known.
    directions : ndarray of float32, shape (n_themes, n_dims), optional
        From `directions_of`: a text goes to the theme with the largest product. Without them it
        goes to the nearest centroid.
    projects : mapping of str to mapping of str to int
        For each theme, how many segments of which project the fit put there.
    """

    theme_ids: tuple[str, ...]
    centroids: Float32
    shifts: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    peripheral_below: float = -1.0
    reference: Reference = field(default_factory=Reference)
    encoder: str = ""
    encoder_revision: str = ""
    directions: Float32 | None = None
    projects: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        centroids = np.asarray(self.centroids)
        if centroids.ndim != 2 or len(centroids) != len(self.theme_ids):
            raise ConfigError(
                f"{len(self.theme_ids)} theme ids and centroids of shape {centroids.shape}: "
                "give one centroid per theme"
            )
        self._keep(to_grid(centroids))
        shifts = {k: np.array(v, dtype=np.float64) for k, v in sorted(self.shifts.items())}
        object.__setattr__(self, "shifts", shifts)

    def _keep(self, grid: Float32) -> None:
        # `to_grid` of these unit vectors may differ from `grid` by a step: decisions use `grid`,
        # so that a model that was saved and read places texts the same way.
        object.__setattr__(self, "centroids", unit(grid))
        object.__setattr__(self, "_grid", grid)

    @property
    def grid(self) -> Float32:
        """The centroids as whole numbers, shape (n_themes, n_dims): what texts are compared to."""
        found: Float32 = self.__dict__["_grid"]
        return found

    @property
    def n_dims(self) -> int:
        """Length of the vectors the themes were made of."""
        return int(self.centroids.shape[1])

    def grid_of(self, vectors: npt.ArrayLike, languages: Sequence[str] = ()) -> Float32:
        """Return vectors as the themes see them: languages aligned, on the grid of `to_grid`.

        Parameters
        ----------
        vectors : array_like, shape (n, n_dims)
            As the encoder gave them.
        languages : sequence of str, optional
            One per row; leave them out for vectors that `align_languages` gave.

        Raises
        ------
        ConfigError
            If the vectors have other dimensions than the themes, or do not hold numbers.
        """
        rows = self._checked(vectors, languages)
        blocks = [block for _, block in self._blocks(rows, languages)]
        return np.concatenate(blocks) if blocks else np.zeros((0, self.n_dims), np.float32)

    def assign(self, vectors: npt.ArrayLike, languages: Sequence[str] = ()) -> Assigned:
        """Return the nearest theme of each text; a text alone gets what it gets among others.

        Parameters
        ----------
        vectors : array_like, shape (n, n_dims)
            As the encoder gave them; may be a memory map.
        languages : sequence of str, optional
            One per row; leave them out for vectors that `align_languages` gave.

        Raises
        ------
        ConfigError
            If the vectors have other dimensions than the themes, or do not hold numbers.
        """
        rows = self._checked(vectors, languages)
        theme, nearest = np.zeros((2, len(rows)), dtype=np.int64)
        cosine, highest = np.zeros((2, len(rows)))
        for block, grid in self._blocks(rows, languages):
            # Whole numbers below 2**24: float32 holds them, in whatever order a BLAS adds.
            product = grid @ self.grid.T
            nearest[block] = product.argmax(axis=1)
            highest[block] = cosine_of(product.max(axis=1), self.n_dims)
            theme[block] = nearest[block]
            if self.directions is not None:
                theme[block] = place(grid, self.directions)
            cosine[block] = cosine_of(product[np.arange(len(grid)), theme[block]], self.n_dims)
        return Assigned(theme, cosine, highest < self.peripheral_below, nearest, highest)

    def to_dict(self) -> dict[str, Any]:
        """Return the model as plain lists and numbers, ready for JSON; `from_dict` reads it."""
        return {
            "format": _FORMAT,
            "theme_ids": list(self.theme_ids),
            "n_dims": self.n_dims,
            "centroids": _whole(self.grid),
            "shifts": {language: shift.tolist() for language, shift in self.shifts.items()},
            "peripheral_below": float(self.peripheral_below),
            "reference": self.reference.to_dict(),
            "encoder": self.encoder,
            "encoder_revision": self.encoder_revision,
            "directions": None if self.directions is None else _whole(self.directions),
            "projects": {theme: dict(counts) for theme, counts in self.projects.items()},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ThemeModel:
        """Return the model that `to_dict` wrote, to the last bit.

        Raises
        ------
        ConfigError
            If another version of evalmine wrote it in another way.
        """
        if data.get("format") != _FORMAT:
            raise ConfigError(
                f"theme model of format {data.get('format')!r}, not {_FORMAT}: find themes again"
            )
        n_dims = int(data["n_dims"])
        grid = _rows(data["centroids"], n_dims)
        model = cls(
            theme_ids=tuple(data["theme_ids"]),
            centroids=grid,
            shifts={language: np.array(shift) for language, shift in data["shifts"].items()},
            peripheral_below=float(data["peripheral_below"]),
            reference=Reference.from_dict(data["reference"]),
            encoder=data["encoder"],
            encoder_revision=data["encoder_revision"],
            directions=None if data["directions"] is None else _rows(data["directions"], n_dims),
            projects=data["projects"],
        )
        model._keep(grid)
        return model

    def _checked(self, vectors: npt.ArrayLike, languages: Sequence[str]) -> npt.NDArray[Any]:
        rows = np.asarray(vectors)
        if rows.size == 0 and rows.ndim < 2:
            return np.zeros((0, self.n_dims), np.float32)
        if rows.ndim != 2:
            raise ConfigError(f"vectors of shape {rows.shape}: give one row per text")
        if rows.shape[1] != self.n_dims:
            raise ConfigError(
                f"vectors have {rows.shape[1]} dims, the themes {self.n_dims}: "
                f"embed with the encoder they were made with{self._made_with}"
            )
        if len(languages) not in (0, len(rows)):
            raise ConfigError(
                f"{len(languages)} languages for {len(rows)} texts: give one for each"
            )
        return rows

    def check_encoder(self, encoder: Any) -> None:
        """Raise ConfigError if an encoder is known not to be the one the themes were made with.

        Parameters
        ----------
        encoder : Encoder or None
            With `name` and `revision`; None, or a model that does not know its own, passes.
        """
        if encoder is None or not self.encoder:
            return
        if (encoder.name, encoder.revision) != (self.encoder, self.encoder_revision):
            raise ConfigError(
                f"vectors of {encoder.name} revision {encoder.revision}: "
                f"embed with the encoder the themes were made with{self._made_with}"
            )

    @property
    def _made_with(self) -> str:
        revision = f" revision {self.encoder_revision}" if self.encoder_revision else ""
        return f", {self.encoder}{revision}" if self.encoder else ""

    def _blocks(
        self, rows: npt.NDArray[Any], languages: Sequence[str]
    ) -> Iterator[tuple[slice, Float32]]:
        for start in range(0, len(rows), _BLOCK_ROWS):
            part = slice(start, min(start + _BLOCK_ROWS, len(rows)))
            # Sums along a row must run the same way whatever the layout of what came in.
            block = np.ascontiguousarray(rows[part])
            bad = np.flatnonzero(~np.isfinite(block).all(axis=1))
            if len(bad):
                raise ConfigError(
                    f"vector {start + int(bad[0])} has values that are not numbers: embed again"
                )
            if self.shifts and len(languages):
                block = shift_languages(block, languages[part], self.shifts)
            yield part, to_grid(block)


def theme_model(
    result: ThemeResult,
    segments: Sequence[Segment],
    embeddings: npt.ArrayLike,
    *,
    language: str = "da",
    encoder: Any = None,
) -> ThemeModel:
    """Return the model of themes that were found, for texts that come later.

    Parameters
    ----------
    result : ThemeResult
        From `discover_themes`.
    segments : sequence of Segment
        Those that it was given.
    embeddings : array_like, shape (n_segments, n_dims)
        As it was given them.
    language : str, default "da"
        Of segments that do not state theirs.
    encoder : Encoder, optional
        Which made the embeddings; the model remembers its name and revision.

    Raises
    ------
    ConfigError
        If there are no themes, or segments other than those of the themes.
    """
    theme_of = {m.segment_id: m.theme_id for m in result.members}
    if not theme_of or set(theme_of) != {s.segment_id for s in segments}:
        raise ConfigError(
            f"{len(segments)} segments, and themes of {len(theme_of)}: give those of the themes"
        )
    parents = {t.parent_id for t in result.themes}
    leaves = [t.theme_id for t in result.themes if t.theme_id not in parents]
    held = set(theme_of.values())
    kept = [i for i, theme_id in enumerate(leaves) if theme_id in held]
    ids = tuple(leaves[i] for i in kept)
    number = {theme_id: i for i, theme_id in enumerate(ids)}
    labels = np.array([number[theme_of[s.segment_id]] for s in segments], dtype=np.int64)
    bare = ThemeModel(ids, result.centroids[kept], result.shifts)
    grid = bare.grid_of(embeddings, [s.language or language for s in segments])
    counts: dict[str, Counter[str]] = {theme_id: Counter() for theme_id in ids}
    for segment in segments:
        counts[theme_of[segment.segment_id]][segment.project_id] += 1
    return ThemeModel(
        theme_ids=ids,
        centroids=result.centroids[kept],
        shifts=result.shifts,
        peripheral_below=result.peripheral_below,
        reference=reference_of(grid, labels, result.peripheral_below),
        encoder="" if encoder is None else str(encoder.name),
        encoder_revision="" if encoder is None else str(encoder.revision),
        directions=directions_of(grid, labels),
        projects={theme_id: dict(sorted(found.items())) for theme_id, found in counts.items()},
    )


def _whole(grid: Float32) -> list[list[int]]:
    rows: list[list[int]] = grid.astype(np.int64).tolist()
    return rows


def _rows(values: Sequence[Sequence[int]], n_dims: int) -> Float32:
    return np.array(values, dtype=np.float32).reshape(-1, n_dims)
