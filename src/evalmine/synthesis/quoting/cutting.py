"""Where a quote begins and ends: the sentence, with the one before it, or cut at a clause.

A cut never hides a negation or a reservation: what is taken away says nothing against, holds no
condition, doubt or wish, and governs nothing that stays.  Nothing inside a quote is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from evalmine.coding.aspect.polarity import polarity
from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.text import fold
from evalmine.synthesis.quoting.pointers import pointers
from evalmine.synthesis.quoting.self_contained import (
    MAX_WORDS,
    MIN_WORDS,
    has_balanced_marks,
    is_part,
    is_whole,
)
from evalmine.synthesis.quoting.word_sets import word_set

LONG = 35  # words; a longer sentence is cut where it can be
_MIN_CUT_WORDS: Final = 8
_CONTENT_SHARE: Final = 0.5  # of the segment's content words that a cut keeps

RESERVATIONS: Final = word_set("""
    ikke ej aldrig ingen intet inget inga ingenting ingensinde næppe sjældent hverken heller
    uden kun blot bare alene men dog imidlertid alligevel selvom selv skønt omend uanset trods
    undtagen undtagelse medmindre hvis såfremt forudsat bortset teorien papiret måske muligvis
    formentlig vistnok angiveligt tilsyneladende desværre beklageligvis ellers derimod omvendt
    gengæld mens hvorimod næsten delvis delvist nogle enkelte visse endnu mangler manglede
    mangel ville skulle burde kunne bør skal måtte håber håbede håb tror troede tvivl tvivler
    frygter frygtede ønsker ønskede forventer forventede forventning planen hensigten formålet
    målet synes mener mente påstår hævder hævdede siger sagde oplever oplevede vurderer
    vurderede om når før først indtil svært vanskeligt problem problemer modstand kritik
    skeptisk skepsis risiko mindre færre ikkje aldri intet noe ingenting neppe sjelden verken
    heller uten bare alene likevel selv kanskje dessverre ellers derimot mens nesten delvis
    noen vil skulle burde kunne håpet inte aldrig knappast sällan varken heller utan endast
    ändå fastän om kanske tyvärr annars däremot medan nästan några bör ska hoppas hoppades
    trodde not no never none nothing nobody neither nor hardly rarely seldom without only just
    but however yet still although though despite except unless if provided theory paper
    perhaps maybe possibly apparently unfortunately sadly otherwise whereas while almost
    partly some few would should could might may must hope hoped believe believed doubt fear
    feared wish wished expect expected plan intended claim claimed said says think thought
    until before when difficult problem problems less cannot lack lacked
    """)
"""Words that a cut never takes away: negations, limits, conditions, doubt, wishes, who says so."""

# Between main clauses; "og at", "og som" and the like go on with what governs them.
_BORDER: Final = re.compile(
    r",\s+(?P<and>og|and|och|samt)\s+(?!(?:at|att|å|that|som|der|hvor|hvis|når|da|fordi|ikke|hvad|"
    r"hvordan|hvem|which|who|where|when|to|hvilket)\b)"
    r"|;\s+|\s+[–—]\s+|,\s+(?P<which>hvilket|så|so|vilket)\s+"
)
_SEGMENT_SHARE: Final = 0.28  # of the words of a sentence and the one before it
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_SMALL: Final = 3
# A clause that can stand first begins with its subject, or with an adverbial and its verb.
_SUBJECT: Final = re.compile(
    r"(?:vi|jeg|man|alle|lederne?|we|i|people|medarbejderne|kollegerne|nye|hver|\w+(?:erne|ene|en|et)"
    r"|i\s+dag|nu|today|der)\s+\w+"
)


@dataclass(frozen=True, order=True)
class Span:
    """Where a quote lies in its document, and whether words of the sentence are left out."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True)
class Place:
    """A segment in its document: what the choice of a span needs to know of it.

    `before` is where the sentence before it in the same paragraph begins, or None; `closes` tells
    that nothing follows in its paragraph.
    """

    text: str  # of the document
    start: int
    end: int
    language: str
    before: int | None = None
    closes: bool = False

    @property
    def segment(self) -> str:
        """The segment's text."""
        return self.text[self.start : self.end]


def best_span(place: Place) -> tuple[Span, bool]:
    """Return the shortest span with the segment's content that stands alone, and whether it does.

    The segment itself where it stands alone and is of printable length; else it with the sentence
    before, or a part of it; else the segment as it is.
    """
    whole = Span(place.start, place.end)
    n_words = len(place.segment.split())
    alone = stands(place, whole)
    if alone and n_words <= LONG:
        return whole, True
    found = [s for s in candidates(place) if stands(place, s)]
    if alone:
        found.append(whole)
    if not found:
        return whole, False
    return min(found, key=lambda s: (s.end - s.start, s)), True


