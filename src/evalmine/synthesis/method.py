"""Facts for the method appendix: what was read, left out, coded, and with which versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from evalmine.corpus.cells import parse_yes_no
from evalmine.corpus.mask import MASK_TAG
from evalmine.corpus.model import ATTRIBUTE_ROLES, Corpus, Segment, is_missing
from evalmine.synthesis.outline import CodeFacts, GuestSaturation, Method
from evalmine.synthesis.responses import count_answers, response_matrix
from evalmine.synthesis.saturation import guest_saturation, saturation_curve

if TYPE_CHECKING:
    from evalmine.coding.coder import Coder, CodingResult
    from evalmine.themes.result import ThemeResult

Met = Mapping[str, frozenset[str]]

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
    found: ThemeResult | None = None,
    seed: int = 0,
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
    found : ThemeResult, optional
        The themes found in the texts, for their saturation.
    seed : int
        Of the random orders of reading.
    """
    codebook, encoder = coder.codebook, coder.encoder
    content = [s for s in segments if s.status in ("coded", "uncoded")]
    coded = list(zip(content, _codes_of(coding), strict=True))
    masked = Counter(m for d in corpus.documents for m in MASK_TAG.findall(d.text))
    return Method(
        n_documents=_counted(d.kind for d in corpus.documents),
        questions=_questions(corpus, segments),
        answers=count_answers(corpus, segments),
        responses=response_matrix(corpus, segments),
        n_segments=_counted(s.status for s in segments),
        languages=_counted(s.language or "?" for s in content),
        masked=dict(sorted(masked.items())),
        excluded=tuple((e.source, e.location, e.reason) for e in corpus.excluded),
        codes=_codes(content, coding, coder, language),
        codebook=f"{codebook.name} {codebook.version}".strip() if codebook.codes else "",
        codebook_sha256=codebook.sha256 if codebook.codes else "",
        encoder=f"{encoder.name} ({encoder.revision})",
        coder=coding.coder,
        versions=package_versions(),
        saturation=saturation_curve(_met_by(coded, "project_id"), seed=seed),
        guest=_guest(coded, found, seed),
        n_texts_by_people=_n_texts_by_people(coder),
        n_not_quotable=sum(not _may_quote(p.attributes) for p in corpus.projects),
        attributes=_known_attributes(corpus),
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


def _codes_of(coding: CodingResult) -> list[frozenset[str]]:
    names = np.array(coding.code_ids, dtype=object)
    return [frozenset(names[row]) for row in np.asarray(coding.assigned, dtype=bool)]


def _guest(
    coded: Sequence[tuple[Segment, frozenset[str]]], found: ThemeResult | None, seed: int
) -> tuple[GuestSaturation, ...]:
    """Return saturation of codes and of themes, read by project and by document."""
    members = {} if found is None else _theme_of(found)
    themed = [(s, members.get(s.segment_id, frozenset())) for s, _ in coded]
    return tuple(
        one
        for unit, having in (("code", coded), ("theme", themed))
        for read_by in ("project", "document")
        for one in guest_saturation(
            _met_by(having, f"{read_by}_id"), unit=unit, read_by=read_by, seed=seed
        )
    )


def _theme_of(found: ThemeResult) -> dict[str, frozenset[str]]:
    """Return the theme of each segment that lies in one nobody rejected, peripheral ones left out.

    A peripheral segment is far from what the theme says, and does not show that it was met.
    """
    rejected = {t.theme_id for t in found.themes if t.status == "rejected"}
    return {
        m.segment_id: frozenset({m.theme_id})
        for m in found.members
        if not m.peripheral and m.theme_id not in rejected
    }


def _met_by(having: Sequence[tuple[Segment, frozenset[str]]], unit: str) -> Met:
    """Return what each project or document has; those with nothing count as read."""
    met: dict[str, set[str]] = {}
    for segment, codes in having:
        met.setdefault(getattr(segment, unit), set()).update(codes)
    return {name: frozenset(codes) for name, codes in met.items()}


def _n_texts_by_people(coder: Coder) -> int:
    return int(getattr(getattr(coder, "learned", None), "n_texts", 0))


def _may_quote(attributes: Mapping[str, object]) -> bool:
    answer = attributes.get("may_quote")
    return is_missing(answer) or parse_yes_no(answer) is True


def _known_attributes(corpus: Corpus) -> tuple[str, ...]:
    """Return the roles that at least half of the projects have a value for."""
    n = Counter(
        role
        for p in corpus.projects
        for role in ATTRIBUTE_ROLES
        if not is_missing(p.attributes.get(role))
    )
    return tuple(role for role in ATTRIBUTE_ROLES if 2 * n[role] >= len(corpus.projects) > 0)
