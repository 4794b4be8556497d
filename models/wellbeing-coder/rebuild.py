"""Makes ``model.json`` and ``weights.npz`` from ``examples.csv``; see the model card.

``python models/wellbeing-coder/rebuild.py [FOLDER]`` writes beside itself, or to FOLDER.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evalmine.coding.aspect.aspects import predict_aspects
from evalmine.coding.codebook import load_codebook
from evalmine.coding.codebook_model import Codebook
from evalmine.coding.examples.coder_folder import write_taught
from evalmine.coding.examples.learn_examples import CodedTexts, learn_from_examples, lessons
from evalmine.corpus.model import Segment
from evalmine.embeddings import EmbeddingCache, Encoder, embed, load_encoder

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE / "examples.csv"
GOLD = HERE.parent.parent / "corpora" / "aftryk-2025" / "gold.csv"


def main(folder: Path = HERE, *, cache: EmbeddingCache | None = None) -> None:
    """Write the two files to a folder."""
    book, encoder = load_codebook("wellbeing"), load_encoder()
    examples = read_examples(EXAMPLES, book)
    answers = read_answers(GOLD, "development", book, encoder, cache)
    taught = learn_from_examples(examples, answers, book, encoder, cache)
    vectors = embed(lessons(examples, book).texts, encoder, cache=cache)
    write_taught(
        taught,
        folder,
        book,
        encoder,
        {
            "examples_sha256": hashlib.sha256(EXAMPLES.read_bytes()).hexdigest(),
            "n_examples": len(examples.texts),
            "calibrated_on": f"{len(answers.texts)} segments, the development half of "
            "corpora/aftryk-2025/gold.csv (made up)",
            # Another kind of processor may give other last bits, and then other weights.
            "vectors_sha256": hashlib.sha256(vectors.tobytes()).hexdigest(),
            "made_with": "python models/wellbeing-coder/rebuild.py",
        },
    )


def read_examples(path: Path, book: Codebook) -> CodedTexts:
    """Return the example sentences."""
    rows = _rows(path)
    return CodedTexts(tuple(row["text"] for row in rows), _marks(rows, book))


def read_answers(
    path: Path, split: str, book: Codebook, encoder: Encoder, cache: EmbeddingCache | None
) -> CodedTexts:
    """Return one half of the coded sample, with the aspects that evalmine finds."""
    rows = [row for row in _rows(path) if row["split"] == split]
    texts = [row["text"] for row in rows]
    segments = [
        Segment(
            segment_id=row["segment_id"],
            document_id=row["document_id"],
            project_id=row["project_id"],
            start=int(row["start"]),
            end=int(row["end"]),
            text=row["text"],
            question=row["question"],
        )
        for row in rows
    ]
    vectors = embed(texts, encoder, cache=cache)
    aspects = predict_aspects(segments, vectors, encoder, cache=cache)
    return CodedTexts(tuple(texts), _marks(rows, book), tuple(aspects))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _marks(rows: list[dict[str, str]], book: Codebook) -> npt.NDArray[np.bool_]:
    return np.array([[c in row["codes"].split(";") for c in book.code_ids] for row in rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE, cache=EmbeddingCache.default())
