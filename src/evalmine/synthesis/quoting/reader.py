"""A text as the rules on pointers read it: clauses, and words that may be nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from evalmine.corpus.text import fold
from evalmine.synthesis.quoting.pointer_words import PointerWords
from evalmine.synthesis.quoting.word_sets import word_set

TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_MARKS: Final = " \t»«\"”“„'’–—-•(*"
_BORDERS: Final = frozenset(".,;:!?–—()…")
ARTICLE: Final = word_set("""
    en et ett ei den det de min mit mine mitt vores vår våre vort sin sit sine sitt deres hans
    hendes hver hvert varje alle alla nogle noen några mange många flere flera få ingen inget
    inga to tre fire fem seks syv otte ni ti begge samme hele nye ny nyt the a an our my every
    each some many several all two three four five no vore
    """)
_SMALL: Final = word_set("""
    og i at er en et den det de til på for af med som der vi jeg man har var ikke om fra kan
    så men havde blev bliver skal ved vil sig hvor når hvis da også efter under over mellem
    uden mod hos kun nu op ned ud ind alle alt hver hvad hvem mere meget end selv før siden
    igen bare få får fik gav giver går gik gør gjorde kom kommer ville kunne skulle være have
    haft blevet været the a an of to in on at and or is was were be been it that this with for
    from by we i you as not no but so if when who what which our my had has have did do does
    would could should gave å av till från med och att som är vid hade blir ble fikk ga inte
    också efter under var sin os dem mig ham hende vores min sin deres hans hendes dens noget
    nogen ingen intet andet anden godt bedre først altid aldrig ofte stadig lige lidt sammen
    hinanden fordi mens selvom indtil gang gange ugen dagen måneden aftenen morgenen natten
    tiden gangen sommeren vinteren foråret efteråret begyndelsen starten dag dage uge uger
    måned måneder år tid kl ca procent tage tog tager bruge brugte bruger holde holdt holder
    sige sagde siger spørge spurgte prøvede hængte lærte havde troede mente tro tror ved
    vidste fandt finder satte sætter lagde
    """)
_GOVERNING: Final = re.compile(
    r"^(?:(?:vi|jeg|man|alle|mange|nogle|flere|folk|ingen|\w+(?:ne|en|et|er|erne)|we|i|they|people)\s+)"
    r"(?:\w+\s+){0,3}$"
)


_MANY: Final = word_set("""
    to tre fire fem seks syv otte ni ti elleve tolv mange nogle flere alle få begge de disse
    vores våre mine sine their our two three four five six seven many some several all few
    alla många flera några noen hver
    """)
_PLURAL_ENDINGS: Final = (
    "erne",
    "ene",
    "er",
    "ere",
    "rne",
    "or",
    "ar",
    "arna",
    "orna",
    "erna",
    "na",
    "e",
)
_PREPOSITION: Final = {
    False: word_set(
        """
        i på af til fra med om for hos over under efter før uden mellem mod ved blandt
        gennem av till från vid
        """
    ),
    True: word_set("of in on at by with from between about for to over under after before"),
}
# "at" and an infinitive begin no clause of their own.
_SUBORDINATE: Final = re.compile(
    r"(?<=\s)((?:fordi|når|hvis|da|selvom|hvad|hvordan|hvem|that|because|when|if|om|eftersom"
    r"|der|som|hvor|så|indtil|until|före|før"
    r"|(?:at|att)(?=\s+(?:vi|jeg|jag|man|de|det|den|der|han|hun|hon|alle|mange|nogle|folk|ingen|en"
    r"|et|ett|\w{3,}(?:ne|en|et|na))\s))\s)"
)
_COMPLEMENT: Final = re.compile(
    r"(?:at|att|hvad|hvordan|hvem|om|hvorfor|that|how|what|whether|det|den|de|it|they)\b"
)
_ADVERBIAL: Final = re.compile(
    r"^(?:i|på|efter|før|under|ved|til|siden|in|on|at|after|before|during|for|hos|nu|ude|om|da|når"
    r"|hvis|mens|if|when|as|sidste?|from|fra)\b"
)


@dataclass(frozen=True)
class Reader:
    """A text in lower case, and what can be asked of a place in it."""

    original: str
    language: str
    words: PointerWords

    @cached_property
    def lead(self) -> int:
        """How many marks stand before the first word."""
        return len(self.original) - len(self.original.lstrip(_MARKS))

    @cached_property
    def text(self) -> str:
        """The text without marks before its first word, in lower case."""
        return fold(self.original)[self.lead :]

    @cached_property
    def borders(self) -> tuple[int, ...]:
        """Where clauses begin: after signs, and at words such as "og"."""
        found = [m.end() for m in re.finditer(r"[.,;:!?–—()…]+\s*|\s+-\s+", self.text)]
        joined = "|".join(sorted(self.words.coordinators))
        found += [m.start() for m in re.finditer(rf"(?<=\s)(?:{joined})(?=\s)", self.text)]
        found += [m.start(1) for m in _SUBORDINATE.finditer(self.text)]
        return tuple(sorted(set(found)))

    def clause_before(self, place: int) -> bool:
        """Return whether a clause of three words that says something ends before a place."""
        ends = [b for b in self.borders if b <= place]
        if not ends:
            return False
        before = self.text[: ends[-1]]
        n_words = len(re.findall(r"\w+", before))
        last = self.text[ends[-1] :]
        governed = _COMPLEMENT.match(last) and len(ends) - (before.strip()[-1:] == ",") <= 1
        if governed and _GOVERNING.match(before.rstrip(" ,") + " "):
            return False
        return n_words >= 3 and not (n_words <= 5 and _ADVERBIAL.match(before))

    def too_near(self, place: int) -> bool:
        """Return whether only "og" or a comma stands between the start and a place."""
        return len(re.findall(r"\w+", self.text[:place])) < 3

    def nouns(self, place: int) -> list[tuple[int, str]]:
        """Return where words stand before a place that may be nouns, and the words."""
        found = []
        tokens = list(TOKEN.finditer(self.text, 0, place))
        for n, token in enumerate(tokens):
            word = token[0]
            after = self.text[token.end() :]
            if self._is_noun(word, [t[0] for t in tokens[max(0, n - 3) : n]], n, after):
                found.append((token.start(), word))
        return found

    def _is_noun(self, word: str, before: list[str], n: int, after: str) -> bool:
        if word in self.words.groups and word not in ("de", "dem"):
            return True
        if word.isdigit():
            return True
        if (
            len(word) < 3
            or word in _SMALL
            or word in self.words.after_pronoun
            or not word.isalpha()
        ):
            return "-" in word and len(word) > 4
        if n == 0 or (before and before[-1] in _BORDERS):
            return bool(re.match(r"\s+\w", after))
        if _opens_noun(before[-1]):
            return True
        if len(before) > 1 and _opens_noun(before[-2]) and before[-1] not in _SMALL:
            return before[-1] not in self.words.after_pronoun  # an adjective between
        if before[-1] in _PREPOSITION[self.language == "en"]:
            return True
        return len(word) > 4 and word.endswith(("erne", "ene", "en", "ne"))


def _opens_noun(word: str) -> bool:
    return word in ARTICLE or word.isdigit()


def is_plural(reader: Reader, place: int, word: str) -> bool:
    """Return whether a noun names several, or a group of people."""
    if word in reader.words.groups or word.isdigit():
        return True
    before = reader.text[:place].split()[-2:]
    if any(b in _MANY or b.isdigit() for b in before):
        return True
    if before[-1:] and before[-1] in (
        "en",
        "et",
        "ett",
        "ei",
        "min",
        "mit",
        "a",
        "an",
        "den",
        "det",
    ):
        return False
    if reader.language == "en":
        return word.endswith("s") or word in ("people", "men", "women", "children")
    return word.endswith(_PLURAL_ENDINGS) and not word.endswith(("ede", "lse", "elsen"))
