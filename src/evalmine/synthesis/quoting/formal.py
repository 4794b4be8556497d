"""Tells the "det" and "it" that point at nothing: formal subjects, clefts, fixed phrases."""

from __future__ import annotations

import re
from typing import Final

from evalmine.synthesis.quoting.word_sets import word_set

_COPULA: Final = (
    r"(?:er|var|bliver|blev|blir|ble|är|vore|(?:har|havde|hadde|hade)\s+(?:været|vært|varit)|er\s+blevet"
    r"|(?:kan|kunne|kunde|vil|ville|må|måtte|skal|skulle)\s+(?:\w+\s+)?(?:være|vara|blive|bli))"
)
# "at" after these belongs to them, and not to the sentence: "en god måde at mødes på".
_OWNERS: Final = """til for på om med ved i uden efter før måde måte sätt chance mulighed
    anledning vej idé ide sted så fordi av af"""
_NOT_ITS_OWN: Final = "".join(rf"(?<!\b{word}\s)" for word in sorted(word_set(_OWNERS)))
_TO: Final = rf"{_NOT_ITS_OWN}\b(?:at|att|å)\b"
_RELATIVE: Final = r"(?:,\s*|\s+)(?:der|som)\b|,\s*(?:vi|jeg|man|de|det|han|hun|hvor|da|når)\b"
_FORMAL: Final = re.compile(
    rf"""\s+(?:(?:nu|også|ofte|altid|ikke|jo|nok|jeg|faktisk|selvfølgelig|i)\s+){{0,3}}?(?:
      {_COPULA}\s+[^.;:!?]{{0,90}}?{_TO}                                   # er vigtigt at
    | {_COPULA}\s+(?!(?:(?:ikke|inte|kun|især|netop)\s+)?(?:en|et|ett|ei|noget|noe|något|nogle
      |den\s+slags|derfor|därför|fordi|der|vi|jeg)\b)[^.;:!?,]{{2,60}}?
      (?:{_RELATIVE})                                                      # er lederen, der
    | {_COPULA}\s+(?:ikke|inte)\s+[^.;:!?]{{2,60}},?\s*men\s+[^.;:!?]{{2,60}},?\s+(?:der|som)\b
    | {_COPULA}\s+først\s+(?:da|når|efter|ved)\b
    | {_COPULA}\s+[^.;:!?]{{1,40}}\s+(?:siden|sedan)\b
    | (?:tager|tog|tar|tok|kræver|krævede|krever|kräver|koster|kostede)\b[^.;:!?]{{0,40}}?{_TO}
    | (?:tager|tog|tar|tok)\s+(?:lang\s+|lengre\s+|lång\s+|en\s+)?tid\b
    | (?:viste?r?|visade|viser)\s+(?:sig|seg)\b
    | (?:lykkedes|lykkes|lyktes|lyckades)\b[^.;:!?]{{0,50}}?{_TO}
    | (?:gælder|gjaldt|gäller|gjelder)\s+om\b
    | (?:handler|handlede|handlar|handlet|drejer)\s+(?:\w+\s+){{0,3}}?om\b
    | (?:hjælper|hjalp|hjelper|hjälper|hjälpte|nytter|nyttede|føles|føltes|känns)\b[^.;:!?]{{0,40}}?
      \b(?:at|att|å|når|hvis|när|om)\b
    | (?:gør|gjorde|gjør|gör)\s+(?:\w+\s+){{0,2}}?(?:forskel|forskjell|skillnad),?\s+
      (?:at|att|når|hvis|när|om)\b
    | (?:overraske\w*|undre\w*|glæde\w*|betyder\s+(?:meget|noget|alt)|forvåna\w*)\b[^.;:!?]{{0,20}}?
      \b(?:at|att)\b
    | (?:kan|kunne|kunde|skal|må|bør)\s+(?:\w+\s+){{0,2}}?\w+s,?\s+[^.;:!?]{{0,30}}?\b(?:at|att)\b
    | (?:siges|anbefales|fremgår|sker|hænder)\b[^.;:!?]{{0,30}}?\b(?:at|att)\b
    | lader\s+sig\b | (?:regner|regnede|sner|sneede)\b(?!\s+(?:med|på))
    )""",
    re.VERBOSE,
)
# The verb stood before: "for os var det vigtigt at".
_INVERTED_BEFORE: Final = re.compile(
    rf"(?:{_COPULA}|handlet|handlede|handler|gælder|tager|tog|tar|tok|hjælper|hjalp|viste|lykkedes"
    r"|lyktes|kræver|krævede)(?:\s+(?:jo|nok|også|da|så))?\s+$"
)
_OBJECT_BEFORE: Final = re.compile(
    r"(?:gør|gjorde|gøre|gjort|gjør|gjøre|gör|göra|finder|fandt|anser|finde)\s+(?:\w+\s+)?$"
)
_OBJECT_AFTER: Final = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:\w*[tre]|værd)\b[^.;:!?]{0,40}?\b(?:at|att|å)\b"
    r"|\s+(?:lettere|nemmere|sværere|muligt|tydeligt|svært|let|nemt|legalt|naturligt|lett|umulig\w*)\b"
)
_HAVE_BEFORE: Final = re.compile(
    r"\b(?:har|have|haft|havde|hadde|ha|hade)\s+(?:(?:vi|de|man|jeg|folk|alle|nu|også)\s+){0,2}$"
)
_HAVE_AFTER: Final = re.compile(
    r"\s+(?:\w+\s+)?(?:godt|bedre|bedst|dårlig\w*|svært|skidt|sjovt|fint|rart|"
    r"bra|bättre|svårt|værre|værst|hårdt|sådan|travlt)\b"
)
_SAY_BEFORE: Final = re.compile(r"\b(?:sige|siger|sagde|sagt)\s+$")
_SAY_AFTER: Final = re.compile(r"\s+(?:højt|lige\s?ud|ligeud)\b")
_IDIOM_AFTER: Final = re.compile(r"\s+(?:hele|meste|vil\s+sige|værste|bedste|eneste|at\b|är\s+att)")
_IDIOM_BEFORE: Final = re.compile(r"\b(?:ved|i\s+og\s+med|trods)\s+$")
_IT: Final = re.compile(
    r"(?:'s|’s|\s+(?:is|was|has\s+been|had\s+been|can\s+be|could\s+be|would\s+be|will\s+be|became"
    r"|becomes|seems|seemed|felt|feels))\s+[^.;:!?]{1,70}?\b(?:to|that|who|when|if|whether|which)\b"
    r"|\s+(?:takes|took|needs|needed|costs?|pays|makes\s+sense|made\s+sense)\s[^.;:!?]{0,40}?\bto\b"
    r"|\s+(?:helps|helped|matters|mattered|turned\s+out|turns\s+out|happens|happened)\b"
    r"[^.;:!?]{0,30}?\b(?:that|when|to|if)\b"
)


