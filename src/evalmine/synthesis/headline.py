"""Headlines of claims that no codebook worded: the projects' own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import Segment
from evalmine.synthesis.evidence import Evidence
from evalmine.synthesis.quoting.self_contained import is_self_contained
from evalmine.themes.keywords import name_theme

_SHORT, _MOST_WORDS = 12, 20  # a headline is read at a glance
_N_WORDS, _MIN_WORDS = 3, 2
_MADE_NOUN = re.compile(r"\w{2}(?:else|hed|het|ning|skab|sel|tion|itet)(?:en|et|er|erne|n|s)?$")
_LONG_ENDING = 6  # "gerne" and "ene" are no nouns


def found_headline(evidence: Evidence, rows: Sequence[int]) -> tuple[str, str]:
    """Return the headline of a claim and where it comes from: "in_vivo", "words" or "".

    In vivo: the words of a participant, verbatim, as in vivo coding names a pattern (Saldana 2016,
    The Coding Manual for Qualitative Researchers).  It is the first sentence of at most twelve
    words that can stand alone, in the order of the rows (the one that stands for the claim first;
    those in the report's language go before others), else the shortest of at most twenty.  Where
    there is none, it is the nouns that the projects share; where these are fewer than two, or the
    texts are English, whose nouns do not show, there is no headline.

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Of the claim, the most central first.
    """
    segments = evidence.segments
    whole = [
        segments[r].text
        for r in sorted(rows, key=lambda r: segments[r].language != evidence.language)
        if evidence.may_quote(segments[r].project_id) and _can_head(segments[r])
    ]
    short = [text for text in whole if len(text.split()) <= _SHORT]
    longer = sorted(whole, key=lambda text: len(text.split()))[:1]
    if short or longer:
        return (short or longer)[0].rstrip(".").strip(), "in_vivo"
    words = claim_headline(evidence, rows)
    return words, "words" if words else ""


def _can_head(segment: Segment) -> bool:
    text = segment.text
    return (
        len(text.split()) <= _MOST_WORDS
        and is_self_contained(text, segment.language)
        and not text.endswith(("?", "!"))
        and "\n" not in text
        and not MASK_TAG.search(text)
    )


def claim_headline(evidence: Evidence, rows: Sequence[int]) -> str:
    """Return the nouns that at least half of a claim's projects use, rarest elsewhere first.

    Returns "" where they share fewer than two: near vectors alone are no claim, and "stop and
    people" names none.  So does a claim that is all English, where nouns cannot be told.

    Parameters
    ----------
    evidence : Evidence
    rows : sequence of int
        Of the claim.
    """
    users = evidence.users_of_words(rows)
    n_projects = len({evidence.segments[r].project_id for r in rows})
    shared = np.flatnonzero(users >= max(2, n_projects / 2)).tolist()
    if all(evidence.segments[r].language == "en" for r in rows):
        return ""
    forms_of = evidence.forms_of_words
    shared = [j for j in shared if _is_noun(forms_of.get(evidence.words.shown[j], frozenset()))]
    if len(shared) < _MIN_WORDS:
        return ""
    rarity = np.log((1 + len(evidence.pool_of)) / (1 + evidence.users_everywhere))
    weight = np.round(users * rarity, 6)
    best = sorted(shared, key=lambda j: (-weight[j], evidence.words.shown[j]))[:_N_WORDS]
    words = tuple((evidence.words.shown[j], float(weight[j])) for j in best)
    return name_theme(words, evidence.language)


def _is_noun(forms: frozenset[str]) -> bool:
    """Return whether the texts somewhere use a word, given in all its forms, as a definite noun.

    In Danish, Norwegian and Swedish the article is an ending, and only nouns take it (*webinar*,
    *webinarerne*).  The ending -et is that of participles as well (*stoppet*): it tells only
    where no past tense (*stoppede*) is met.
    """
    past = any(form.endswith(("ede", "ade", "te")) for form in forms)
    for form in forms:
        if _MADE_NOUN.search(form):
            return True
        if form.endswith(("erne", "ene", "erna", "orna", "arna")) and len(form) > _LONG_ENDING:
            return True
        stems = {form[:-1], form[:-2]} & forms
        if form.endswith(("en", "an")) and (stems or len(forms) == 1):
            return True
        if form.endswith("et") and (stems or len(forms) == 1) and not past:
            return True
    return False
