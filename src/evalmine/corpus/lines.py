"""Where the lines of an answer part: bullets, blank lines, and newlines that end a sentence.

The rule for a single newline.  It parts two sentences

* always, if the next line starts with a bullet mark or is blank;
* if the line ends in ``!``, ``?``, ``:`` or ``…``, or in a full stop that is not that of an
  abbreviation or of an ordinal that goes on;
* never else inside a wrapped paragraph: three or more lines of which none had room for the first
  word of the next one;
* if the next line starts with a capital, a figure or a quote, unless the line ends in a comma or
  a word that cannot end a sentence (``og``, ``med``, ``the``);
* if the line is short (under 50 characters), and neither ends nor goes on with such a word, and
  the next line is not indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from evalmine.corpus.abbreviations import CLOSING, JOINING, LEADING, ORDINAL_NOUNS

SHORT_LINE = 50  # code points
_MIN_WRAP = 40  # a paragraph wrapped more narrowly than this is a list

_SIGNS = "•▪●◦‣■□○∙⁃➢➤►✓✔☑✅→\uf0b7\uf0a7"
_DASHES = "-–—*·+"
_MARK = re.compile(
    rf"""[^\S\n]*(?:
      (?:[{_SIGNS}]\ufe0f?)+[^\S\n]*                       # a sign that is always a mark
    | (?:[{_DASHES}]|->|=>)[^\S\n]+                        # a dash, star or arrow and a blank
    | [-–*](?=[^\W\d_])                                    # a dash without its blank
    | (?P<number>\d{{1,2}})(?:\.(?:[^\S\n]+|(?=[A-ZÆØÅÄÖ]))|\)[^\S\n]*)
    | \((?:\d{{1,2}}|[a-zæøå])\)[^\S\n]+
    | [a-zA-Z]\)[^\S\n]+
    | (?!d\.)[a-h]\.[^\S\n]+(?=[A-ZÆØÅÄÖ])
    | o\t[^\S\n]*                                          # the second level of Word's lists
    )(?=\S)""",
    re.VERBOSE,
)
_INLINE = re.compile(r"(?<=\s)[•▪●◦‣■][^\S\n]*(?=\S)")
_LOOSE_END = re.compile(r"[!?:…][\"'”’»«)\]]*$")
_STOP_END = re.compile(r"(\S+)\.[\"'”’»«)\]]*$")
_FRESH = re.compile(r"[\"'“„»«‹(\[]*[^\Wa-zæøåäöéüð_]")
_QUOTE_END = re.compile(r"[\"”»«“]\s*$")
_NUMBERED = re.compile(r"(?m)^[^\S\n]*\d{1,2}[.)][^\S\n]+(\w+)")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Chunk:
    """A stretch of text between hard borders: a bullet's text, or lines that read on."""

    start: int
    end: int
    bullet: bool = False


@dataclass(frozen=True)
class _Line:
    start: int  # after the bullet mark
    end: int
    indent: int
    bullet: bool
    text: str


def chunks(text: str) -> list[Chunk]:
    r"""Return the stretches of text that no sentence crosses, bullet marks left out.

    What lies between two chunks is white space or a bullet mark.

    Examples
    --------
    >>> [("- Ro\n- Mere tid")[c.start : c.end] for c in chunks("- Ro\n- Mere tid")]
    ['Ro', 'Mere tid']
    """
    lines = _lines(text)
    if not lines:
        return []
    wrapped = _wrapped(text, lines)
    found = [Chunk(lines[0].start, lines[0].end, lines[0].bullet)]
    for i, (line, after) in enumerate(pairwise(lines)):
        if _parts(text, line, after, wrapped=wrapped[i]):
            found.append(Chunk(after.start, after.end, after.bullet))
        else:
            found[-1] = Chunk(found[-1].start, after.end, found[-1].bullet)
    return found


