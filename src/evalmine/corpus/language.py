"""Which of four languages a text is written in: Danish, English, Norwegian or Swedish.

A light method of our own for short texts: every function word found counts for the languages that
have it, endings and letters that part the languages count beside it, and the language of the
surrounding text is a prior.  Norwegian is Bokmål and Nynorsk together, as ``"nb"``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

LANGUAGES = ("da", "en", "nb", "sv")
_PRIOR = 2.5  # what the surrounding text counts for, in function words
_MIN_SHARE = 0.15  # of the words must be known function words, or the language is another one
_MIN_LEAD = 0.75
_ALONE = 1.5  # what a word counts that only one language has; a shared one counts 1 for each

# Frequent words per language; one that stands in several lists counts for each of them.
_WORDS = {
    "da": """
        verden verdens tidligere fleste landet byen barn sjældent ad af aldrig alle allerede alt
        anden andet andre at bare begge blandt blev blevet blive bliver bør både da de deltog
        dem den denne der deres derfor derved det dette dig din disse dog du efter eller en end
        endnu enkelte er et fik fx flere for fordi fra få får før først ganske gav gennem gik
        give giver gjort god godt gode gør gøre ham han hans har hav have havde haft hele helt
        hen hende her hos hun hvad hver hvert hvem hvilke hvilken hvilket hvis hvor hvordan
        hvorfor i ifølge igen igennem ikke imellem imod ind inden inde ingen ja jeg jer jeres
        kan kom kommer kun kunne lad langt lidt lige ligesom lille man mange med meget mellem
        men mens mere mig min mod må måde måske måtte ned nej noget nogen nogle nok nu nye nyt
        når næsten og også om omkring op os over på rigtig samme samt sammen selv selvom ses
        siden sig sige siger sin sine sit skal skulle som store stor står så sådan ofte tage
        tager tid til tilbage uden ud ude under undervejs var ved vej vi videre vil ville vores
        være været år uge uger bruge bruger brugt brugte sprog arbejde arbejdet hinanden hverdag
        ledelse synes derefter mennesker medarbejdere land steder egen egne blot ligger findes
        især dag kaldes kendt del dele tror højere mindre mest stadig indtil således dermed
        mulighed muligheder betyder forskellige udenfor indenfor cirka syd vand billede
        nødvendig kræver hjælper hjælpe hjælp tillid hverken enten imidlertid efterfølgende
        mandag kvinder mænd børn penge vigtig vigtigt bedre mulig muligt tilbyder bag samarbejde
        yderligere fælles bestemt
    """,
    "nb": """
        er bør ganske enkelte stadig hav så sjelden blitt alle allerede alt andre annen annet at
        av bare begge ble blant blei blir bli burde både da de dem den denne der deres derfor
        det dette deg din disse du eller en enn ennå ei et etter fikk flere for fordi fra få får
        før først ga gikk gi gir gjennom gjerne gjorde gjort gjøre gjør god godt gode ham han
        hans har hadde hatt hele helt hen henne her hos hun hva hver hvert hvem hvilke hvilken
        hvilket hvis hvor hvordan hvorfor i ifølge igjen ikke imellom inn inne ingen ja jeg kan
        kom kommer kun kunne la langt lenge litt like liten man mange med meg meget mellom men
        mens mer min mot må måte kanskje måtte ned nei noe noen nok nå nye nytt når nesten og
        også om omkring opp oss over på samme samt sammen selv selvom siden seg si sier sin sine
        sitt skal skulle som store stor står sånn ofte ta tar tid til tilbake uten ut ute under
        var ved vei vi videre vil ville vår våre vårt være vært år uke uker bruke bruker brukt
        brukte språk arbeid arbeidet hverandre hverdag ledelse synes deretter mennesker ansatte
        land steder egen egne ligger finnes dag svært flest kalles kjent del deler tror høyere
        mindre mest fortsatt inntil dermed slik slike fram eg ikkje dei ein eit frå vart vere
        vore kva korleis kvifor kven noko nokon nokre meir saman òg berre gjere gjer hjå mykje
        då no sjølv sjølve seier fekk gjekk sidan desse me utan veldig bilde mulig muligheter
        betyr forskjellige utenfor innenfor omtrent sør vann nødvendig krever hjelper hjelpe
        hjelp tillit verken enten imidlertid etterfølgende kvinner menn barn penger viktig
        viktige bedre tilbyr bak samarbeid ytterligere felles bestemt selvsagt dersom derimot
        likevel ulike gjelder øker måten fremdeles tidligere kalt grunn høye tilfeller ønsker
        tilbud lettere anbefalt kjente fleste byen landet verdens verden medan difor annan
        fleire einaste nytte ynskjer tek gjev gje
    """,
    "sv": """
        landet fram barn ned så både ut aldrig alla allt andra annan annat att av bara bland
        blev bli blir blivit borde båda de dem den denna deras därför det detta dig din dessa du
        då där efter eftersom eller en ett fick fler flera för från få får före först ganska gav
        genom ge ger gick gjort gjorde god gott goda gör göra han hans har hade haft hela helt
        henne här hos hon vad varje vem vilka vilken vilket om hur varför i igen inte in inne
        inga ingen ja jag kan kom kommer kunde låg långt lite lika liten man många med mycket
        mellan men medan mer mig min mot måste kanske ner nej något någon några nog nu nya nytt
        när nästan och också omkring upp oss över på samma samt tillsammans själv själva inget
        fungerar eget sedan sig säga säger sin sina sitt ska skall skulle som stora stor står
        sådan ofta ta tar tid till tillbaka utan ute under var vid väg vi vidare vill ville vår
        våra vårt vara varit är år vecka veckor använda använder språk arbete arbetet varandra
        ledning tycker därefter människor medarbetare land platser egen egna ligger finns dag
        kallas känt del delar tror högre mindre mest fortfarande tills även än enligt utanför
    """,
    "en": """
        a about after again all also although always an and any are as at be became because been
        before being best better between both but by can could did do does down during each even
        every few first for from get gave given go good had has have he her here him his how
        however i if in into is it its just like made make many may me men might more most much
        must my never new no not now of off often old on once one only or other our out over own
        people said same saw see she should since so some still such take than that the their
        them then there these they this those through time to together too two under until up us
        use used very was way we well were what when where which while who why will with within
        without work would year years you your
    """,
    # Frequent in German, Dutch, French, Spanish, Finnish and Polish; none of the four.
    "": """
        und die das ist nicht mit für auf ein eine einen sich wir dem des zu von auch wird sind
        im zum zur oder wenn haben wurde werden durch bei als noch nach sie aber unsere een het
        niet met voor van zijn ook maar wij dat te aan naar hebben werd le la les et est une
        dans pour que qui nous pas sur avec sont plus au aux du cette mais el los las por una
        del con es para como se su más pero muy nuestro y on ja ei oli että joka mutta kun myös
        sekä ovat hän meidän tämä nie jest się na że do jak przez oraz ale był są po dla i
    """,
}
# What parts the languages inside words: pattern, language, weight.
_SIGNS = tuple(
    (re.compile(pattern), language, weight)
    for pattern, language, weight in (
        (r"[æø]", "da", 0.7),
        (r"[æø]", "nb", 0.7),
        (r"å", "da", 0.3),
        (r"å", "nb", 0.3),
        (r"å", "sv", 0.3),
        (r"[äö]", "sv", 1.0),
        # Danish has d, g, b and single consonants where Norwegian has t, k, p and double ones.
        (r"[aeiouyæøå][dg](?:e|er|en|et|te|es|t)?\b", "da", 0.2),
        (r"[aeiouyæøå][kpt](?:e|er|en|es)\b", "nb", 0.4),
        (r"nd(?:e|er|es|et|t)\b|l[dl]t\b", "da", 0.3),
        (r"nn(?:e|er|es|et|t)?\b", "nb", 0.4),
        (r"(?:kk|tt|pp|mm|ll|ss|gg)\b", "nb", 0.5),
        (r"(?:kk|tt|pp|mm|ll|nn|ss|gg)\b", "sv", 0.4),
        (r"\b(?:ud|ind|af|op(?!p)|efter)\w{2}|hæng|væg|kræv|hjælp", "da", 0.6),
        (r"\b(?:ut|inn|av|opp|etter)\w{2}|lsk|heng\b|krev|hjelp", "nb", 0.6),
        (r"hed(?:en|er|erne|ens|s)?\b", "da", 1.0),
        (r"\w(?:ernes?|edes?|eret|igt)\b", "da", 0.8),
        (r"\w(?:ert|ene|enes|iv[te]|erte)\b", "nb", 0.5),
        (r"[^s]c[ei]|ej|øj|agt\b|gt(?:e|es)\b|eud|tryk\b|sk[aæe]b", "da", 0.5),
        (r"ei(?!n\b)|øy|kj|gj|sjon|uks?j|s[ei]ntr|pros|spes|sos[iy]|syk|bilde|kap\w*\b", "nb", 0.6),
        (r"het(?:en|er|ene|ens|s)?\b", "nb", 0.8),
        (r"het(?:en|er|erna|ens|s)?\b", "sv", 0.8),
        (r"\w(?:ende|iske|ske|lige|else|elser|elsen|ne)\b", "da", 0.2),
        (r"\w(?:ende|iske|ske|lige|else|elser|elsen|ne)\b", "nb", 0.2),
        (r"\w(?:leg|leik|leikar|ane|aste|ast|ar|arar)\b|au[kt]|ø[yk]", "nb", 0.3),
        (r"tion", "da", 0.5),
        (r"tion", "en", 0.4),
        (r"tion", "sv", 0.4),
        (r"\w(?:ade|orna|arna|erna|or|ats|igt|ar|are)\b|ck|\bj[äu]", "sv", 0.5),
        (r"\bw|\bth|ing\b|\wly\b|sh|wh|ough|[aeiou]y\b|ed\b|ies\b", "en", 0.5),
        (r"[ßüñçèêłąęśż]|ij|\bz|sch|cz|sz", "", 1.2),
    )
)
_TOKEN = re.compile(r"[^\W\d_]+")
_MAX_CHARACTERS = 20_000  # of a long document; more changes nothing


@cache
def _weights() -> dict[str, tuple[str, ...]]:
    """Return for each function word the languages that have it."""
    found: dict[str, dict[str, None]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            found.setdefault(word, {})[language] = None
    return {word: tuple(languages) for word, languages in found.items()}


def detect_language(text: str, *, prior: str = "") -> str:
    """Return ``"da"``, ``"en"``, ``"nb"`` or ``"sv"``, or ``""`` where none of them shows.

    Parameters
    ----------
    text : str
        A document, an answer or a sentence.
    prior : str
        Language of the text around it; it decides where the text itself hardly speaks.

    Notes
    -----
    A text of a few words without function words is ``""``, or the prior if there is one.

    Examples
    --------
    >>> detect_language("Vi har fået et fælles sprog for det, der er svært.")
    'da'
    >>> detect_language("Vi har fått et felles språk for det som er vanskelig.")
    'nb'
    """
    text = text[:_MAX_CHARACTERS].casefold()
    words = _TOKEN.findall(text)
    score = dict.fromkeys(_WORDS, 0.0)
    n_known = _count_words(words, score)
    for pattern, language, weight in _SIGNS:
        score[language] += weight * len(pattern.findall(text))
    if prior in score and prior:
        score[prior] += _PRIOR
    best = max(LANGUAGES, key=lambda language: score[language])
    if prior in LANGUAGES and score[prior] >= score[best] - _MIN_LEAD:
        best = prior
    others = max(score[language] for language in _WORDS if language != best)
    unsure = score[best] - others < _MIN_LEAD and best != prior
    if (unsure and not _is_nordic_tie(score, best)) or n_known < _MIN_SHARE * len(words):
        return prior
    return best


def _count_words(words: list[str], score: dict[str, float]) -> int:
    """Add each function word to the scores of its languages; return how many there were."""
    weights = _weights()
    n_known = 0
    for word in words:
        languages = weights.get(word, ())
        n_known += any(languages)
        for language in languages:
            score[language] += 1.0 if len(languages) > 1 else _ALONE
    return n_known


def _is_nordic_tie(score: dict[str, float], best: str) -> bool:
    """Return whether only Danish and Norwegian are near each other: either is better than none."""
    rest = max(score[language] for language in _WORDS if language not in ("da", "nb"))
    return best in ("da", "nb") and score[best] - rest >= _MIN_LEAD


def languages_of(texts: Sequence[str], default: str = "da") -> list[str]:
    """Return the language of each text of a table.

    The language that most texts show decides where a text hardly speaks.

    Parameters
    ----------
    texts : sequence of str
    default : str
        Language of texts none of which shows one.
    """
    alone = [detect_language(text) for text in texts]
    shown = Counter(language for language in alone if language)
    main = min(shown, key=lambda x: (-shown[x], x)) if shown else default
    return [
        own if own == main else detect_language(text, prior=main)
        for own, text in zip(alone, texts, strict=True)
    ]
