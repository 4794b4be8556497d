"""How far coders agree, people and machines: statistics, tables per code, intervals."""

from __future__ import annotations

from evalmine.coding.agreement.statistics import (
    alpha_of_sets,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from evalmine.coding.agreement.table import agreement_per_code, confusion_between_codes

__all__ = [
    "agreement_per_code",
    "alpha_of_sets",
    "cohen_kappa",
    "confusion_between_codes",
    "gwet_ac1",
    "krippendorff_alpha",
    "percent_agreement",
]
