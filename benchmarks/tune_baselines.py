"""Chooses the baselines' constants on development texts: ``python -m benchmarks.tune_baselines``.

Prints macro F1 in five folds by group, with all and with 20 examples per code. Nothing of the test
half is read.
"""

from __future__ import annotations

import numpy as np

from benchmarks.baselines import logistic, tfidf_svm
from benchmarks.datasets import DEVELOPMENT, available, load_split
from benchmarks.few_shot import draw
from benchmarks.metrics import macro_f1
from benchmarks.vectors import minilm


def folds(groups: list[str], n: int = 5) -> np.ndarray:
    """Return a fold per text; a group lies in one."""
    order = {
        g: i % n for i, g in enumerate(np.random.default_rng(0).permutation(sorted(set(groups))))
    }
    return np.array([order[g] for g in groups])


def main() -> None:
    for name in available():
        data = load_split(name, DEVELOPMENT)
        vectors, fold = minilm(data.texts), folds(data.groups)
        for n in (20, None):
            for c in (0.1, 1.0, 10.0, 100.0):
                svm, log = np.zeros_like(data.truth), np.zeros_like(data.truth)
                for k in range(5):
                    train, test = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
                    if n and data.exclusive:
                        train = train[draw(data.truth[train], n, 0)]
                    texts = [data.texts[i] for i in train], [data.texts[i] for i in test]
                    svm[test] = tfidf_svm(
                        texts[0], data.truth[train], texts[1], exclusive=data.exclusive, c=c
                    )
                    log[test] = logistic(
                        vectors[train],
                        data.truth[train],
                        vectors[test],
                        exclusive=data.exclusive,
                        c=c,
                    )[1]
                figures = [round(float(macro_f1(data.truth, m)[0]), 3) for m in (svm, log)]
                print(name, n or "all", c, *figures, flush=True)


if __name__ == "__main__":
    main()
