"""Finds coded texts that the codebook quotes: its examples would tell what is to be tried."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set

import numpy as np
import numpy.typing as npt

from evalmine.coding.codebook_model import Codebook

_WORD = re.compile(r"\w+")
_TELLING = 4  # words from which a passage is taken for a quote of the text that holds it


def bare(text: str) -> str:
    """Return the words of a text in small letters, with one space on either side of each.

    Examples
    --------
    >>> bare("Tavlen -  den hænger der endnu.")
    ' tavlen den hænger der endnu '
    """
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFC', text).casefold()))} "


def quoted_texts(codebook: Codebook, texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return which texts an example of the codebook repeats, in whole or (4+ words) in part."""
    lines = [e for c in codebook.assignable for said in c.examples.values() for e in said]
    examples = {bare(line) for line in lines}
    return np.array([_comes_from(bare(text), examples) for text in texts], dtype=bool)


def without_quotes(codebook: Codebook, texts: Sequence[str]) -> Codebook:
    """Return the codebook less the examples that come from these texts."""
    told = {bare(text) for text in texts}
    codes = []
    for code in codebook.codes:
        left = {
            language: tuple(line for line in lines if not _comes_from(bare(line), told))
            for language, lines in code.examples.items()
        }
        codes.append(code.model_copy(update={"examples": left}))
    return codebook.model_copy(update={"codes": tuple(codes)})


def _comes_from(one: str, others: Set[str]) -> bool:
    return one in others or any(_holds(one, other) or _holds(other, one) for other in others)


def _holds(long: str, short: str) -> bool:
    return short in long and len(short.split()) >= _TELLING
