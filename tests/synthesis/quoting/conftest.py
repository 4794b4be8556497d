"""Builds one document by hand, with blocks, and the evidence of its sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from evalmine.corpus.model import Block, Corpus, Document, Project
from evalmine.corpus.segmenting import segment_document
from evalmine.synthesis.evidence import Evidence


def evidence_of_blocks(
    *blocks: tuple[str, str],
    kind: str = "self_evaluation",
    attributes: dict[str, Any] | None = None,
    language: str = "da",
) -> Evidence:
    """Return the evidence of a document whose blocks are (role, text), cut into its sentences."""
    text, found = "", []
    for role, words in blocks:
        start = len(text)
        text += words + "\n\n"
        question = "Hvad har I lært?" if role == "answer" else ""
        found.append(Block(start, start + len(words), role, question))
    document = Document("P1/note", "P1", kind, "note.docx", text, tuple(found), "da")
    segments = segment_document(document)
    corpus = Corpus((Project("P1", attributes=attributes or {}),), (document,))
    vectors = np.ones((len(segments), 1), np.float32)
    return Evidence(corpus, segments, vectors, {}, [], language)


@pytest.fixture
def evidence_of_document() -> Any:
    return evidence_of_blocks