def is_formal_det(before: str, after: str) -> bool:
    """Return whether a "det" between two stretches of folded text points at nothing.

    Examples
    --------
    >>> is_formal_det("", " tager tid at ændre vaner.")
    True
    >>> is_formal_det("", " havde vi ikke ord for før.")
    False
    """
    if _FORMAL.match(after):
        return True
    if (verb := _INVERTED_BEFORE.search(before)) and _FORMAL.match(f" {verb[0].strip()}{after}"):
        return True
    if _OBJECT_BEFORE.search(before) and _OBJECT_AFTER.match(after):
        return True
    if _HAVE_BEFORE.search(before) and _HAVE_AFTER.match(after):
        return bool(before.strip())
    if re.search(r"\b(?:hvordan|hvor|hur|hvordan)\b[^.,;]*\b(?:har|have|havde|har)\s+$", before):
        return True  # "hvordan folk har det"
    if re.search(r"\b(?:gør|gøre|gjøre|göra|gjort)\s+$", before) and after.startswith(" om"):
        return True  # "skulle vi gøre det om"
    if _SAY_BEFORE.search(before) and _SAY_AFTER.match(after):
        return True
    return bool(_IDIOM_BEFORE.search(before) and _IDIOM_AFTER.match(after))


def is_formal_it(after: str) -> bool:
    """Return whether an "it" before this folded text points at nothing.

    Examples
    --------
    >>> is_formal_it(" takes time to build trust.")
    True
    """
    return bool(_IT.match(after))
