"""Where a sentence ends: rules for stops in Danish, Norwegian, Swedish and English.

A stop is a candidate where white space, the end or (with no blank between) a capital follows it and
its closing quotes, brackets and emoji.  Most candidates are decided by the word before the stop
and the case of the letter after it:

* ``!`` and ``?`` end a sentence unless lower case goes on after a quote or with a verb of saying;
* ``...`` and ``…`` end one unless lower case follows;
* a full stop after an abbreviation, initial or ordinal ends one only where what follows shows it;
* after any other word it ends one; before lower case only if the text is written sloppily, the
  word is too long for an abbreviation, or the next word is one that opens sentences.

A stop inside a parenthesis, or inside a short quote in the middle of a sentence, ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from evalmine.corpus.abbreviations import (
    AMBIGUOUS,
    CLOSING,
    FILE_ENDINGS,
    JOINING,
    LEADING,
    OPENINGS,
    ORDINAL_NOUNS,
    ORDINARY,
    SPEECH,
)
from evalmine.corpus.lines import chunks

MAX_LENGTH = 1000  # code points; a longer sentence is cut at a clause border, if it has one
WHOLE_BULLET = 160  # code points; a bullet up to this length is one segment
_MIN_CLAUSE = 200

Span = tuple[int, int]

_UPPER = "A-ZÆØÅÄÖÉ"
_CLOSERS = "\"'”“’»«›‹)\\]}*_"
_EMOJI = (
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2764\u203c\u2049]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*|[:;=8]['’]?-?[)(DPp/|*3](?!\\w))"
)
_STOP = re.compile(
    rf"""(?P<run>[.!?…]+)
    (?P<tail>(?:\[\d{{1,3}}\]|(?<=[^\W\d_]{{3}}\.)\d{{1,2}})?    # a footnote's number
      [{_CLOSERS}]*(?:[^\S\n][»«”"](?=\s|$))?(?:\s?{_EMOJI})*[{_CLOSERS}]*)
    (?P<gap>\s+|$|(?<=[^\w\s.!?…{_CLOSERS}])(?=[{_UPPER}]))""",
    re.VERBOSE,
)
_GLUED = re.compile(rf"(?<=[a-zæøåäöé][a-zæøåäöé])[.!?](?=(?:[{_UPPER}][a-zæøåäöé]+|I)\b)")
_BARE_EMOJI = re.compile(rf"(?<=\w)\s?{_EMOJI}(?:\s?{_EMOJI})*\s+(?=[{_UPPER}])")
_PARENTHESIS = re.compile(r"\([^()]{1,300}\)")
_SHORT_QUOTE = re.compile(
    r"(?<=[\wæøå] )(?:»[^»«\n]{1,120}«|«[^»«\n]{1,120}»|“[^“”\n]{1,120}”|”[^”\n]{1,120}”"
    r'|"[^"\n]{1,120}")(?=,? [a-zæøåäö])'
)
_OPENERS = "\"'“”„»«‹›([{*_"
_NEXT = re.compile(rf"\s*(?P<open>[{re.escape(_OPENERS)}–—-]*)\s*(?P<word>[^\W_][\w.]*)?")
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.-?)*[{_UPPER}]")
_AMOUNTS = frozenset({"kr", "kr.", "mio.", "mia.", "mill.", "mrd."})  # "3 mio. Kr."
_WORDY = re.compile(r"\w")
_VOWEL = re.compile("[aeiouyæøåäöé]")
# »Vi er et hold.« (leder, plejehjem) - the sentence after it starts without a stop before it.
_ATTRIBUTION = re.compile(rf"(?<=[»«\"”“]) \([^()]{{1,80}}\)\s+(?=[{_UPPER}»«\"”“])")
_QUOTES = frozenset("\"'”“’»«›‹")


@dataclass(frozen=True)
class _Context:
    """What is known about one candidate."""

    run: str
    tail: str
    word: str  # before the stop, as written
    previous: str  # the word before that
    first: bool  # nothing but the word stands before the stop
    after: str  # the next word, as written; empty if none follows
    opener: str  # quotes, brackets and dashes before it
    kept: bool  # spaCy's tokenizer knows the word with its stop
    sloppy: bool  # the text starts in lower case

    @property
    def lower(self) -> bool:
        return self.after[:1].islower()

    @property
    def opens(self) -> bool:
        return self.after.casefold().rstrip(".") in OPENINGS


def sentence_spans(text: str, kept: Set[int] = frozenset(), *, bullet: bool = False) -> list[Span]:
    """Return the half-open spans of the sentences, trimmed of white space, bullet marks left out.

    Parameters
    ----------
    text : str
        Normalized text of one block: an answer, a paragraph, a bullet.
    kept : set of int
        Offsets just after stops that a tokenizer keeps with their word ("bl.a."); they add to the
        abbreviations known here.
    bullet : bool
        The whole text is one bullet whose mark a reader took away.

    Notes
    -----
    Everything but white space and bullet marks lies in exactly one span.

    Examples
    --------
    >>> text = "Vi brugte ca. 3,5 mio. kr. Det gik godt!"
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Vi brugte ca. 3,5 mio. kr.', 'Det gik godt!']
    """
    spans: list[Span] = []
    sloppy = next((c.islower() for c in text if c.isalpha()), False)
    for chunk in chunks(text):
        whole = _trim(text, chunk.start, chunk.end)
        listed = bullet or chunk.bullet
        if listed and whole[1] - whole[0] <= WHOLE_BULLET:
            spans.append(whole)
            continue
        found = _in_chunk(text, *whole, kept, sloppy=sloppy)
        for span in _with_label(text, found) if listed else found:
            spans += _cut_long(text, *span)
    return spans


def _in_chunk(text: str, start: int, end: int, kept: Set[int], *, sloppy: bool) -> list[Span]:
    """Return the sentences between two hard borders."""
    found = {*_stops(text, start, end, kept, sloppy), *_unstopped(text, start, end)}
    borders, word = [start], _next_word(text, start, end)
    for stop, begin in sorted(found):
        if begin < end and word < stop:
            borders.append(begin)
            word = _next_word(text, begin, end)
    if len(borders) > 1 and word == end:
        borders.pop()
    return [_trim(text, a, b) for a, b in pairwise([*borders, end])]


def _next_word(text: str, start: int, end: int) -> int:
    """Return where the first letter or figure from `start` on stands, or `end`."""
    match = _WORDY.search(text, start, end)
    return match.start() if match else end


def _stops(text: str, start: int, end: int, kept: Set[int], sloppy: bool) -> Iterator[Span]:
    """Yield (end of one sentence, start of the next) for every stop that ends a sentence."""
    sheltered = _sheltered(text, start, end)
    for match in _STOP.finditer(text, start, end):
        at = match.start()
        if any(a <= at < b for a, b in sheltered):
            continue
        if _ends(_context(text, start, match, kept, sloppy)):
            yield match.end("tail"), match.end()
    for match in _GLUED.finditer(text, start, end):
        if not any(a <= match.start() < b for a, b in sheltered) and _is_glued(text, match):
            yield match.end(), match.end()


def _unstopped(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield borders without a stop: after an emoji ("Tak 😊 Vi ses") or a quote's attribution."""
    for match in _BARE_EMOJI.finditer(text, start, end):
        word = _NEXT.match(text, match.end(), end)
        if word and (word["word"] or "").casefold() in OPENINGS:
            yield match.end(), match.end()
    for match in _ATTRIBUTION.finditer(text, start, end):
        if text[match.start() - 2] in ".!?…":
            yield match.end(), match.end()


def _sheltered(text: str, start: int, end: int) -> list[Span]:
    """Return the parentheses and short quotes in mid-sentence; stops inside them end nothing."""
    found = [m.span() for m in _SHORT_QUOTE.finditer(text, start, end)]
    for match in _PARENTHESIS.finditer(text, start, end):
        before = text[start : match.start()].rstrip()
        if not before or before[-1] in ".!?:…":
            continue
        word = _NEXT.match(text, match.end(), end)
        closed = text[match.end() - 2] in ".!?…" and word and not _is_mere_sign(match[0])
        opens = closed and word and (word["word"] or "x")[0].isupper()
        a, b = match.span()
        found.append((a, b - 2) if opens else (a, b))
    return found


def _is_mere_sign(parenthesis: str) -> bool:
    return not re.search(r"\w", parenthesis)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Return whether a blank is missing between two sentences, and it is no address or file."""
    left = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    tail = re.compile(r"\S*").match(text, left)
    chunk = tail[0] if tail else ""
    if re.search(r"@|//|www\.|\\", chunk) or chunk.count("/") > 1:
        return False
    before = text[left : match.start()].casefold()
    after = re.compile(r"\w+").match(text, match.end())
    if after and after[0].casefold() in FILE_ENDINGS:
        return False
    return before not in LEADING and "." not in before


def _context(text: str, start: int, match: re.Match[str], kept: Set[int], sloppy: bool) -> _Context:
    at = match.start()
    words = text[max(start, at - 60) : at].split()
    glued = bool(words) and not text[at - 1].isspace()
    word = words.pop().lstrip(_OPENERS + "-–") if glued else ""
    following = _NEXT.match(text, match.end())
    return _Context(
        run=match["run"],
        tail=match["tail"],
        word=word,
        previous=words[-1] if words else "",
        first=not words,
        after=(following["word"] or "") if following else "",
        opener=following["open"] if following else "",
        kept=at + 1 in kept,
        sloppy=sloppy,
    )


def _ends(c: _Context) -> bool:
    """Return whether a candidate ends its sentence."""
    quoted = not _QUOTES.isdisjoint(c.tail)
    if quoted and (c.lower or c.opener[:1] in ("(", "-", "–", "—")):
        return False  # the attribution stays with the quote
    if "!" in c.run or "?" in c.run:
        return not (c.lower and (")" in c.tail or c.after in SPEECH or c.after in JOINING))
    if len(c.run) > 1 or c.run == "…":
        return not c.lower
    if c.tail.strip():
        return not c.lower and not (c.tail[0] == ")" and _is_abbreviation(c))
    return _full_stop_ends(c)


def _full_stop_ends(c: _Context) -> bool:
    """Return whether a single full stop, without quote or bracket, ends its sentence."""
    if not c.word:
        return not c.lower
    if _NUMBER.fullmatch(c.word):
        return _number_ends(c)
    if _INITIALS.fullmatch(c.word):
        named = _INITIALS.fullmatch(c.after.rstrip(".")) and c.after.endswith(".")
        return not named and (c.opens or (c.word == "I" and not c.lower))
    if _is_abbreviation(c):
        return _abbreviation_ends(c)
    return not c.lower or _lower_opens(c)


def _number_ends(c: _Context) -> bool:
    """Return whether the stop after a figure ends the sentence, or makes it an ordinal."""
    noun = re.split(r"[.-]", c.after.casefold(), maxsplit=1)[0]
    if c.first or noun in ORDINAL_NOUNS:
        return False
    small = len(c.word) <= 2
    if c.lower:
        return not small and c.opens
    if small and c.previous.casefold().rstrip(".") in ("d", "den", "dem", "the"):
        return c.opens
    return not (small and c.after[:1].isdigit())


def _is_abbreviation(c: _Context) -> bool:
    """Return whether the word before the stop is an abbreviation."""
    word = re.split(r"[/-]", c.word.casefold().rstrip(")"))[-1]
    if word in AMBIGUOUS:
        return c.after[:1].isdigit() or c.previous[-1:].isdigit()
    if word in LEADING or word in CLOSING or "." in word:
        return True
    if c.kept and word not in ORDINARY and not word.isdigit():
        return True
    return len(word) < 5 and word.isalpha() and c.word.islower() and not _VOWEL.search(word)


def _abbreviation_ends(c: _Context) -> bool:
    word = re.split(r"[/-]", c.word.casefold())[-1]
    if word in LEADING:
        return False
    if word.rsplit(".", 1)[-1] in FILE_ENDINGS and c.lower:
        return c.opens
    if c.after[:1].isdigit() or c.after.casefold() in _AMOUNTS:
        return False
    return not c.lower


def _lower_opens(c: _Context) -> bool:
    """Return whether a sentence starts in lower case after an ordinary word and its stop."""
    return c.sloppy or c.opens or len(c.word) > 6 or not c.word[-1].isalpha()


def _with_label(text: str, spans: list[Span]) -> list[Span]:
    """Return a bullet's sentences with a lead-in of up to three words put to the next one."""
    if len(spans) > 1 and len(text[slice(*spans[0])].split()) <= 3:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans


_CLAUSE_BORDERS = (
    re.compile(r"(?<=[;\n])\s*(?=\S)"),
    re.compile(r"(?<=,)\s+(?=(?:og|men|så|and|but|och|fordi|because)\b)"),
    re.compile(r"(?<=[,:])\s+(?=\S)|(?<=\s)(?=[–—]\s)"),
    re.compile(r"(?<=\s)(?=(?:og|men|eller|samt|fordi|and|but|or|och)\s)"),
)


def _cut_long(text: str, start: int, end: int) -> list[Span]:
    """Return the span, cut at clause borders where it is longer than `MAX_LENGTH`.

    The pieces are as even as the borders allow; semicolons go before commas with a conjunction,
    these before other commas, these before bare conjunctions.  Without any border it stays whole.
    """
    spans = []
    while end - start > MAX_LENGTH:
        at = _clause_border(text, start, end)
        if at is None:
            break
        spans.append(_trim(text, start, at))
        start = at
    return [*spans, _trim(text, start, end)]


def _clause_border(text: str, start: int, end: int) -> int | None:
    length = end - start
    aim = start + length // -(-length // MAX_LENGTH)
    far: list[int] = []
    for border in _CLAUSE_BORDERS:
        found = [m.end() for m in border.finditer(text, start + 1, end)]
        near = [at for at in found if start + _MIN_CLAUSE <= at <= start + MAX_LENGTH]
        near = [at for at in near if at < end - 1]
        if near:
            return min(near, key=lambda at: (abs(at - aim), at))
        far += [at for at in found if start < at < end - 1]
    return min(far, key=lambda at: (abs(at - aim), at), default=None)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
