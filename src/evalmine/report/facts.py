"""Facts of a run in words: a sentence of the word list with its numbers and lists filled in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from evalmine.report.formats import counted, joined, number, percent
from evalmine.report.sections import ordered_kinds
from evalmine.report.words import Words

_COUNTED: Final = {
    "projects": "plural.project",
    "pools": "plural.pool",
    "quotes": "plural.quote",
    "segments": "plural.segment",
    "learnings": "plural.learning",
    "questions": "plural.open_question",
}
_NUMBERS: Final = frozenset({"n", "total", "low", "high", "base", "run", "orders"})


def told_fact(key: str, values: Iterable[tuple[str, str]], words: Words) -> str:
    """Return a sentence with the facts of a run filled in.

    Parameters
    ----------
    key : str
        Of the words.
    values : iterable of (name, value)
        As `evalmine.synthesis.run_facts` gives them: "name:member" is one of several, and is told
        as a list; counts get their noun, shares are percentages.

    Examples
    --------
    >>> from evalmine.report.words import load_words
    >>> values = [("projects", "97"), ("documents:self_evaluation", "97")]
    >>> told_fact("answer.sample", values, load_words("da"))
    '97 projekter indgår med 97 selvevalueringer.'
    """
    single: dict[str, str] = {}
    several: dict[str, dict[str, str]] = {}
    for name, value in values:
        group, is_one_of_several, member = name.partition(":")
        if is_one_of_several:
            several.setdefault(group, {})[member] = value
        else:
            single[name] = _told(name, value, words)
    lists = {name: _listed(name, members, words) for name, members in several.items()}
    return words.text(key, **single, **lists)


def _told(name: str, value: str, words: Words) -> str:
    if name in _COUNTED:
        return counted(float(value), _COUNTED[name], words.language)
    if name in _NUMBERS:
        return told_number(float(value), words)
    if name == "share":
        return percent(float(value), words.language)
    return words[f"unit.{value}"] if name == "unit" else value


def told_number(value: float, words: Words) -> str:
    """Return a number, or the words for one that lies beyond what was read."""
    return words["appendix.guest_beyond"] if math.isinf(value) else number(value, words.language)


def _listed(name: str, members: Mapping[str, str], words: Words) -> str:
    told = _LISTS[name](members, words) if name in _LISTS else list(members.values())
    return joined(told, words.language)


def _documents(members: Mapping[str, str], words: Words) -> list[str]:
    return [
        counted(n, f"kind.{kind}", words.language) if f"kind.{kind}.one" in words else f"{n} {kind}"
        for kind, n in ordered_kinds({kind: int(n) for kind, n in members.items()})
    ]


def _languages(members: Mapping[str, str], words: Words) -> list[str]:
    order = sorted(members, key=lambda code: (-int(members[code]), code))
    told = [words.label("language_name", code) for code in order]
    # Danish writes the names of languages small; in a table they begin a cell.
    return [name.lower() if words.language == "da" else name for name in told]


def _attributes(members: Mapping[str, str], words: Words) -> list[str]:
    return [words.label("attribute", role).lower() for role in members.values()]


def _quoted(members: Mapping[str, str], words: Words) -> list[str]:
    first, last = ("»", "«") if words.language == "da" else ("“", "”")
    return [f"{first}{question}{last}" for question in members.values()]


_LISTS: Final[Mapping[str, Callable[[Mapping[str, str], Words], list[str]]]] = {
    "documents": _documents,
    "languages": _languages,
    "attributes": _attributes,
    "quoted": _quoted,
}
