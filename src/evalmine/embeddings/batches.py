"""Batches of fixed shapes: what makes a text's bits independent of the texts beside it.

A matrix product may add up in another order when its shape changes, so a text is always computed
in the same shape: its length is rounded up to a step, and a batch of that length always has the
same number of rows, filled up with empty texts.  Whether rows of one shape are independent of
their place is a property of the machine, and `sentence_transformer` checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, order=True)
class Shape:
    """Shape of a batch: tokens of a row, and rows."""

    n_tokens: int
    n_rows: int


@dataclass(frozen=True)
class Budget:
    """How batches are shaped on a kind of device.

    Parameters
    ----------
    step : int
        Lengths are rounded up to a multiple of it.
    n_tokens : int
        Tokens of a batch; a longer text is a batch of its own.
    n_texts : int
        Texts that are worth handing over at once.
    """

    step: int
    n_tokens: int
    n_texts: int

    def shape(self, length: int, limit: int) -> Shape:
        """Return the shape in which a text of that many tokens is computed, at most `limit`."""
        n_tokens = min(-(-max(length, 1) // self.step) * self.step, max(limit, length))
        return Shape(n_tokens, max(1, self.n_tokens // n_tokens))


def plan(shapes: Sequence[Shape]) -> list[tuple[Shape, list[int]]]:
    """Return batches of texts of one shape each, longest first, as positions in `shapes`."""
    members: dict[Shape, list[int]] = {}
    for i, shape in enumerate(shapes):
        members.setdefault(shape, []).append(i)
    return [
        (shape, members[shape][start : start + shape.n_rows])
        for shape in sorted(members, reverse=True)
        for start in range(0, len(members[shape]), shape.n_rows)
    ]


def cut_text(text: str, n_parts: int) -> list[str]:
    """Cut a text into parts of nearly equal length, after a space where there is one near.

    Examples
    --------
    >>> cut_text("one two three four", 2)
    ['one two ', 'three four']
    """
    edges = [0]
    for i in range(1, n_parts):
        goal = len(text) * i // n_parts
        space = text.rfind(" ", edges[-1], goal)
        near = space >= goal - len(text) // (2 * n_parts)
        edges.append(space + 1 if near and space >= 0 else goal)
    edges.append(len(text))
    return [text[start:stop] for start, stop in pairwise(edges)]


def cut_to_fit(text: str, n_parts: int, fits: Callable[[list[str]], bool]) -> list[str]:
    """Cut a text into parts of nearly equal length, `n_parts` or as many more as it takes.

    Parameters
    ----------
    text : str
        A text that is too long.
    n_parts : int
        How many parts should do.
    fits : callable
        Whether all of the parts are short enough.
    """
    n_parts = max(2, n_parts)
    parts = cut_text(text, n_parts)
    while not fits(parts) and n_parts < len(text):
        n_parts += 1
        parts = cut_text(text, n_parts)
    return parts
