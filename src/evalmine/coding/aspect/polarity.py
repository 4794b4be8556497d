"""Tells whether a text speaks of success or of failure, by words and negation; no model.

A text is cut into clauses at punctuation and at words such as *men*.  In a clause every word of
success or failure counts +1 or -1:

* A negation (*ikke, uden, aldrig, not, inte* ...) turns the next such word within four words, but
  not beyond *og*, *at*, *som*; else the one up to three words before it ("virkede ikke").
* *Virke*, *fungere* and *work* count only where no other word says how ("virkede dårligt").
* Words such as *effekt*, *nået*, *brugt* count only when negated ("uden effekt"); this, and a
  negated *lykkes*, decides the clause, as do phrases such as *endte i en skuffe*.
* *Stress, sygefravær, konflikter* and *trivsel, energi, tillid* count by whether there is more or
  less of them.
* A negation with nothing to turn is -1 right after *blev, fik, kom, gav, did* ("blev aldrig
  udfyldt").
* *Desværre* and its like make a clause a bad experience whatever else it says.
* Clauses with a wish or a condition (*hvis, skal, bør*, "er der kun én, går det i stå"),
  conceding ones (*selvom*), those that begin with *tidligere* or tell what was so before ("som de
  før manglede"), indirect questions ("hvad der gik galt") and what is to be avoided ("så ingen
  bliver glemt") count nothing; after *men* only what follows counts, where it says anything.
* "Only two complaints" is no complaint.

The sign of the sum over all sentences is the answer.  Irony, comparisons with other places and
what is only implied are out of its reach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.polarity_words import PolarityWords, words_of
from evalmine.corpus.text import fold, normalize_text

_SENTENCE = re.compile(r"(?<=[.!?;])(?<!\bpct\.)(?<!\bca\.)(?<!\bkl\.)\s+|\n+")
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[,:()–—]")
_AHEAD, _BEHIND, _DESPITE = 4, 3, 3
_DECISIVE = 3
_NEGATIONS = frozenset({"no", "without", "neither"})
_ONLY_REACH = 3
# "Er der kun én, går det i stå": a condition by the order of its words.
_CONDITION = re.compile(
    r"(?:er|står|har|får|bliver|mangler|kommer|går|kan)\s+"
    r"(?:der|man|du|det|den|de|vi|jeg|en|et|ingen)\b[^?]*,[^?]*$"
)
_TO_AVOID = re.compile(
    r"(?:for så|for ellers|så (?:at )?ingen|så (?:(?:at )?(?:man|det|den|de|vi|der) )?ikke"
    r"|so (?:that )?(?:no|nobody))\b"
)
# "The rural poor", "poor households": people who are helped, and no failure.
_THE_POOR = re.compile(
    r"\b(?:the|rural|urban)\s+(?:(?:rural|urban|\w+est) )?(?:and )?poor"
    r"(?=$|\s*[,.;:()]|\s(?:and|in|of|to|by|with|who|through|from)\b)"
    r"|\bpoor(?=\s(?:and vulnerable|households|people|communities|families|municipalities|areas"
    r"|population\w*|women|children|rural|urban)\b)"
)
_TWO_WORDS = (("selv om", "selvom"), ("även om", "fastän"), ("in spite of", "despite"))


def polarity(texts: Sequence[str], languages: Sequence[str]) -> npt.NDArray[np.int8]:
    """Return -1 for a failure or bad experience, 1 for a success, 0 for neither, per text.

    Parameters
    ----------
    texts : sequence of str
    languages : sequence of str
        One per text: da, nb, sv or en; for any other, the words of all are used.

    Returns
    -------
    ndarray of int8, shape (n_texts,)

    Examples
    --------
    >>> polarity(["Det virkede ikke.", "Det gik uden problemer."], ["da", "da"]).tolist()
    [-1, 1]
    """
    signs = [
        _sign_of_text(text, words_of(language))
        for text, language in zip(texts, languages, strict=True)
    ]
    return np.array(signs, dtype=np.int8)


@dataclass(frozen=True)
class ClauseSign:
    """A clause in lower case, what it says of success (above 0) or failure, and its place.

    `value` is 3 or -3 where a phrase or a negated result decides the clause.
    """

    text: str
    value: int
    after_but: bool
    conceded: bool


def clause_signs(text: str, language: str) -> list[list[ClauseSign]]:
    """Return the clauses of each sentence that is no question; signs as `polarity` sees them.

    Examples
    --------
    >>> [[c.value for c in s] for s in clause_signs("Vi prøvede, men det virkede ikke.", "da")]
    [[0, 0, -3]]
    """
    words = words_of(language)
    return [
        _signs(_one_worded(fold(s)), words)
        for s in _SENTENCE.split(normalize_text(text))
        if s.strip() and not s.endswith("?")
    ]


def _sign_of_text(text: str, words: PolarityWords) -> int:
    sentences = _SENTENCE.split(normalize_text(text))
    total = sum(_sign(_sentence(fold(s), words)) for s in sentences if not s.endswith("?"))
    return _sign(total)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


@dataclass
class _Clause:
    tokens: list[str]
    after_but: bool = False


def _sentence(sentence: str, words: PolarityWords) -> int:
    sentence = _one_worded(sentence)
    if _CONDITION.match(sentence):
        return 0
    signs = _signs(sentence, words)
    return sum(c.value for c in signs if c.after_but) or sum(c.value for c in signs)


def _one_worded(sentence: str) -> str:
    for written, one_word in _TWO_WORDS:
        sentence = sentence.replace(written, one_word)
    return _THE_POOR.sub("people", sentence)


def _signs(sentence: str, words: PolarityWords) -> list[ClauseSign]:
    signs = []
    for place, clause in enumerate(_clauses(words.void.sub(" ", sentence), words)):
        silent = place and _tells_no_event(clause.tokens, words)
        value = 0 if silent else _value(clause.tokens, words)
        conceded = any("though" in words.kinds_of(t) for t in clause.tokens)
        signs.append(ClauseSign(" ".join(clause.tokens), value, clause.after_but, conceded))
    return signs


def _clauses(sentence: str, words: PolarityWords) -> list[_Clause]:
    clauses = [_Clause([])]
    tokens = _TOKEN.findall(sentence)
    while tokens and "but" in words.kinds_of(tokens[-1]):
        tokens.pop()  # "det gik alligevel": nothing follows
    for token in tokens:
        if "but" in words.kinds_of(token):
            for clause in clauses:
                clause.after_but = False
            clauses.append(_Clause([], after_but=True))
        elif token in ",:()–—":
            clauses.append(_Clause([], after_but=clauses[-1].after_but))
        else:
            clauses[-1].tokens.append(token)
    return clauses


def _tells_no_event(tokens: list[str], words: PolarityWords) -> bool:
    """Return whether a later clause asks, tells what was so before, or what is to be avoided."""
    kinds = [words.kinds_of(token) for token in tokens[:4]]
    first = (
        kinds[1:2] if tokens[0:1] in (["og"], ["eller"], ["and"], ["or"], ["och"]) else kinds[:1]
    )
    asks = any("asked" in kind for kind in first)
    once = any("earlier" in k or ("before" in k and i) for i, k in enumerate(kinds))
    relative = tokens[:1] in (["som"], ["der"], ["hvor"], ["which"], ["that"], ["where"])
    baseline = tokens[:1] == ["hvor"] and tokens[1:2] != [] and tokens[1].isdecimal()
    return asks or baseline or (relative and once) or bool(_TO_AVOID.match(" ".join(tokens)))


@dataclass
class _Hit:
    """A word that counts, at every place a negation can reach it from."""

    places: tuple[int, ...]
    value: int
    kind: str
    turned: bool = False

    @property
    def worth(self) -> int:
        """What it adds to the clause after negation."""
        if self.kind == "wanted":
            return -_DECISIVE if self.turned else 0
        value = -self.value if self.turned else self.value
        decides = self.turned and self.kind in ("bare", "event")
        return value * _DECISIVE if decides else value


def _value(tokens: list[str], words: PolarityWords) -> int:
    kinds = [words.kinds_of(token) for token in tokens]
    if any("though" in k or "wish" in k for k in kinds):
        return 0
    if kinds and "earlier" in kinds[0]:
        return 0
    if words.failed.search(" ".join(tokens)) or any("sadly" in k for k in kinds):
        return -_DECISIVE
    hits = _hits(tokens, kinds)
    for place, (token, kind) in enumerate(zip(tokens, kinds, strict=True)):
        if kind & _NEGATIONS or token.endswith(("n't", "n’t")):
            turned = _turn(place, hits, kinds)
            if not turned and _did_not_come(place, kinds):
                hits.append(_Hit((-9,), -1, "bad"))
    done = bool(words.done.search(" ".join(tokens)))
    return sum(hit.worth for hit in _that_count(hits)) + done


def _hits(tokens: list[str], kinds: list[frozenset[str]]) -> list[_Hit]:
    hits = []
    despite = [i for i, kind in enumerate(kinds) if "despite" in kind]
    for i, kind in enumerate(kinds):
        conceded = any(0 < i - place <= _DESPITE for place in despite)
        if "burden" in kind or "asset" in kind:
            hit = None if conceded else _by_amount(i, kinds)
        elif "bad" in kind:
            few = any("only" in k for k in kinds[max(i - _ONLY_REACH, 0) : i])
            hit = None if conceded or few else _Hit((i,), -1, "bad")
        else:
            hit = _plain_hit(i, kind, tokens)
            hit = None if hit and conceded and hit.kind == "good" else hit
        if hit:
            hits.append(hit)
    for hit in hits:
        before = hit.places[0] - 1
        if hit.kind in ("good", "bad") and before >= 0 and "less" in kinds[before]:
            hit.turned = True  # "mindre godt", "færre problemer"
    return hits


def _plain_hit(place: int, kind: frozenset[str], tokens: list[str]) -> _Hit | None:
    if "good" in kind:
        event = tokens[place].startswith(("lykke", "lykt", "lyckade", "succeed"))
        return _Hit((place,), 1, "event" if event else "good")
    if "bare" in kind:
        last = place == len(tokens) - 1
        seems = not last and tokens[place + 1] in ("som", "til", "like", "with", "on", "in", "i")
        return None if seems else _Hit((place,), 1, "bare")
    return _Hit((place,), 1, "wanted") if "wanted" in kind else None


def _by_amount(place: int, kinds: list[frozenset[str]]) -> _Hit | None:
    """Count more or less of a burden or an asset; the nearest word of amount decides."""
    near = [
        (abs(i - place), i)
        for i, kind in enumerate(kinds)
        if abs(i - place) <= _AHEAD
        and ("less" in kind or "more" in kind)
        and not any("fence" in k for k in kinds[min(i, place) + 1 : max(i, place)])
    ]
    if not near:
        return None
    amount = min(near)[1]
    value = 1 if ("less" in kinds[amount]) == ("burden" in kinds[place]) else -1
    return _Hit((place, amount), value, "amount")


def _did_not_come(place: int, kinds: list[frozenset[str]]) -> bool:
    """Return whether a negation with nothing to turn says that a thing did not come about."""
    if "no" not in kinds[place] and "came" not in kinds[place]:
        return False
    if any("longer" in kind for kind in kinds[place + 1 : place + 2]):
        return False
    return any("came" in kind for kind in kinds[max(place - _BEHIND, 0) : place + 1])


def _turn(place: int, hits: list[_Hit], kinds: list[frozenset[str]]) -> bool:
    """Let a negation turn the word it belongs to, and return whether it found one."""
    behind = [
        h
        for h in hits
        if any(0 < place - p <= _BEHIND and not _fenced(p, place, kinds) for p in h.places)
    ]
    if "without" in kinds[place]:
        behind = []  # a preposition reaches forward only
    ahead = [
        (min(p for p in h.places if p > place), h)
        for h in hits
        if any(0 < p - place <= _AHEAD and not _fenced(place, p, kinds) for p in h.places)
    ]
    events = [h for h in behind if h.kind == "event"]
    targets: list[_Hit] = []
    if "neither" in kinds[place]:
        targets = [hit for _, hit in ahead]
    elif events:
        targets = events[-1:]
    elif ahead:
        targets = [min(ahead, key=lambda pair: pair[0])[1]]
    elif behind:
        targets = behind[-1:]
    for hit in targets:
        hit.turned = not hit.turned
    return bool(targets)


def _fenced(start: int, stop: int, kinds: list[frozenset[str]]) -> bool:
    if "neither" in kinds[start]:
        return False
    return any("fence" in kind for kind in kinds[start + 1 : stop])


def _that_count(hits: list[_Hit]) -> list[_Hit]:
    """Leave out *virke* and its like where another word in the clause says how."""
    telling = [h for h in hits if h.kind != "bare" and h.worth]
    return [h for h in hits if h.kind != "bare" or h.turned or not telling]
