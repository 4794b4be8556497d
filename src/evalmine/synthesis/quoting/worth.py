"""What speaks against printing a text as a quote: no proof, but reasons to take another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from evalmine.synthesis.quoting.pointer_words import pointer_words
from evalmine.synthesis.quoting.self_contained import tells_what_was_before
from evalmine.synthesis.quoting.word_sets import word_set

IDEAL_WORDS: Final = (8, 30)
_SHORT, _LONG = 0.08, 0.015  # per word outside the ideal
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
# Two capitalized words in a row inside a sentence, or an initial: a person, often.
_FULL_NAME: Final = re.compile(
    r"(?<=[a-zæøåäö,;:(] )[A-ZÆØÅÄÖ][a-zæøåäöé]+ [A-ZÆØÅÄÖ][a-zæøåäöé]+\b"
    r"|\b[A-ZÆØÅÄÖ]\. ?(?:[A-ZÆØÅÄÖ]\. ?)*[A-ZÆØÅÄÖ][a-zæøåäöé]+"
)
_QUESTION: Final = re.compile(
    r"(?i)\?[»«\"”’']*$|^(?:hvad|hvem|hvorfor|hvordan|hvornår|hva|vad|vem|what|who|why|how) "
    r"(?:er|var|har|skal|kan|gør|sker|är|is|are|do|did|should)\b"
)
_ALSO: Final = re.compile(r"(?i)^(?:[^\s,.:;]+\s+){1,4}(?:også|also|också|too)\b")
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:bilag|bilaga|vedlegg|appendix|figur|figure|tabel|table|tabell|afsnit|kapitel|chapter|"
    r"section|side|page) [A-Z\d]|\b(?:jf|jfr|cf)\.|"
    r"\bse (?:også|nedenfor|ovenfor|side)\b|\bsee (?:also|below|above)\b"
)
# The text speaks of itself, of the grant or of the method.
_ABOUT_ITSELF: Final = re.compile(
    r"(?i)\b(?:evalueringen|notatet|rapporten|dette notat|undersøgelsen|the evaluation|the report|"
    r"utvärderingen|spørgeskema\w*|survey)\b|\b(?:mio|mia)\. kr|\bfonden\b"
)
_DATA: Final = re.compile(r"\([^)]*\d[^)]*\)|\([^)]{40,}\)")
_LABEL: Final = re.compile(r"^[^.!?,]{1,40}[:.!] ?$|^(?:\S+\s+){0,3}\S+[:.!]\s")
# A list was cut behind the number of its next item: "to: 1.", "maintained; (ii)".
_NEXT_ITEM: Final = re.compile(
    r"(?i)[:;]\s*\(?(?:\d{1,2}|[a-h]|[ivx]+)[.)]$|\s\((?:\d|[a-h]|[ivx]+)\)$"
)
_PAST: Final = ("ede", "ade", "erede", "te")
_NO_VERB_AFTER: Final = word_set(
    """i på af til fra med om for hos over under efter før uden mellem mod ved og en et de den nye
    gode små store mange flere nogle alle få færre to tre fire fem seks syv otte ni ti av till från
    in on of with new many several two three four five the a"""
)
_EN_CAPITALS: Final = word_set("""
    I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December Danish English Norwegian Swedish
    Danes Denmark CEO
    """)


def shortcomings(text: str, language: str, names: frozenset[str], *, report: str = "da") -> float:
    """Return the sum of what speaks against a quote: 0 nothing, 1 as much as not standing alone.

    Parameters
    ----------
    text : str
    language : str
        Of the text.
    names : frozenset of str
        Words that the texts only write with a capital; see `names_in_texts`.
    report : str
        Language of the report: other languages are printed where nothing else is left.
    """
    words = _WORD.findall(text)
    n_words = len(words)
    figures = sum(w[0].isdigit() for w in words)
    found = {
        "short": _SHORT * max(0, IDEAL_WORDS[0] - n_words),
        "long": _LONG * max(0, n_words - IDEAL_WORDS[1]),
        "foreign": 0.6 * (bool(language) and language != report),
        "before": 0.5 * tells_what_was_before(text),
        "also": 0.1 * bool(_ALSO.match(text)),
        "full_name": 1.0 * _has_full_name(text, language, names),
        "first_name": min(0.8, 0.45 * _names(text, names)),
        "question": 0.8 * bool(_QUESTION.search(text)),
        "exclamation": 0.1 * ("!" in text),
        "unfinished": 0.3 * ("..." in text or "…" in text),
        "next_item": 1.0 * bool(_NEXT_ITEM.search(text)),
        "data": 0.15 * bool(_DATA.search(text)),
        "figures": 0.25 * (n_words > 0 and figures > 0.15 * n_words),
        "elsewhere": 0.6 * bool(_ELSEWHERE.search(text)),
        "about_itself": 0.5 * bool(_ABOUT_ITSELF.search(text)),
        "says_little": 0.5 * (sum(len(w) > 4 for w in words) < 3),
        "no_verb": 0.35 * (not _has_verb(text, language)),
        "list": 0.15 * (text.count(",") > max(3, n_words / 6)),
        "label": 0.15 * bool(_LABEL.match(text)),
        "inner_quote": 0.1 * _quotes_inside(text),
    }
    return round(sum(found.values()), 6)


def _has_verb(text: str, language: str) -> bool:
    """Return whether a main clause has a verb in a finite form, as far as its ending tells."""
    # "Ledere, der ikke selv satte deres prik" names; its only verb is in the relative clause.
    main = re.sub(r",\s*(?:der|som|who|which)\b[^,.;:!?]*", "", text)
    known = pointer_words(language).after_pronoun & _VERBS
    words = [w.lower() for w in _WORD.findall(main)]
    if any(w in known or w in _VERBS for w in words):
        return True
    return any(_may_be_verb(before, word) for before, word in pairwise(words))


def _may_be_verb(before: str, word: str) -> bool:
    # A number, a preposition, an adjective or a genitive stands before a noun.
    if before in _NO_VERB_AFTER or before.isdigit() or before.endswith("s") or len(word) < 4:
        return False
    return word.endswith((*_PAST, "er", "ar", "s"))


_VERBS: Final = word_set("""
    er var bliver blev har havde kan kunne skal skulle vil ville må måtte gør gjorde går gik
    får fik kommer kom tager tog giver gav ser så siger sagde ved vidste står stod ligger lå
    sidder sad finder fandt holder holdt lader lod hedder hed bør burde tør turde hjalp betød
    fører viste slap lagde satte skrev hang sang løb slår åbner blir ble hadde gikk fikk tok
    ga är fick gick is are was were has have had can could will would did do does made makes
    gave got went came took keeps kept works worked needs said says spiser drikker køb skabte
    trak bad brug giv vælg hold spørg begynd tag lad
    """)


def _has_full_name(text: str, language: str, names: frozenset[str]) -> bool:
    """Return whether two capitals in a row are a person's.

    English writes titles and headings with capitals too ("Project Development Objective"): there
    one of the two must be a word that the texts never write small.
    """
    found = [match[0] for match in _FULL_NAME.finditer(text)]
    if language != "en":
        return bool(found)
    return any("." in two or set(_WORD.findall(two)) & names for two in found)


def _quotes_inside(text: str) -> bool:
    inner = text[1:-1]
    return any(mark in inner for mark in '»«"“”')


def _names(text: str, names: frozenset[str]) -> int:
    return sum(w in names for w in dict.fromkeys(_WORD.findall(text)))


def names_in_texts(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand with a capital inside sentences and never without.

    Abbreviations in capitals (AMR, HR) and what English always writes with one are no names.

    Examples
    --------
    >>> sorted(names_in_texts(["Vi spurgte Birthe, og Birthe sagde ja.", "Det var Ledere."]))
    ['Birthe', 'Ledere']
    """
    inside: Counter[str] = Counter()
    small: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match[0]
            before = text[: match.start()].rstrip(" »«\"”“„'(*–-")
            if word[:1].islower():
                small.add(word)
            elif before and before[-1] not in ".!?:…\n" and word[:1].isupper():
                inside[word] += 1
    return frozenset(
        w
        for w in inside
        if w.lower() not in small
        and not (len(w) > 1 and w[1].isupper())
        and len(w) > 2
        and "-" not in w
        and w not in _EN_CAPITALS
    )
