"""evalmine's coders on benchmark sets, called as a user calls them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import vectors
from benchmarks.datasets import DataSet
from benchmarks.metrics import Marks, rounded
from evalmine.coding import Codebook, ZeroShotCoder
from evalmine.coding.agreement.statistics import cohen_kappa
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.coding.trained.trained_coder import TrainedCoder
from evalmine.coding.trained.training import train_coder
from evalmine.embeddings import EmbeddingCache


def train(
    book: Codebook, data: DataSet, *, seed: int = 0, questions: Sequence[str] | None = None
) -> TrainedCoder:
    """Return a coder trained on all of a set; a group of the set is its project."""
    codings = HumanCodings(
        [
            HumanCoding(
                text_id=data.ids[i],
                text=data.texts[i],
                codes=data.labels[i],
                coder="people",
                project_id=data.groups[i],
                question=questions[i] if questions else "",
            )
            for i in range(len(data))
        ],
        code_ids=book.code_ids,
    )
    known = vectors.ours(codings.gold(book.code_ids).texts)
    return train_coder(
        book,
        codings,
        vectors.encoder(),
        cache=EmbeddingCache.default(),
        embeddings=known,
        seed=seed,
    )


def expected_and_met(
    coder: TrainedCoder, test: DataSet, assigned: Marks
) -> list[dict[str, object]]:
    """Return per code what the coder said to expect, beside what happened on the test half."""
    truth = dict(zip(test.codes, test.truth.T, strict=True))
    machine = dict(zip(coder.code_ids, assigned.T, strict=True))
    return [
        {
            "code": row["code_id"],
            "n_train": int(row["n"]),
            "verdict": row["verdict"],
            "kappa_expected": rounded(row["kappa"]),
            "kappa_on_test": rounded(cohen_kappa(truth[row["code_id"]], machine[row["code_id"]])),
        }
        for row in coder.expectations.to_dict("records")
    ]


def zero_shot(book: Codebook, *, encoder=None) -> ZeroShotCoder:
    """Return the coder that knows only what the codebook says."""
    return ZeroShotCoder(book, encoder or vectors.encoder(), cache=EmbeddingCache.default())


def in_language(book: Codebook, language: str) -> Codebook:
    """Return a codebook that says everything in one language only."""

    def only(texts):
        return {k: v for k, v in texts.items() if k == language}

    codes = [
        {
            **code.model_dump(),
            **{
                field: only(getattr(code, field))
                for field in ("name", "definition", "include", "exclude", "examples")
            },
        }
        for code in book.codes
    ]
    return Codebook.model_validate(
        {**book.model_dump(), "name": f"{book.name}_{language}", "codes": codes, "languages": []}
    )
