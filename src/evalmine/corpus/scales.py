"""Answers on a scale: the words survey tools offer, in four languages, and the step they stand for.

The scales and the rule that "don't know" is a gap and not a step are general Nordic survey
practice; every scale is read as five steps, 5 the most favorable.
"""

from __future__ import annotations

import re
import unicodedata

_STEPS = {
    5: """
        i meget høj grad | i meget stor grad | i meget stor udstrækning | i meget stort omfang
        i svært stor grad | i svært høy grad | i veldig stor grad
        i mycket hög grad | i mycket stor utsträckning
        to a very great extent | to a very large extent | to a very high degree | very much
        helt enig | meget enig | fuldstændig enig | fuldt ud enig | svært enig
        instämmer helt | håller helt med | strongly agree | completely agree | fully agree
        meget tilfreds | særdeles tilfreds | svært fornøyd | meget fornøyd | mycket nöjd
        very satisfied | meget god | meget godt | svært god | svært bra | mycket bra | mycket god
        very good | excellent | altid | alltid | always""",
    4: """
        i høj grad | i stor grad | i stor udstrækning | i stort omfang | i høy grad
        i hög grad | i stor utsträckning
        to a great extent | to a large extent | to a high degree | quite a lot
        enig | overvejende enig | delvist enig | delvis enig | litt enig | ganske enig | nokså enig
        instämmer | instämmer delvis | instämmer i stort sett | håller delvis med
        agree | somewhat agree | mostly agree | tend to agree
        tilfreds | overvejende tilfreds | fornøyd | ganske fornøyd | nöjd | ganska nöjd
        satisfied | somewhat satisfied | god | godt | bra | good | ofte | ofta | often""",
    3: """
        i nogen grad | i middel grad | i nogen udstrækning | i et vist omfang | i noen grad
        i viss mån | i viss utsträckning | i någon mån | i viss grad
        to some extent | to some degree | to a moderate extent | to a certain extent | moderately
        hverken eller | verken eller | varken eller | neither nor | neither | neutral | nøytral
        hverken enig eller uenig | verken enig eller uenig | varken enig eller oenig
        neither agree nor disagree
        hverken tilfreds eller utilfreds | verken fornøyd eller misfornøyd
        varken nöjd eller missnöjd | neither satisfied nor dissatisfied
        middel | nogenlunde | middels | godkänd | fair | average
        nogle gange | af og til | av og til | iblant | ibland | sometimes""",
    2: """
        i mindre grad | i lav grad | i ringe grad | i lille grad | i begrænset omfang | i liten grad
        i mindre omfang | i låg grad | i liten utsträckning | i mindre utsträckning
        to a small extent | to a lesser extent | to a low degree | to a lesser degree | a little
        to a limited extent | slightly
        uenig | overvejende uenig | delvist uenig | delvis uenig | litt uenig | ganske uenig
        instämmer knappast | instämmer inte | tar delvis avstånd
        disagree | somewhat disagree | mostly disagree | tend to disagree
        utilfreds | overvejende utilfreds | misfornøyd | ganske misfornøyd | missnöjd
        ganska missnöjd | dissatisfied | somewhat dissatisfied
        dårlig | dårligt | dålig | dåligt | poor | bad
        sjældent | sjelden | sällan | rarely | seldom""",
    1: """
        slet ikke | overhovedet ikke | i meget lav grad | i meget ringe grad | i meget lille grad
        ikke i det hele tatt | overhodet ikke | i svært liten grad
        inte alls | i mycket låg grad | i mycket liten utsträckning | i mycket liten grad
        not at all | to a very small extent | to a very low degree
        helt uenig | meget uenig | fuldstændig uenig | svært uenig
        instämmer inte alls | tar helt avstånd | strongly disagree | completely disagree
        meget utilfreds | særdeles utilfreds | svært misfornøyd | meget misfornøyd
        mycket missnöjd | very dissatisfied
        meget dårlig | meget dårligt | svært dårlig | mycket dålig | mycket dåligt | very poor
        very bad | aldrig | aldri | never""",
}
_OFF_SCALE = """
    ved ikke | det ved jeg ikke | ved det ikke | ikke relevant | ikke aktuelt | irrelevant
    ønsker ikke at svare | vil ikke svare | kan ikke svare | ikke besvaret
    vet ikke | ikke aktuell | ønsker ikke å svare | vet inte | vet ej | inte relevant | ej relevant
    inte aktuellt | ej aktuellt | vill inte svara
    dont know | do not know | not applicable | not relevant | n a | no opinion | cannot say
    prefer not to say | prefer not to answer"""


def _words(block: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"[|\n]", block) if part.strip()]


_VALUE: dict[str, float | None] = {
    **{word: float(step) for step, block in _STEPS.items() for word in _words(block)},
    **dict.fromkeys(_words(_OFF_SCALE)),
}
_STEP_NUMBER = re.compile(r"^\(?\d{1,2}\)?\s*[-–—=.:)]?\s+(?=\D)|\s*[-–—=:]?\s*\(?\d{1,2}\)?$")
_YES_OR_NO = frozenset(("ja", "jo", "yes", "nej", "nei", "no"))
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")


def is_scale_word(answer: object) -> bool:
    """Return whether an answer is a step of a known scale, or its "don't know"."""
    return answer_key(answer) in _VALUE


def scale_value(answer: object) -> float | None:
    """Return the step of an answer, 5 (most favorable) to 1, or None.

    None stands for "don't know", "not relevant" and for answers on no known scale. A bare number
    is returned as it is; beside words ("I meget høj grad (5)") the words count and not the number,
    because some surveys count the other way round.

    Examples
    --------
    >>> scale_value("I meget høj grad (5)"), scale_value("hverken/eller."), scale_value("Ved ikke")
    (5.0, 3.0, None)
    """
    if isinstance(answer, bool) or answer is None:
        return None
    text = str(answer).strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    return _VALUE.get(answer_key(answer))


def answer_key(answer: object) -> str:
    """Return an answer's words alone, for comparing: lower case, without marks and its number.

    Examples
    --------
    >>> answer_key("5 - I meget høj grad"), answer_key("Ja, i høj grad.")
    ('i meget høj grad', 'i høj grad')
    """
    text = unicodedata.normalize("NFC", str(answer)).strip().casefold()
    text = re.sub("['’`´]", "", text)
    text = _STEP_NUMBER.sub("", text)
    key = " ".join(re.sub(r"[^\w]+|_", " ", text).split())
    first, _, rest = key.partition(" ")  # "Ja, i høj grad"
    return rest if key not in _VALUE and first in _YES_OR_NO and rest in _VALUE else key
