"""Tells what a segment speaks of: from its question, its heading, or its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect_names import ASPECT_NAMES, ASPECTS, aspect_name
from evalmine.coding.codebook import parse_codebook
from evalmine.corpus.text import fold
from evalmine.errors import ConfigError

if TYPE_CHECKING:
    from evalmine.coding.codebook import Codebook
    from evalmine.corpus.model import Segment
    from evalmine.embeddings import EmbeddingCache, Encoder

__all__ = [
    "ASPECTS",
    "ASPECT_NAMES",
    "aspect_name",
    "aspect_of_heading",
    "aspect_of_question",
    "predict_aspects",
]

_NEAR = 0.1  # score of the zero-shot coder below which nothing is near
_DESCRIPTORS = Path(__file__).with_name("aspects.yaml")
_NUMBERING = re.compile(r"^[\d.\s)]+")

# Danish, English, Norwegian, Swedish.  Stems; the first match in the question decides, and of two
# that begin at the same place the longer one.
_RULES: Final = {
    "barrier": r"""
        udfordr | utfordr | utmaning | challeng | barrier | hindring | hinder | forhindr | obstacle
        | st[åa]et\s+i\s+vejen | stod\s+i\s+vejen | stått\s+i\s+veien | stått\s+i\s+vägen
        | in\s+the\s+way | vanskelig | svårig | svårt | svært | difficult | hæmme | bremse | problem
        | snubletråd | faldgrub | fallgrop | fallgruve | pitfall | modstand | motstand | motstånd
        | (?:virke\w*|fung\w+|lyk\w+|gik|gått|gick|gikk)\s+(?:\w+\s+)?(?:ikke|inte|mindre|dårlig\w*)
        | ikke\s+(?:\w+\s+)?(?:virke|lykke|fung|gik|som\s+planlagt) | (?:did|has|have)\s+not\s+work
        | (?:didn't|hasn't)\s+work | work\w*\s+less | went\s+wrong | gik\s+galt
    """,
    "learning": r"""
        læring | lærings | lærdom | lärdom | har\s+(?:i|du|de|dere|ni|man|vi)\s+lært | lært | lärt
        | lessons? | learn | erfaret | erfaringer\s+(?:har|vil) | klogere
        | (?:ville|vil|skulle|bør|would)\s+(?:\w+\s+){0,4}?(?:ande?rledes|annerledes|annorlunda)
        | would\s+(?:\w+\s+){0,4}?differently
        | gør\w*\s+(?:\w+\s+)?anderledes\s+(?:en|næste) | next\s+time | næste\s+gang | neste\s+gang
        | anbefal | rekommend | recommend | (?:gode|bedste|vigtigste)\s+råd | advice
        | overrask | surpris | indsigt
    """,
    "mechanism": r"""
        virkemid | virkede | virket | virker\s+(?:bedst|godt) | virkad | fungere?de | fungert
        | fungerte | fungerat | fungerade | fungerer | funket | work(?:ed|s|ing)?\s+(?:best|well)
        | what\s+work | hvad\s+virker | mekanism | mechanism | succesfaktor | suksessfaktor
        | framgångsfaktor | success\s+factor | afgørende | avgjørende | avgörande | lykke(?:de)?s
        | lyckad | lyckats | drivkr | driver | hjulpet\b | hjalp\b | what\s+helped | fremme(?:t|nde)
        | gjorde\s+(?:den|en)\s+(?:\w+\s+)?forskel | made\s+the\s+difference | greb | styrker\b
        | best\s+practice | nøglen
    """,
    "precondition": r"""
        forudsætning | forutsetning | förutsättning | precondition | prerequisite | betingelse
        | vilkår | villkor | hvad\s+skal\s+der\s+til | skal\s+der\s+til | hva\s+skal\s+til
        | kræve[rs]?\b | kreves?\b | krävs | what\s+does\s+it\s+take | required? | conditions?
    """,
    "spread": r"""
        spred | spread | spridning | spridit | dissemin | udbred | utbred | forank | förank | anchor
        | embed | fasthold | videref | vidareför | fortsæt | fortsett | fortsätt | continu | sustain
        | bæredygtig | holdbarhed | formidl | fremtid | framtid | future | efter\s+projekt
        | etter\s+prosjekt | efter\s+projektet | after\s+the\s+project | udrul
        | skaler | scal(?:e|ing)
        | (?:del|dele|delt|delat)\s+(?:\w+\s+)?(?:erfaring|viden|kunskap|kunnskap) | partnerskab
        | netværk | shar(?:e|ed|ing)
    """,
    "change": r"""
        forandr | forandring | förändr | endring | ændr | ändr | change | udbytte | utbytte | effekt
        | effect | resultat | result | virkning | outcome | impact | betydning | betydelse
        | betydd | forskel | forskjell | skillnad | difference | forbedr | förbättr | improv
        | blevet\s+(?:bedre|anderledes) | opnå | oppnå | uppnå | achiev | gevinst | værdi
    """,
    "context": r"""
        baggrund | bakgrunn | bakgrund | background | formål | syfte | purpose | aim | indledning
        | innledning | inledning | introduction | målgrupp | audience | aktivitet | activit | metod
        | method | datagrundlag | om\s+projekt | about\s+the\s+project | beskriv | describe
        | organisering | kontekst | context | tidsplan | budget | hvem\s+er | who\s+are
    """,
}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        aspect: re.compile(rf"\b(?:{rule})", re.VERBOSE | re.IGNORECASE)
        for aspect, rule in _RULES.items()
    }


def aspect_of_question(question: str) -> str:
    """Return the aspect that a question asks for, "" when its words do not tell.

    Danish, English, Norwegian and Swedish.  Where a question asks for two things, the one it
    names first counts; background only where it names nothing else.

    Examples
    --------
    >>> aspect_of_question("Hvad har stået i vejen?")
    'barrier'
    >>> aspect_of_question("Hvilke forandringer har I set, og hvad virkede bedst?")
    'change'
    >>> aspect_of_question("Andet?")
    ''
    """
    text = fold(question)
    found: list[tuple[int, int, str]] = []
    for aspect, pattern in _patterns().items():
        match = pattern.search(text)
        if match:
            found.append((match.start(), -len(match[0]), aspect))
    telling = [f for f in found if f[2] != "context"] or found
    return min(telling)[2] if telling else ""


def aspect_of_heading(heading: str) -> str:
    """Return the aspect that a report's heading announces, "" when it does not tell.

    Examples
    --------
    >>> aspect_of_heading("4.2 Udfordringer undervejs"), aspect_of_heading("Resumé")
    ('barrier', '')
    """
    return aspect_of_question(_NUMBERING.sub("", heading))


def predict_aspects(
    segments: Sequence[Segment | str],
    embeddings: npt.ArrayLike | None,
    encoder: Encoder,
    *,
    headings: Sequence[str] | None = None,
    cache: EmbeddingCache | None = None,
) -> list[str]:
    """Return what each segment speaks of; every answer is one of `ASPECTS`.

    The question tells, else the heading, else the nearest of the sentences in ``aspects.yaml``
    (same method as `ZeroShotCoder`, so an answer does not depend on the other segments);
    "context" where none is near.

    Parameters
    ----------
    segments : sequence of Segment or str
        Plain texts have neither question nor heading.
    embeddings : array of shape (n_segments, n_dims), optional
        Ready-made vectors of `encoder`; computed where they are missing.
    encoder : Encoder
        See `load_encoder`.
    headings : sequence of str, optional
        Used instead of the segments' own.
    cache : EmbeddingCache, optional
        For the vectors of the descriptors and, where needed, of the segments.
    """
    from evalmine.coding.zero_shot import ZeroShotCoder
    from evalmine.embeddings import embed

    if not segments:
        return []
    told = [_told(s) for s in segments]
    if headings is not None:
        told = [aspect_of_heading(h) for h in headings]
        if len(told) != len(segments):
            raise ValueError(f"{len(told)} headings for {len(segments)} segments: give one each")
    if all(told):
        return told
    unknown = [i for i, aspect in enumerate(told) if not aspect]
    texts = [s if isinstance(s, str) else s.text for s in (segments[i] for i in unknown)]
    if embeddings is None:
        vectors: npt.NDArray[np.floating] = embed(texts, encoder, cache=cache)
    elif len(given := np.asarray(embeddings)) != len(segments):
        raise ConfigError(f"{len(segments)} texts but {len(given)} vectors: give one each")
    else:
        vectors = given[unknown]
    coder = ZeroShotCoder(_descriptors(), encoder, thresholds=_NEAR, cache=cache)
    scores = coder.score(texts, embeddings=vectors)
    for i, row in zip(unknown, scores, strict=True):
        told[i] = coder.code_ids[int(row.argmax())] if row.max() >= _NEAR else "context"
    return told


def _told(segment: Segment | str) -> str:
    if isinstance(segment, str):
        return ""
    return aspect_of_question(segment.question) or aspect_of_heading(segment.heading)


@lru_cache(maxsize=1)
def _descriptors() -> Codebook:
    return parse_codebook(_DESCRIPTORS.read_text(encoding="utf-8"), source=_DESCRIPTORS.name)
