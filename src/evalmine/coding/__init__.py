"""Stage 3, which codes apply: codebooks, coders, and the people that coders learn from."""

from __future__ import annotations

from evalmine.coding.agreement.bootstrap import bootstrap_interval
from evalmine.coding.agreement.statistics import (
    alpha_of_sets,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from evalmine.coding.agreement.table import agreement_per_code, confusion_between_codes
from evalmine.coding.aspect.aspect_names import ASPECT_NAMES, ASPECTS, aspect_name
from evalmine.coding.aspect.aspects import (
    aspect_of_heading,
    aspect_of_question,
    aspect_scores,
    predict_aspects,
)
from evalmine.coding.aspect.polarity import polarity
from evalmine.coding.aspect.stance import STANCES, charge_of, stance
from evalmine.coding.calibration import expected_calibration_error, reliability_curve
from evalmine.coding.choose import choose_coder
from evalmine.coding.code_corpus import CodedCorpus, code_corpus
from evalmine.coding.codebook import (
    Code,
    Codebook,
    check_codebook,
    list_codebooks,
    load_codebook,
    parse_codebook,
    save_codebook,
)
from evalmine.coding.coder import Coder, CodingResult
from evalmine.coding.people.human_codings import Gold, HumanCoding, HumanCodings
from evalmine.coding.people.read_codings import read_codings
from evalmine.coding.people.sampling import draw_sample
from evalmine.coding.thresholds import fit_thresholds
from evalmine.coding.trained.coder_file import load_coder
from evalmine.coding.trained.trained_coder import TrainedCoder
from evalmine.coding.trained.training import train_coder
from evalmine.coding.zero_shot import ZeroShotCoder, default_threshold

__all__ = [
    "ASPECTS",
    "ASPECT_NAMES",
    "STANCES",
    "Code",
    "Codebook",
    "CodedCorpus",
    "Coder",
    "CodingResult",
    "Gold",
    "HumanCoding",
    "HumanCodings",
    "TrainedCoder",
    "ZeroShotCoder",
    "agreement_per_code",
    "alpha_of_sets",
    "aspect_name",
    "aspect_of_heading",
    "aspect_of_question",
    "aspect_scores",
    "bootstrap_interval",
    "charge_of",
    "check_codebook",
    "choose_coder",
    "code_corpus",
    "cohen_kappa",
    "confusion_between_codes",
    "default_threshold",
    "draw_sample",
    "expected_calibration_error",
    "fit_thresholds",
    "gwet_ac1",
    "krippendorff_alpha",
    "list_codebooks",
    "load_codebook",
    "load_coder",
    "parse_codebook",
    "percent_agreement",
    "polarity",
    "predict_aspects",
    "read_codings",
    "reliability_curve",
    "save_codebook",
    "stance",
    "train_coder",
]
