"""What a user would pick instead of evalmine, each in a few lines of its own library.

Every function takes training texts (or vectors) with their marks and returns marks for the tested
ones; `exclusive` says that a text has exactly one code. ``class_weight="balanced"`` and ``C`` were
chosen for the baselines' own good, by cross-validation on development texts
(`python -m benchmarks.tune_baselines`).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from benchmarks.metrics import best_code
from evalmine.coding import Codebook

Marks = npt.NDArray[np.bool_]
SVM_C, SVM_C_SEVERAL = 1.0, 0.1  # one code per text, several
LOGISTIC_C = 1.0


def tfidf_svm(
    train: Sequence[str],
    marks: Marks,
    test: Sequence[str],
    *,
    exclusive: bool,
    c: float | None = None,
) -> Marks:
    """Word TF-IDF and a linear support vector machine, one against the rest."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    c = c or (SVM_C if exclusive else SVM_C_SEVERAL)
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    known = vectorizer.fit_transform(train)
    model = LinearSVC(C=c, class_weight="balanced", random_state=0)
    return _one_per_code(model, known, marks, vectorizer.transform(test), exclusive, at=0.0)[1]


def logistic(
    train: npt.ArrayLike,
    marks: Marks,
    test: npt.ArrayLike,
    *,
    exclusive: bool,
    c: float = LOGISTIC_C,
) -> tuple[npt.NDArray[np.float64], Marks]:
    """Logistic regression on ready-made vectors; returns probabilities and marks."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, class_weight="balanced", max_iter=1000)
    if not exclusive:
        return _one_per_code(model, np.asarray(train), marks, np.asarray(test), False, at=0.5)
    trained = marks.any(axis=0)
    model.fit(np.asarray(train, dtype=np.float64), marks.argmax(axis=1))
    probabilities = np.zeros((len(np.asarray(test)), marks.shape[1]))
    probabilities[:, trained] = model.predict_proba(np.asarray(test, dtype=np.float64))
    return probabilities, best_code(probabilities)


def nearest_centroid(train: npt.ArrayLike, marks: Marks, test: npt.ArrayLike) -> Marks:
    """Return the code whose examples' mean vector is nearest: always exactly one."""
    vectors = np.asarray(train, dtype=np.float64)
    means = np.array(
        [vectors[m].mean(axis=0) if m.any() else np.zeros(vectors.shape[1]) for m in marks.T]
    )
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    cosines = np.asarray(test, dtype=np.float64) @ (means / np.maximum(lengths, 1e-12)).T
    cosines[:, ~marks.any(axis=0)] = -np.inf
    return best_code(cosines)


def nearest_definition_tfidf(book: Codebook, texts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the word TF-IDF cosine of each text to what the codebook says of each code."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = definitions(book)
    vectorizer = TfidfVectorizer(sublinear_tf=True).fit([*said, *texts])
    return np.asarray((vectorizer.transform(texts) @ vectorizer.transform(said).T).todense())


def definitions(book: Codebook) -> list[str]:
    """Return one text per code: name, definition, rules and examples in all its languages."""
    return [
        ". ".join(
            [
                *code.name.values(),
                *code.definition.values(),
                *(line for lines in code.include.values() for line in lines),
                *(line for lines in code.examples.values() for line in lines),
            ]
        )
        for code in book.assignable
    ]


def _one_per_code(model, train, marks: Marks, test, exclusive: bool, *, at: float):
    """Fit one model per code; a code without examples, or with nothing else, is constant."""
    from sklearn.base import clone

    scores = np.full((test.shape[0], marks.shape[1]), -np.inf)
    with _quiet():
        for j, mark in enumerate(marks.T):
            if mark.all():
                scores[:, j] = np.inf
            elif mark.any():
                fitted = clone(model).fit(train, mark)
                if hasattr(fitted, "predict_proba"):
                    scores[:, j] = fitted.predict_proba(test)[:, 1]
                else:
                    scores[:, j] = fitted.decision_function(test)
    return scores, best_code(scores) if exclusive else scores > at


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "did not converge" of a baseline is no news
        yield
