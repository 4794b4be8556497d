"""How a theme that was found stands to the codes of the codebook: new, part of one, the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evalmine.themes.theme import CodeRelation

Flags = npt.NDArray[np.bool_]

_Z = 1.96
_MOST = 0.5
_LEAST_BOTH = 2

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "da": {
        "none": "Nyt: ingen kode forekommer her oftere, end den ville ved et tilfælde.",
        "same as": "Det samme som koden {code}: {share:.0f} % af temaets segmenter har den, og "
        "{back:.0f} % af kodens segmenter ligger her.",
        "part of": "En del af koden {code}: {share:.0f} % af temaets segmenter har den, men kun "
        "{back:.0f} % af kodens segmenter ligger her.",
        "wider": "Bredere end koden {code}: {back:.0f} % af kodens segmenter ligger her, men "
        "kun {share:.0f} % af temaets segmenter har den.",
        "new": "Nyt: den nærmeste kode, {code}, har kun {share:.0f} % af temaets segmenter, og "
        "{back:.0f} % af kodens segmenter ligger her.",
    },
    "en": {
        "none": "New: no code is more frequent here than it would be by chance.",
        "same as": "The same as the code {code}: {share:.0f}% of the theme's segments have it, and "
        "{back:.0f}% of the code's segments lie here.",
        "part of": "Part of the code {code}: {share:.0f}% of the theme's segments have it, but "
        "only {back:.0f}% of the code's segments lie here.",
        "wider": "Wider than the code {code}: {back:.0f}% of the code's segments lie here, but "
        "only {share:.0f}% of the theme's segments have it.",
        "new": "New: the nearest code, {code}, has only {share:.0f}% of the theme's segments, and "
        "{back:.0f}% of the code's segments lie here.",
    },
}


@dataclass(frozen=True)
class CodeOverlap:
    """A theme beside the codebook.

    Parameters
    ----------
    code : str
        Id of the nearest code, or "".
    share : float
        Share of the theme's segments that have it.
    back : float
        Share of the code's segments that lie in the theme.
    relation : {"new", "part of", "same as", ""}
    sentence : str
        For the reader.
    """

    code: str = ""
    share: float = 0.0
    back: float = 0.0
    relation: CodeRelation = ""
    sentence: str = ""


def relate_to_codes(
    rows: npt.NDArray[np.int64],
    codings: Flags | None,
    code_ids: Sequence[str],
    *,
    code_names: Mapping[str, str] | None = None,
    language: str = "da",
) -> CodeOverlap:
    """Return the code nearest to a theme and whether it explains the theme.

    A code that half of all segments have would be near every theme. So a code counts only where
    at least two segments of the theme have it and it is more frequent in the theme than among all
    segments, by more than chance: the lower end of the 95 % Wilson interval of its share of the
    theme lies above its share of all segments. Of those that count, the nearest has the highest
    correlation (phi) of having the code with lying in the theme. Both shares are then measured
    beyond chance, as Cohen's kappa does: with p the share and q the share of all segments,
    (p - q) / (1 - q).

    - "same as": more than half of the theme has the code *and* more than half of the code lies in
      the theme, beyond chance.
    - "part of": more than half of the theme has the code, which reaches further.
    - "new": anything else, also where the theme holds most of the code and much besides.

    Parameters
    ----------
    rows : ndarray of int64
        Segments of the theme.
    codings : ndarray of bool, shape (n_segments, n_codes), or None
        Which codes are assigned.
    code_ids : sequence of str
        Columns of `codings`.
    code_names : mapping of str to str, optional
        For the sentence; ids where not given.
    language : {"da", "en"}
        Of the sentence.
    """
    told = _SENTENCES.get(language, _SENTENCES["da"])
    if codings is None or not len(code_ids):
        return CodeOverlap()
    n_all, n_theme = len(codings), len(rows)
    n_code = codings.sum(axis=0).astype(np.float64)
    n_both = codings[rows].sum(axis=0).astype(np.float64)
    share, usual = n_both / n_theme, n_code / n_all
    back = np.divide(n_both, n_code, out=np.zeros_like(n_both), where=n_code > 0)
    counts = (_wilson_low(share, n_theme) > usual) & (n_both >= _LEAST_BOTH)
    if n_theme == n_all:  # a single theme: nothing to compare it with
        counts[:] = False
    if not counts.any():
        return CodeOverlap(relation="new", sentence=told["none"])
    usual_back = n_theme / n_all
    variance = usual * (1 - usual) * usual_back * (1 - usual_back)
    phi = (n_both / n_all - usual * usual_back) / np.sqrt(np.where(variance > 0, variance, 1.0))
    best = int(np.where(counts, np.round(phi, 9), -np.inf).argmax())
    is_in = _beyond(share[best], usual[best]) > _MOST
    is_all = _beyond(back[best], usual_back) > _MOST
    relation: CodeRelation = ("same as" if is_all else "part of") if is_in else "new"
    code = code_ids[best]
    sentence = told["wider" if is_all and not is_in else relation].format(
        code=f"'{(code_names or {}).get(code, code)}'",
        share=100 * share[best],
        back=100 * back[best],
    )
    return CodeOverlap(code, float(share[best]), float(back[best]), relation, sentence)


def _beyond(share: float, chance: float) -> float:
    return float((share - chance) / (1 - chance)) if chance < 1 else 0.0


def _wilson_low(share: npt.NDArray[np.float64], n: int) -> npt.NDArray[np.float64]:
    """Return the lower end of Wilson's interval (1927, doi:10.1080/01621459.1927.10502953)."""
    middle = share + _Z**2 / (2 * n)
    half = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return np.asarray((middle - half) / (1 + _Z**2 / n))