def candidates(place: Place) -> Iterator[Span]:
    """Yield the spans, other than the segment itself, that may be printed in its stead."""
    n_words = len(place.segment.split())
    if n_words > LONG:
        yield from clause_cuts(place)
    elif pointers(place.segment, place.language) and n_words >= _MIN_CUT_WORDS:
        yield from (s for s in clause_cuts(place) if s.cut_before)
    if place.before is not None and _carries(n_words, place):
        yield Span(place.before, place.end)


def _carries(n_words: int, place: Place) -> bool:
    """Return whether the segment is enough of the two sentences to be what they say."""
    both = len(place.text[place.before : place.end].split())
    return n_words >= MIN_WORDS and n_words >= _SEGMENT_SHARE * both


def stands(place: Place, span: Span) -> bool:
    """Return whether a span can be printed alone: length, wholeness, nothing pointing outside."""
    text = place.text[span.start : span.end]
    if not MIN_WORDS <= len(text.split()) <= MAX_WORDS or MASK_TAG.search(text):
        return False
    shown = text[:1].upper() + text[1:] if span.cut_before else text
    shown = shown + "." if span.cut_after or _ends_bare(place, span) else shown
    return is_whole(shown) and not pointers(shown, place.language)


def _ends_bare(place: Place, span: Span) -> bool:
    """Return whether an answer simply ends without a stop, as answers in a form do."""
    text = place.text[span.start : span.end]
    last = _WORD.findall(text)[-1:]
    return (
        place.closes
        and span.end == place.end
        and not re.search(r"[.!?…:;,–—-][»«\"”“’')\s]*$", text)
        and bool(last)
        and fold(last[0]) not in _UNFINISHED
    )


_UNFINISHED: Final = word_set("""
    og i at er en et den det de til på for af med som der vi jeg man har var om fra kan så men
    ved når hvis da hos kun alle the a of to in and or that with for when if och av att
    """)


def clause_cuts(place: Place) -> Iterator[Span]:
    """Yield the spans that begin or end at a border between clauses and hide nothing."""
    sentence = place.segment
    for match in _BORDER.finditer(sentence):
        if _inside_marks(sentence, match.start()):
            continue
        cuts = []
        if match["which"] is None and (
            match["and"] is None or _SUBJECT.match(fold(sentence[match.end() :]))
        ):
            cuts.append(
                (
                    Span(place.start + match.end(), place.end, cut_before=True),
                    sentence[: match.end()],
                )
            )
        cuts.append(
            (
                Span(place.start, place.start + match.start(), cut_after=True),
                sentence[match.start() :],
            )
        )
        for span, removed in cuts:
            if keeps_the_meaning(
                sentence, place.text[span.start : span.end], removed, place.language
            ):
                yield span


def keeps_the_meaning(sentence: str, kept: str, removed: str, language: str) -> bool:
    """Return whether a cut takes away no reservation and turns nothing around.

    Examples
    --------
    >>> keeps_the_meaning("Vi mødtes, men kort.", "Vi mødtes", ", men kort.", "da")
    False
    """
    words = [fold(w) for w in _WORD.findall(removed)]
    return (
        len(kept.split()) >= _MIN_CUT_WORDS
        and not any(is_reservation(w) for w in words)
        and not re.search(r"[?\d]", removed)  # a figure taken away may be what is compared with
        and fold(_WORD.findall(kept)[-1]) not in _UNFINISHED
        and has_balanced_marks(kept)
        and not is_part(kept)
        and _content(kept) >= _CONTENT_SHARE * _content(sentence)
        and _polarity(kept, language) == _polarity(sentence, language)
        and _polarity(removed, language) >= 0
    )


def is_reservation(word: str) -> bool:
    """Return whether a folded word may not be cut away.

    Examples
    --------
    >>> is_reservation("ikke"), is_reservation("didn't"), is_reservation("møde")
    (True, True, False)
    """
    return word in RESERVATIONS or word.endswith(("n't", "n’t"))


def _inside_marks(sentence: str, place: int) -> bool:
    before = sentence[:place]
    return not has_balanced_marks(before)


def _content(text: str) -> int:
    """Return the letters of the words that carry content."""
    return sum(len(w) for w in _WORD.findall(text) if len(w) > _SMALL)


@lru_cache(maxsize=65536)
def _polarity(text: str, language: str) -> int:
    return int(polarity([text], [language])[0])
