"""Stage 3, which codes apply: codebooks and the coders that use them."""

from __future__ import annotations

from evalmine.coding.aspect_names import ASPECT_NAMES, ASPECTS, aspect_name
from evalmine.coding.aspects import aspect_of_heading, aspect_of_question, predict_aspects
from evalmine.coding.codebook import (
    Code,
    Codebook,
    check_codebook,
    list_codebooks,
    load_codebook,
    parse_codebook,
    save_codebook,
)
from evalmine.coding.coder import DEFAULT_THRESHOLD, Coder, CodingResult
from evalmine.coding.polarity import polarity
from evalmine.coding.thresholds import fit_thresholds
from evalmine.coding.zero_shot import ZeroShotCoder

__all__ = [
    "ASPECTS",
    "ASPECT_NAMES",
    "DEFAULT_THRESHOLD",
    "Code",
    "Codebook",
    "Coder",
    "CodingResult",
    "ZeroShotCoder",
    "aspect_name",
    "aspect_of_heading",
    "aspect_of_question",
    "check_codebook",
    "fit_thresholds",
    "list_codebooks",
    "load_codebook",
    "parse_codebook",
    "polarity",
    "predict_aspects",
    "save_codebook",
]
