"""Builds evidence by hand: who said what, in which direction it points, and in which pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from evalmine.corpus.model import Block, Corpus, Document, Project, Segment
from evalmine.synthesis.evidence import Evidence, ThemeRows

SENTENCES = (
    "Vi begynder hvert personalemøde med to minutter, hvor alle siger noget.",
    "Lederne spørger nu til trivslen, før de spørger til driften.",
    "Tavlen i frokoststuen samler ugens små og store aftaler ét sted.",
    "Trafiklyset på døren viser kollegerne, hvornår man kan forstyrre.",
    "Nye kolleger får en fast makker gennem de første tre måneder.",
    "Nattevagterne skriver en kort hilsen til dagholdet hver eneste morgen.",
    "Samtalekortene gjorde det lettere at tale om travle perioder i teamet.",
    "Arbejdsmiljøgruppen går runde på alle afdelinger den første mandag i måneden.",
    "Medarbejderne foreslår selv emner til det korte møde om fredagen.",
    "Konsulenten hjalp ledergruppen med at holde fast i de tre aftaler.",
)


# Four ways of saying one thing: a claim outside the codebook.
CARDS = (
    "Samtalekortene ligger fast på bordet ved hvert personalemøde.",
    "Ved hvert personalemøde ligger samtalekortene fast på vores bord.",
    "Samtalekortene ligger nu på bordet ved hvert eneste personalemøde.",
    "På bordet ligger samtalekortene fast ved vores personalemøder.",
)


@dataclass(frozen=True)
class Said:
    """One sentence of one project."""

    project: str
    text: str
    vector: tuple[float, ...] = (1.0, 0.0)
    aspect: str = "change"
    polarity: int = 0
    kind: str = "self_evaluation"
    themes: tuple[str, ...] = ("C-sprog",)
    score: float | None = None  # the coder's, for all its themes


def question_of(said: Said) -> str:
    return "" if said.kind != "self_evaluation" else f"Hvad vil I sige om {said.aspect}?"


def stance_of(said: Said, charge: int) -> str:
    against = said.polarity == -charge and said.aspect != "learning"
    return "contradicts" if against else "supports"


def document_with(
    project: str, kind: str, sentences: Sequence[Said], questions: Sequence[str]
) -> tuple[Document, list[tuple[Said, Segment]]]:
    """Return a document with its segments; each question has one block, answered or not."""
    document_id = f"{project}/{kind}"
    text, blocks, segments = "", [], []
    for question in questions:
        block_start = len(text)
        for said in (s for s in sentences if question_of(s) == question):
            start, end = len(text), len(text) + len(said.text)
            text += said.text + " "
            segment = Segment(
                f"{document_id}#{start:05d}",
                document_id,
                project,
                start,
                end,
                said.text,
                question=question,
                language="da",
                aspect=said.aspect,
                status="coded",
            )
            segments.append((said, segment))
        end = max(block_start, len(text) - 1)
        blocks.append(Block(block_start, end, "answer" if question else "paragraph", question))
    document = Document(document_id, project, kind, f"{project}.xlsx", text, tuple(blocks), "da")
    return document, segments


def build_evidence(
    said: Sequence[Said],
    *,
    attributes: Mapping[str, Mapping[str, Any]] | None = None,
    silent: Sequence[str] = (),
    headlines: Mapping[str, Mapping[str, str]] | None = None,
    aspects: Mapping[str, tuple[str, ...]] | None = None,
    language: str = "da",
    bar: float = 0.0,
) -> Evidence:
    """Return evidence; `silent` projects were asked the same questions and answered none.

    Theme ids that start with "C-" are codes of the codebook, the others were found in the texts.
    """
    attributes, headlines, aspects = attributes or {}, headlines or {}, aspects or {}
    names = sorted({s.project for s in said} | set(silent))
    asked = sorted({question_of(s) for s in said} - {""})
    projects = tuple(Project(n, f"Projekt {n}", dict(attributes.get(n, {}))) for n in names)
    documents, pairs = [], []
    for name in names:
        kinds = sorted({s.kind for s in said if s.project == name}) or ["self_evaluation"]
        for kind in kinds:
            mine = [s for s in said if s.project == name and s.kind == kind]
            questions = asked if kind == "self_evaluation" else [""]
            document, found = document_with(name, kind, mine, questions)
            documents.append(document)
            pairs += found
    pairs.sort(key=lambda pair: pair[1].segment_id)
    vectors = np.array([s.vector for s, _ in pairs], dtype=np.float32)
    themes = [
        ThemeRows(
            theme,
            theme.removeprefix("C-").capitalize(),
            "codebook" if theme.startswith("C-") else "inductive",
            tuple(row for row, (s, _) in enumerate(pairs) if theme in s.themes),
            headlines.get(theme, {}),
            aspects=aspects.get(theme, ()),
            scores={
                row: s.score
                for row, (s, _) in enumerate(pairs)
                if theme in s.themes and s.score is not None
            },
            bar=bar,
        )
        for theme in sorted({t for s in said for t in s.themes})
    ]
    return Evidence(
        Corpus(projects, tuple(documents)),
        [segment for _, segment in pairs],
        vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        {charge: np.array([stance_of(s, charge) for s, _ in pairs]) for charge in (1, -1)},
        themes,
        language,
    )


@pytest.fixture
def say() -> type[Said]:
    return Said


@pytest.fixture
def evidence_of() -> Any:
    return build_evidence


@pytest.fixture
def sentences() -> tuple[str, ...]:
    return SENTENCES


@pytest.fixture
def cards() -> tuple[str, ...]:
    return CARDS
