"""Answers that say nothing: "-", "Ingen bemærkninger", "Se vedhæftede rapport", "N/A", "👍".

An answer is looked at word by word.  A `_Kind` names the words it may consist of: one at least from
each required set, and fillers.  One word from outside, and the answer says something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from evalmine.corpus.text import fold

MAX_WORDS = 12  # a longer answer says something


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True)
class _Kind:
    required: tuple[frozenset[str], ...]
    filler: frozenset[str]

    def holds(self, words: frozenset[str]) -> bool:
        """Return whether the words are all of this kind, and what it requires is among them."""
        rest = words - self.filler
        for some in self.required:
            if words.isdisjoint(some):
                return False
            rest -= some
        return not rest


_NOT = _words("ikke ej inte ikkje not dont cant cannot")
_FILE = _words(
    """
    rapport rapporten slutrapport slutrapporten evaluering evalueringen evalueringsrapport bilag
    evalueringsrapporten bilaget bilagene dokument dokumentet notat notatet vedlegg vedlegget bilaga
    bilagan fil filen filer regnskab regnskabet projektbeskrivelse projektbeskrivelsen hjemmesiden
    hjemmeside link # utvärdering utvärderingen slutrapporten report document documents file annex
    appendix attachment evaluation website vedhæftet vedhæftede vedhæftning vedlagt vedlagte
    bifogad bifogat bifogade attached enclosed fremsendt fremsendte medsendte særskilt separat
    """
)
_PLACE = _words(
    """
    ovenfor ovenstående foregående forrige tidligere ovenover herover ovan ovanstående nedenfor
    nedenstående nedan nedenunder above below previous earlier over ovenpå # spørgsmål spørgsmålet
    spørsmål spørsmålet fråga frågan question punkt punktet pkt spm
    """
)
_POINTING = _words(
    """
    se ses jf jfr jævnfør henviser henvises henvisning fremgår beskrevet hänvisar see cf refer
    described stated samme samma same som as svar svaret det the answer answers like
    """
)
_LINKING = _words(
    """
    i in af av på til till to from fra från den det de der dette vi jeg venligst vennligst gerne
    please our the vores vår our eksterne ekstern external afsluttende final endelige hele og and
    også also er is are svar svaret answer answers this som as nævnt anført skrevet beskrevet under
    mentioned venligst at oven for
    """
)
_KINDS = (
    _Kind(  # no, nothing, no comments, nothing to add
        (_words("nej nei no nope none nothing ingen inga ingenting intet inget nil null blank"),),
        _words(
            """
            tak takk tack thanks thank you ikke noget noe något særligt spesielt särskilt special
            yderligere flere videre særlige andre ytterligare særskilte spesielle övriga mere mer
            further other additional more else particular specielt endnu nyt umiddelbart her here
            bemærkninger bemærkning kommentarer kommentar tilføjelser anmærkninger merknader svar
            synspunkter anmärkningar tillägg noter comment comments remarks answer
            notes at å att to tilføje bemærke berette tilføye bemerke tillägga rapportere
            add report say declare mention nævne til på dette det spørgsmålet the this
            relevante relevant aktuelt vi har jeg we have i
            """
        ),
    ),
    _Kind(  # not relevant, not answered, not yet, not anything
        (
            _NOT,
            _words(
                """
                relevant relevante relevants aktuelt aktuel aktuell aktuelle aktuellt besvaret
                besvart besvarat udfyldt utfylt oplyst applicable answered available tillämpligt
                noget noe något yderligere anvendeligt aktuelt apply afsluttet
                """
            ),
        ),
        _words(
            """
            er det vi jeg for os oss us vores projekt project our i dette denne her særligt at å att
            tilføje bemærke spørgsmålet spørgsmål is does this endnu så spesielt specielt to
            """
        ),
    ),
    _Kind(  # we don't know
        (_words("ved véd vet know aner svare svares sure say vurdere besvare besvares"), _NOT),
        _words(
            "vi jeg jag i we det endnu yet enda ennå ännu do på kan kunne answer to it this ikke"
        ),
    ),
    _Kind((_POINTING, _FILE), _LINKING),  # see the report
    _Kind((_POINTING, _PLACE), _LINKING),  # see above
    _Kind((_words("vedhæftet vedlagt attached bifogat"),), _FILE | _LINKING),
    _Kind((_words("ovenfor ovenstående above ovan ditto dito idem samme samma same"),), _LINKING),
    _Kind(
        (
            _words(
                "na ir irrelevant ubesvaret unknown ukendt ukjent okänt x xx xxx test tbd nan dk"
            ),
        ),
        frozenset(),
    ),
)
_PHRASES = frozenset({"ingen anelse", "ingen idé", "ingen ide", "ingen aning", "no idea"})
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[.!?;,:\n–—]+|\s-\s")
# "n/a", "i.r.", "don't" are one word each.
_INNER = re.compile(r"(?<=\b\w)[./](?=\w\b)\.?|(?<=n)['’](?=t\b)")


def is_non_answer(answer: str) -> bool:
    """Return whether a whole answer says nothing.

    Parameters
    ----------
    answer : str
        The complete answer to one question; never a single sentence of it.

    Notes
    -----
    An answer without any letter or figure (dashes, dots, emoji) says nothing, and an empty one
    neither.  One of several parts says nothing if each part does: "Nej, ikke relevant."  "Ingen
    ændringer" (no changes), "Ja" and "0" are answers.

    Examples
    --------
    >>> [is_non_answer(a) for a in ("Se vedhæftede rapport.", "N/A", "Ingen ændringer")]
    [True, True, False]
    """
    plain = _INNER.sub("", fold(answer))
    words = _WORD.findall(plain)
    if len(words) > MAX_WORDS:
        return False
    return _says_nothing(words) or all(
        _says_nothing(_WORD.findall(part)) for part in _PART.split(plain)
    )


def _says_nothing(words: list[str]) -> bool:
    if not words or " ".join(words) in _PHRASES:
        return True
    found = frozenset("#" if word.isdecimal() else word for word in words)
    return any(kind.holds(found) for kind in _KINDS)
