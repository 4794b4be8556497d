"""Answers that say nothing: "-", "Ingen bemærkninger", "Se vedhæftede rapport", "N/A", "👍"."""

from __future__ import annotations

import re

from evalmine.corpus.text import fold

MAX_LENGTH = 120  # code points; a longer answer says something

# One alternative per way of not answering; Danish, Norwegian, Swedish, English.
_PATTERNS = (
    # no, nothing, none
    r"ne[ij]|nej tak|nei takk|nej tack|no|nope|no thanks|no thank you",
    r"ing[ae]n(ting)?( (yderligere|flere|videre|særlige|andre|ytterligare|særskilte|spesielle|övriga))?"
    r"( (bemærkninger|kommentarer|kommentar|tilføjelser|svar|anmærkninger|merknader|synspunkter"
    r"|anmerkninger|anmärkningar|tillägg|input|erfaringer|noter|ting))?( (til (dette|det|spørgsmålet|her)|her))?",
    r"(nej |nei )?(intet|ikke noget|ikke noe|inget|ingenting|intet yderligere|ikke yderligere)"
    r"( (nyt|særligt|specielt|spesielt|särskilt|yderligere|mere|andet|annet|mer|annat))?"
    r"( (at|å|att) (tilføje|bemærke|berette|tilføye|bemerke|tillägga|rapportere|rapportera|melde))?",
    r"none|nothing( (special|else|more|further|particular|in particular))?( (to (add|report|say|declare)))?",
    r"no (further |other |additional |particular )?(comment|comments|remarks|answer|response|input|feedback|notes)",
    # not relevant, not answered
    r"n/?a|na|n\.a|i ?/ ?r|i/?a|not (applicable|relevant|available|answered)|does not apply",
    r"(det er )?(ikke|ej|inte|irrelevant|ikkje)( så)?( (relevante?|aktuelle?|aktuelt|besvarede?|besvart|besvaret"
    r"|relevant for os|relevant for vores projekt|aktuellt|tillämpligt|besvarat|anvendeligt|oplyst|udfyldt))",
    r"irrelevant|ubesvaret|blank|tom(t)?|skip|pas|pass|udgår|bortfalder",
    # don't know
    r"(det )?(ved|véd|vet)( (jeg|vi|jag))?( det)? (ikke|ej|inte|ikkje)( endnu| ennå| ännu)?|(jeg|vi|jag) (ved|véd|vet)"
    r"( det)? (ikke|inte)( endnu| ennå| ännu)?|aner det ikke|ingen (anelse|ide|idé|aning)",
    r"((i|we) )?(don'?t|do not|dont) know|dk|dunno|no idea|not sure|unknown|ukendt|ukjent|okänt",
    r"(det )?(kan|kunne) (vi |jeg )?ikke (besvares?|svare( på)?( endnu)?|oplyses?)|(can'?t|cannot) (answer|say)",
    # look elsewhere
    r"(se|jf|jfr|jævnfør|der henvises til|vi henviser til|henviser til|fremgår af|se venligst|vi(d)?ere til|beskrevet i"
    r"|som beskrevet i|hänvisar till|see|cf|please see|refer to|as described in|as stated in|se gerne|vennligst se)"
    r" (i |in |the |vores |den |det |vår |our |til )?"
    r"(vedhæftet|vedhæftede|vedlagt|vedlagte|bifogad|bifogade|attached|enclosed|fremsendte|medsendte|eksterne"
    r"|external|evaluering|evaluation|final|afsluttende)?"
    r" ?(fil|bilag|bilagene|rapport|rapporten|slutrapport|slutrapporten|evaluering|evalueringen|evalueringsrapport"
    r"|evalueringsrapporten|dokument|dokumentet|notat|notatet|vedlegg|bilaga|bilagan|report|document|file|annex|appendix"
    r"|attachment|evaluation|regnskab|ansøgning|ansøgningen|projektbeskrivelsen?|hjemmesiden?|link|utvärdering)?",
    r"(se|jf|jfr|jævnfør|som|samme som|det samme som|svar som|som svar|same as|see|as|se svar|see answer|see answers"
    r"|samma som|samme svar som|se svaret|som anført|som nævnt|som beskrevet|som skrevet|as stated|as mentioned)?"
    r" ?(i |the |på |til |under )?"
    r"(ovenfor|ovenstående|foregående|forrige|foran|tidligere|tidligere svar|oven for|ovenover|herover|ovan|ovanstående"
    r"|ovenstående svar|nedenfor|nedenstående|nedan|nedenunder|næste|above|below|previous|previous answer|over"
    r"|foregående svar|forrige svar|punktet ovenfor|det ovenstående|spørgsmål \d+|spm \d+|question \d+|spørsmål \d+"
    r"|fråga \d+|punkt \d+|pkt \d+)( (svar|spørgsmål|spørsmål|fråga|punkt|answer|question))?",
    r"do|ditto|dito|idem|samme|det samme|samme svar|same|samma|samma svar|same answer",
    r"x{1,4}|\.{1,}|test|tbd|todo|nil|null|nan",
)
_NON_ANSWER = re.compile("|".join(f"(?:{p})" for p in _PATTERNS))
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_PART = re.compile(r"[.!?;,:\n–—]+\s*|\s-\s")
_MARKS = re.compile(r"[\"'“”’»«]")


def is_non_answer(answer: str) -> bool:
    """Return whether a whole answer says nothing.

    Parameters
    ----------
    answer : str
        The complete answer to one question; never a single sentence of it.

    Notes
    -----
    An answer without any letter or figure (dashes, dots, emoji) says nothing, an empty one
    neither.  One of several parts does if every part does: "Nej, ikke relevant."  "Ingen
    ændringer" (no changes) is an answer.

    Examples
    --------
    >>> [is_non_answer(a) for a in ("Se vedhæftede rapport.", "N/A", "Ingen ændringer")]
    [True, True, False]
    """
    if not any(c.isalnum() for c in answer):
        return True
    if len(answer) > MAX_LENGTH:
        return False
    plain = _MARKS.sub("", fold(answer.replace("\u2019", "'")).replace("don't", "dont"))
    whole = _bare(plain.replace(".", "").replace("-", " "))
    if _NON_ANSWER.fullmatch(" ".join(whole.split())):
        return True
    parts = [" ".join(_bare(part).split()) for part in _PART.split(plain)]
    return all(_NON_ANSWER.fullmatch(part) for part in parts if part)


def _bare(text: str) -> str:
    """Return the text without punctuation and emoji at its edges."""
    return _EDGE.sub("", text)
