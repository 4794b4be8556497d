"""Facts for the method appendix: what was read, left out, coded, and with which versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import Corpus, Segment
from evalmine.synthesis.outline import CodeFacts, Method, SaturationPoint
from evalmine.synthesis.saturation import saturation_curve

if TYPE_CHECKING:
    from evalmine.coding.coder import Coder, CodingResult

PACKAGES = (
    "evalmine",
    "bertopic",
    "graspologic-native",
    "numpy",
    "pandas",
    "scikit-learn",
    "sentence-transformers",
    "simplemma",
    "spacy",
    "torch",
)


def describe_method(
    corpus: Corpus,
    segments: Sequence[Segment],
    coding: CodingResult,
    coder: Coder,
    *,
    language: str,
) -> Method:
    """Return the counts and versions that the method appendix prints.

    Parameters
    ----------
    corpus : Corpus
    segments : sequence of Segment
        All of them, with their final status.
    coding : CodingResult
        Its rows are the segments with status coded or uncoded, in order.
    coder : Coder
        What gave the coding.
    language : str
        Of the report.
    """
    codebook, encoder = coder.codebook, coder.encoder
    content = [s for s in segments if s.status in ("coded", "uncoded")]
    masked = Counter(m for d in corpus.documents for m in MASK_TAG.findall(d.text))
    return Method(
        n_documents=_counted(d.kind for d in corpus.documents),
        questions=_questions(corpus, segments),
        n_segments=_counted(s.status for s in segments),
        languages=_counted(s.language or "?" for s in content),
        masked=dict(sorted(masked.items())),
        excluded=tuple((e.source, e.location, e.reason) for e in corpus.excluded),
        codes=_codes(content, coding, coder, language),
        codebook=f"{codebook.name} {codebook.version}",
        codebook_sha256=codebook.sha256,
        encoder=f"{encoder.name} ({encoder.revision})",
        coder=coding.coder,
        versions=package_versions(),
        saturation=_saturation(content, coding),
    )


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that a result can hang on."""
    versions = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "-"
    return versions


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts = Counter(values)
    return {key: counts[key] for key in sorted(counts)}


def _questions(
    corpus: Corpus, segments: Sequence[Segment]
) -> tuple[tuple[str, int, int, int], ...]:
    """Return (question, asked, answered with content, non-answers or empty), by project."""
    saying: dict[str, set[str]] = {}
    for s in segments:
        if s.status in ("coded", "uncoded"):
            saying.setdefault(s.question, set()).add(s.project_id)
    return tuple(
        (question, len(asked), n := len(saying.get(question, set()) & asked), len(asked) - n)
        for question, asked in corpus.asked.items()
    )


def _codes(
    content: Sequence[Segment], coding: CodingResult, coder: Coder, language: str
) -> tuple[CodeFacts, ...]:
    expected = _expected(coder)
    rows = []
    for column, code_id in enumerate(coding.code_ids):
        where = np.flatnonzero(coding.assigned[:, column])
        projects = {content[int(i)].project_id for i in where}
        code = coder.codebook[code_id]
        rows.append(
            CodeFacts(
                code_id,
                code.name_in(language),
                code.definition_in(language),
                coder.thresholds[column],
                len(where),
                len(projects),
                **expected.get(code_id, {}),
            )
        )
    return tuple(rows)


def _expected(coder: Coder) -> dict[str, dict[str, Any]]:
    """Return what cross-validation says of each code, {} where nobody has coded."""
    table = coder.expectations
    if table is None:
        return {}
    names = ("precision", "recall", "f1", "kappa", "kappa_low", "kappa_high")
    return {
        row["code_id"]: {
            "n_coded": int(row["n"]),
            "verdict": row["verdict"],
            **{name: None if isnan(row[name]) else float(row[name]) for name in names},
        }
        for row in table.to_dict("records")
    }


def _saturation(content: Sequence[Segment], coding: CodingResult) -> tuple[SaturationPoint, ...]:
    codes: dict[str, set[str]] = {s.project_id: set() for s in content}
    for row, column in np.argwhere(coding.assigned).tolist():
        codes[content[row].project_id].add(coding.code_ids[column])
    return saturation_curve({p: frozenset(c) for p, c in codes.items()})
