"""Which words are nouns, told by how the texts use them: there is no tagger to download."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from evalmine.themes.words import WordCounts, lemma_of

# After these stands a noun, or an adjective and a noun.
_BEFORE_NOUN = {
    "da": """
        alle al den denne deres det dette disse egen en enhver et flere færre hendes hans hver
        hvert hvilken hvilke hvilket ingen intet jeres mange min mine mit mellem nogle noget nogen
        samme sin sine sit vores vor uden
    """,
    "nb": """
        alle den denne deres det dette disse egen ei en et flere hans hennes hver hvert hvilken
        ingen mange min mine mitt mellom noen noe samme sin sine sitt vår vårt våre uten
    """,
    "sv": """
        alla den denna deras det detta dessa egen en ett flera hans hennes varje vilken ingen inget
        många min mina mitt mellan några något samma sin sina sitt vår vårt våra utan
    """,
    "en": """
        a an another any each every few her his its many more my no of our several some the their
        these this those without your
    """,
}
# After these stands a noun more often than not.
_BEFORE_NOUN_OFTEN = {
    "da": "af efter for fra hos i med mod om over på til under ved",
    "nb": "av etter for fra hos i med mot om over på til under ved",
    "sv": "av efter för från hos i med mot om över på till under vid",
    "en": "about at between by for from in into of on over through under with",
}
# Stop words that tell something beside a noun: "nye kolleger".
_STOPPED_ADJECTIVES = {
    "da": "bedre egne gode god godt lille ny nye nyt små store stor større",
    "nb": "bedre egne gode god godt liten ny nye nytt små store stor større",
    "sv": "bättre egna goda god gott liten ny nya nytt små stora stor större",
    "en": "better early good great high large late long low new old own short small young",
}
# After these stands a verb, a participle or an adverb.
_BEFORE_VERB = {
    "da": """
        at blev blevet bliver bør de du er fik får gik går han har have havde hun ikke jeg kan
        kunne man må måtte nogensinde os sig skal skulle var vi vil ville være været der som selv
        så aldrig dem
    """,
    "nb": """
        å ble blitt blir bør de du er fikk får gikk går han har ha hadde hun ikke jeg kan kunne man
        må måtte oss seg skal skulle var vi vil ville være vært som selv så aldri dem
    """,
    "sv": """
        att blev blivit blir bör de du är fick får gick går han har ha hade hon inte jag kan kunde
        man måste oss sig ska skulle var vi vill ville vara varit som själv så aldrig dem
    """,
    "en": """
        be been being can could did do does had has have he i is it may might must not never she
        should they to us was we were who will would you are them
    """,
}
_MADE_NOUN = {
    "da": re.compile(r"\w{3}(?:else|hed|ing|skab|sel|sion|tion|itet|tur|ment|isme)$"),
    "en": re.compile(r"\w{3}(?:ment|tion|sion|ness|ity|ship|ance|ence|ism|hood|ure)s?$"),
}
_VERB_FORM = {
    "da": re.compile(r"\w{2}(?:ede|ende|edes|ades)$"),
    "en": re.compile(r"\w{2}(?:ed|ly)$"),
}
_DEFINITE = re.compile(r"(?:e?ns?|nes?|enes?|e?rnes?|ans?|orna|arna|erna|na)$")
_MADE_WEIGHT = 3
_OFTEN = 0.5


def is_noun(words: WordCounts) -> npt.NDArray[np.bool_]:
    """Return which words the texts use mostly as nouns, shape (n_words,).

    A use counts for a noun when an article, a possessive or the like stands before it and no
    further word of content follows at once, or when the form has the ending of a definite noun (in
    Danish, Norwegian and Swedish the article is an ending); it counts against when a pronoun, an
    auxiliary or the mark of the infinitive stands before it, when it stands between an article
    and another word of content, as adjectives do, or when it has the ending of a past tense.
    Endings that make nouns (*-ning*, *-hed*, *-tion*) count three times.

    Parameters
    ----------
    words : WordCounts
    """
    tokens, n_words = words.tokens, len(words.lemmas)
    if not n_words:
        return np.zeros(0, dtype=bool)
    of_form = _weights_of_forms(words)
    before_noun, before_verb = _marks(words, _BEFORE_NOUN), _marks(words, _BEFORE_VERB)
    often = _marks(words, _BEFORE_NOUN_OFTEN)
    word = words.word_of_form[tokens.form]
    follows = np.concatenate([tokens.joined[1:], [False]])
    after = np.concatenate([word[1:], [-1]])
    before = np.concatenate([[0], tokens.form[:-1]])
    introduced = tokens.joined & before_noun[before]
    is_last = ~(follows & (after >= 0))
    weight = of_form[tokens.form] + np.where(introduced, np.where(is_last, 1.0, -1.0), 0.0)
    weight -= tokens.joined & before_verb[before]
    weight += _OFTEN * (tokens.joined & often[before] & is_last)
    kept = word >= 0
    total = np.bincount(word[kept], weights=weight[kept], minlength=n_words)
    return np.asarray(total > 0)


def _weights_of_forms(words: WordCounts) -> npt.NDArray[np.float64]:
    weights = np.zeros(len(words.tokens.forms))
    known = zip(words.tokens.forms, words.tokens.languages, words.word_of_form, strict=True)
    for i, (form, language, word) in enumerate(known):
        if word < 0:
            continue
        own = "en" if language == "en" else "da"
        lemma, small = words.lemmas[word], form.lower()
        made = _MADE_NOUN[own].search(lemma)
        weights[i] += _MADE_WEIGHT * (made is not None)
        weights[i] -= _VERB_FORM[own].search(small) is not None
        if own == "da" and small != lemma and small.startswith(lemma):
            ending = small[len(lemma) :]
            weights[i] += _is_neuter(lemma, ending, language)
            weights[i] += _DEFINITE.fullmatch(ending) is not None
            weights[i] += ending == "e" and lemma.endswith("er")  # "lærere"
    return weights


def _is_neuter(lemma: str, ending: str, language: str) -> bool:
    """Return whether this is a definite noun: *sproget* is, *gået* and *flyttet* need not be."""
    if ending in ("et", "ets"):
        # "Fald" has "faldt", whose lemma is a stop word: "faldet" is a participle as well.
        verb = (f"{lemma}e", "")
        is_participle = any(lemma_of(f"{lemma}{x}", language) in verb for x in ("t", "ede"))
        return lemma[-1] not in "aeiouyæøåäö" and not is_participle
    if ending not in ("t", "ts") or lemma[-1] != "e":
        return False
    past = f"{lemma}de", f"{lemma[:-1]}te", f"{lemma[:-1]}t"
    return all(lemma_of(form, language) != lemma for form in past)


def _marks(words: WordCounts, lists: dict[str, str]) -> npt.NDArray[np.bool_]:
    own = {language: frozenset(told.split()) for language, told in lists.items()}
    scandinavian = {"nn": "nb", "no": "nb"}
    known = zip(words.tokens.forms, words.tokens.languages, strict=True)
    return np.array([f.lower() in own[scandinavian.get(x, x)] for f, x in known], dtype=bool)


def find_adjectives(words: WordCounts, nouns: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which forms the texts use as adjectives before a noun, shape (n_forms,).

    They stand between an article or preposition and a noun more often than after a pronoun or an
    auxiliary.

    Parameters
    ----------
    words : WordCounts
    nouns : ndarray of bool, shape (n_words,)
        From `is_noun`.
    """
    tokens = words.tokens
    n_forms = len(tokens.forms)
    if not n_forms:
        return np.zeros(0, dtype=bool)
    opens = _marks(words, _BEFORE_NOUN) | prepositions(words)
    word = words.word_of_form[tokens.form]
    noun = (word >= 0) & nouns[word]
    before = np.concatenate([[0], tokens.form[:-1]])
    then_noun = np.concatenate([noun[1:] & tokens.joined[1:], [False]])
    between = tokens.joined & opens[before] & then_noun
    after_verb = tokens.joined & _marks(words, _BEFORE_VERB)[before]
    evidence = np.bincount(tokens.form, weights=between * 1.0 - after_verb * 1.0, minlength=n_forms)
    content = words.word_of_form >= 0
    usual = _marks(words, _STOPPED_ADJECTIVES)
    return np.asarray(usual | ((evidence > 0) & content & ~nouns[words.word_of_form]))


def prepositions(words: WordCounts) -> npt.NDArray[np.bool_]:
    """Return which forms are prepositions, shape (n_forms,)."""
    return _marks(words, _BEFORE_NOUN_OFTEN)