def _lines(text: str) -> list[_Line]:
    """Return the lines that hold something, and the pieces of a line parted by bullet signs."""
    numbered = _n_numbered(text)
    lines: list[_Line] = []
    end = -1
    for line in text.split("\n"):
        start, end = end + 1, end + 1 + len(line)
        if not line.strip():
            continue
        mark = _mark(text, start, end, numbered)
        if mark and _is_attribution(text, lines, mark, end):
            mark = 0
        begin = mark or start
        borders = [(begin, begin)]
        if text.count("•", start, end) != 1 or mark:
            borders += [m.span() for m in _INLINE.finditer(text, begin, end)]
        for (_, left), (right, _) in pairwise([*borders, (end, end)]):
            body = text[left:right]
            if not body.strip():
                continue
            bullet = bool(mark) or left != begin
            indent = len(body) - len(body.lstrip())
            lines.append(_Line(left, right, indent, bullet, body.strip()))
    return lines


def _mark(text: str, start: int, end: int, numbered: int) -> int:
    """Return where the text after the bullet mark begins, or 0 where there is no mark."""
    at = 0
    match = _MARK.match(text, start, end)
    while match and _is_mark(text, match, numbered):
        at = match.end()
        match = _MARK.match(text, at, end)
    return at


def _is_mark(text: str, match: re.Match[str], numbered: int) -> bool:
    """Return whether a figure with a stop numbers a list item: "1. januar" does not."""
    if not match["number"]:
        return True
    word = _WORD.match(text, match.end())
    if word is None:
        return not text[match.end()].isdigit()
    if ")" in match[0] or numbered > 1:
        return True
    return word[0][0].isupper() and word[0].casefold() not in ORDINAL_NOUNS


def _n_numbered(text: str) -> int:
    """Return how many lines begin as numbered list items do."""
    return sum(w[1].casefold() not in ORDINAL_NOUNS for w in _NUMBERED.finditer(text))


def _is_attribution(text: str, lines: list[_Line], mark: int, end: int) -> bool:
    """Return whether a line is the "– leder, plejehjem" under a quote and no list item."""
    if (
        not lines
        or lines[-1].bullet
        or end - mark > 100
        or text.count("\n", lines[-1].end, mark) > 1
    ):
        return False
    return bool(_QUOTE_END.search(lines[-1].text)) and "\n" not in text[end:].strip("\n")


def _wrapped(text: str, lines: list[_Line]) -> list[bool]:
    """Return, for each line, whether it lies in a paragraph that somebody wrapped."""
    flags = [False] * len(lines)
    first = 0
    for i, line in enumerate(lines):
        last = i + 1 == len(lines)
        if last or lines[i + 1].bullet or text.count("\n", line.end, lines[i + 1].start) > 1:
            if i - first >= 2 and _is_wrapped(lines[first : i + 1]):
                flags[first : i + 1] = [True] * (i + 1 - first)
            first = i + 1
    return flags


def _is_wrapped(lines: list[_Line]) -> bool:
    width = max(len(line.text) for line in lines)
    if width < _MIN_WRAP:
        return False
    return all(
        len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width
        for line, after in pairwise(lines)
    )


def _parts(text: str, line: _Line, after: _Line, *, wrapped: bool) -> bool:
    """Return whether the newline between two lines ends a sentence (see the module's text)."""
    if after.bullet or text.count("\n", line.end, after.start) > 1:
        return True
    if stop := _STOP_END.search(line.text):
        return not wrapped and not _goes_on(stop[1], after.text)
    if _LOOSE_END.search(line.text):
        return not wrapped or line.text.endswith(":")
    if wrapped or line.text.endswith(",") or _last_word(line.text) in JOINING:
        return False
    if _is_dash(after.text) and _QUOTE_END.search(line.text):
        return False
    if _FRESH.match(after.text) or not (after.text[0].isalpha() or after.text[0] in "([-–"):
        return True
    return (
        len(line.text) < SHORT_LINE and not after.indent and _first_word(after.text) not in JOINING
    )


def _is_dash(text: str) -> bool:
    return text[0] in _DASHES


def _goes_on(word: str, after: str) -> bool:
    """Return whether the stop after a line's last word is not the end of a sentence."""
    word = word.strip("\"'“„»«‹([").casefold()
    if word in LEADING:
        return True
    return after[0].islower() and (word in CLOSING or word.isdigit())


def _last_word(line: str) -> str:
    return line.rsplit(None, 1)[-1].casefold()


def _first_word(line: str) -> str:
    return line.split(None, 1)[0].casefold()
