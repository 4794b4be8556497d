"""Why a case was chosen, in a sentence."""

from __future__ import annotations

from evalmine.report.formats import joined
from evalmine.report.words import Words
from evalmine.synthesis.outline import Case

_MOST_TRAITS = 3


def told_case_reasons(case: Case, words: Words) -> str:
    """Return why a case was chosen, "" where nothing is known of it.

    Examples
    --------
    >>> from evalmine.report.words import load_words
    >>> case = Case("P1", "", "", "", "", None, None, "", "", (), ())
    >>> from dataclasses import replace
    >>> case = replace(case, reasons=(("carries", "5/9"), ("only_region", "Fyn")))
    >>> told_case_reasons(case, load_words("da"))[:60]
    'Valgt, fordi projektet bidrager til 5 af puljens 9 læringer '
    """
    reasons = dict(case.reasons)
    sentences = [words["case_reason.picked"]] if "picked" in reasons else []
    traits = joined(_traits(case, words), words.language)
    if "carries" in reasons:
        n, _, total = reasons["carries"].partition("/")
        only = words.text("case_reason.only", traits=traits) if traits else ""
        sentences.append(words.text("case_reason.carries", n=n, total=total, only=only))
    elif traits:
        sentences.append(words.text("case_reason.only_alone", traits=traits))
    if "alone" in reasons:
        n_alone = int(reasons["alone"])
        sentences.append(words.plural("case_reason.alone", n_alone).format(n=n_alone))
    return " ".join(sentences)


def _traits(case: Case, words: Words) -> list[str]:
    told = []
    for key, value in case.reasons:
        trait = key.removeprefix("only_")
        if trait != key:
            value = words.label("case_reason.size", value) if trait == "size" else value
            told.append(words.text(f"case_reason.trait.{trait}", value=value))
    return told[:_MOST_TRAITS]
