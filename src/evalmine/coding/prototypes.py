"""One direction per code, from all that the codebook says about it.

Source of the method: nearest-centroid classification after centering (Rocchio 1971), each centroid
taken relative to the mean of all, so that what the codes of a codebook share tells nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Code
from evalmine.coding.similarity import Float64, cosines, displaced, on_grid

_EXCLUDE_MARGIN, _EXCLUDE_WEIGHT = 0.1, 0.3
_ROWS = 2048  # texts at a time, so that memory stays small


def lines_of(code: Code) -> list[list[str]]:
    """Return what speaks for a code, field by field: names, definitions, include rules, examples.

    All languages together; fields without text are left out, and no line comes twice in a field.
    """
    fields = [
        list(code.name.values()),
        list(code.definition.values()),
        _flat(code.include),
        _flat(code.examples),
    ]
    told = [[t for t in dict.fromkeys(field) if t.strip()] for field in fields]
    return [field for field in told if field]


def exclude_lines_of(code: Code) -> list[str]:
    """Return the rules that tell when the code does not apply, in all languages."""
    return [line for line in dict.fromkeys(_flat(code.exclude)) if line.strip()]


def blend(fields: Sequence[npt.NDArray[np.floating]]) -> Float64:
    """Return the mean of the fields' means, each counted by the square root of its lines.

    So ten examples weigh more than one definition, but not ten times as much.
    """
    weights = [float(np.sqrt(len(field))) for field in fields]
    total = sum(
        weight * field.astype(np.float64).mean(axis=0)
        for weight, field in zip(weights, fields, strict=True)
    )
    mean: Float64 = np.asarray(total) / sum(weights)
    return mean


def shared_part(points: Float64) -> Float64:
    """Return what points have in common: their mean, drawn towards zero as if one more were there.

    With a single code half of it stays, so that it keeps its direction.
    """
    part: Float64 = points.sum(axis=0) / (len(points) + 1)
    return part


def unit(rows: Float64) -> Float64:
    """Return rows of length one; a row of zeros stays as it is."""
    lengths = np.sqrt(np.square(rows).sum(axis=-1, keepdims=True))
    scaled: Float64 = rows / np.where(lengths > 1e-12, lengths, 1.0)
    return scaled


@dataclass(frozen=True)
class Prototypes:
    """Directions of codes in an encoder's space; all arrays are whole numbers of 2**-20.

    Parameters
    ----------
    center : ndarray of shape (n_dims,)
        Where neutral sentences lie; taken from every vector first.
    directions : ndarray of shape (n_codes, n_dims)
    excluded : ndarray of shape (n_rules, n_dims)
        One row per exclude rule.
    excluded_from : ndarray of int, shape (n_rules,)
        The code each rule belongs to, rising.
    """

    center: Float64
    directions: Float64
    excluded: Float64
    excluded_from: npt.NDArray[np.intp]

    def similarity(self, vectors: npt.ArrayLike) -> Float64:
        """Return the cosine of each vector to each code, shape (n, n_codes); exact, see `cosines`.

        A text that is nearer to an exclude rule than to the code itself, by more than 0.1, loses
        0.3 of what goes beyond.
        """
        rows = np.asarray(vectors)
        n_codes = len(self.directions)
        found = np.empty((len(rows), n_codes))
        both = np.vstack([self.directions, self.excluded])
        columns, firsts = np.unique(self.excluded_from, return_index=True)
        for start in range(0, len(rows), _ROWS):
            near = cosines(displaced(rows[start : start + _ROWS], self.center), both)
            own = near[:, :n_codes]
            if len(columns):
                rule = np.maximum.reduceat(near[:, n_codes:], firsts, axis=1)
                beyond = rule - own[:, columns] - _EXCLUDE_MARGIN
                own[:, columns] -= _EXCLUDE_WEIGHT * np.maximum(beyond, 0)
            found[start : start + _ROWS] = own
        return found


def fit_prototypes(
    codes: Sequence[Code],
    vector_of: Mapping[str, npt.NDArray[np.floating]],
    background: npt.NDArray[np.floating],
) -> Prototypes:
    """Return the directions of codes.

    Parameters
    ----------
    codes : sequence of Code
    vector_of : mapping of str to ndarray
        The vector of every line of every code.
    background : ndarray of shape (n_sentences, n_dims)
        Vectors of neutral sentences.
    """

    def at(lines: Sequence[str]) -> Float64:
        return np.stack([vector_of[line] for line in lines]).astype(np.float64)

    center = background.astype(np.float64).mean(axis=0)
    points = unit(np.stack([blend([at(f) for f in lines_of(c)]) - center for c in codes]))
    shared = shared_part(points)
    rules = [(i, line) for i, code in enumerate(codes) for line in exclude_lines_of(code)]
    excluded = np.zeros((0, len(center)))
    if rules:
        excluded = unit(unit(at([line for _, line in rules]) - center) - shared)
    return Prototypes(
        on_grid(center),
        on_grid(unit(points - shared)),
        on_grid(excluded),
        np.array([i for i, _ in rules], dtype=np.intp),
    )


def _flat(lines: Mapping[str, Sequence[str]]) -> list[str]:
    return [line for texts in lines.values() for line in texts]
