"""Neutral sentences that ship with evalmine: encoders are measured on them before any text."""

from __future__ import annotations

from functools import cache

from evalmine.resources import resource_path

# Short ones and longer ones; every line holds one meaning in Danish, Norwegian, Swedish, English.
_FILES = ("neutral-sentences.txt", "parallel-sentences.txt")


@cache
def parallel_sentences() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return the sentences per file and language, in the same order of meanings."""
    return tuple(tuple(zip(*_rows(name), strict=True)) for name in _FILES)


def neutral_sentences() -> tuple[str, ...]:
    """Return 300 everyday sentences: the same 75 in Danish, Norwegian, Swedish and English."""
    short = parallel_sentences()[0]
    return tuple(sentence for meaning in zip(*short, strict=True) for sentence in meaning)


def _rows(name: str) -> list[list[str]]:
    path = resource_path("models", "e5-small-nordic", name)
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        [sentence.strip() for sentence in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]
