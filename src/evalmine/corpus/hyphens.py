"""Lines of a paragraph become running text again: hyphens at line ends are taken out or kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SUSPENDED = frozenset(["og", "eller", "samt", "til", "såvel", "men", "and", "or", "och", "to"])
_LAST_PART = re.compile(r"[^\s\W]+(?:-[^\s\W]+)*-$")
_FIRST_PART = re.compile(r"\w+(?:-\w+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that stand whole inside a line, folded; they show which hyphens are real."""
    found: set[str] = set()
    for line in lines:
        words = _WORD.findall(line)
        if line.rstrip().endswith("-"):
            words = words[:-1]
        found.update(word.casefold() for word in words[1:])
    return frozenset(found)


def join_lines(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """Return the lines of one paragraph as running text.

    A hyphen at a line's end is taken out where it parts a word, and kept where it belongs to it:
    after capitals ("TR-repræsentant"), figures ("8-årige") or a single letter ("e-mail"), before
    a capital or a figure, before "og" and its kind ("aften- og nattevagter"), and where `known`
    holds the word with its hyphen but not without.

    Parameters
    ----------
    lines : sequence of str
        Lines of text, top to bottom.
    known : frozenset of str
        What `vocabulary` found in the whole document.

    Examples
    --------
    >>> join_lines(["vores TR-", "repræsentant og aften-", "og nattevag-", "ter"])
    'vores TR-repræsentant og aften- og nattevagter'
    """
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if not line:
            continue
        before = _LAST_PART.search(text)
        after = _FIRST_PART.match(line)
        if not text:
            text = line
        elif before is None or after is None or after[0].casefold() in _SUSPENDED:
            text = f"{text} {line}"
        elif _is_real(before[0], after[0], known):
            text += line
        else:
            text = text[:-1] + line
    return text


def _is_real(before: str, after: str, known: frozenset[str]) -> bool:
    """Return whether the hyphen between two halves of a word belongs to it."""
    last = before[:-1].rpartition("-")[2]
    if len(last) == 1 or last.isupper() or last[-1].isdigit() or not after[0].islower():
        return True
    joined, hyphened = (before[:-1] + after).casefold(), (before + after).casefold()
    return hyphened in known and joined not in known
