"""Lists of words as sets."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text that white space parts, as a set.

    Examples
    --------
    >>> sorted(word_set("ikke aldrig"))
    ['aldrig', 'ikke']
    """
    return frozenset(words.split())
