"""SetFit-style training: a sentence encoder tuned on pairs of a few examples, then a logistic head.

Source: Tunstall et al. 2022, Efficient Few-Shot Learning Without Prompts. As there: pairs of the
same and of different codes in equal number, `CosineSimilarityLoss` (squared error of the cosine
to 1 or 0), AdamW at 2e-5 with 10 % warm-up, batches of 16, one epoch. Pairs are limited to
`N_PAIRS`, which is the paper's 20 per example at 5 examples of 7 codes, since each run takes
minutes on a CPU; for the same reason the part runs only when it is named.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from benchmarks import baselines
from benchmarks.datasets import DEVELOPMENT, TEST, DataSet, load
from benchmarks.few_shot import draw
from benchmarks.metrics import Marks, single_label
from benchmarks.minilm import MiniLM, folder
from benchmarks.running import over_sets
from evalmine.embeddings.model_file import read_card, read_weights
from evalmine.resources import resource_path

SETS = ("sib200_da",)
EXAMPLES = {"5": 5, "20": 20}
N_DRAWS = 2
N_PAIRS = 1400
BATCH, RATE, WARM_UP = 16, 2e-5, 0.1


def measure() -> dict[str, object]:
    return {
        "split": "examples from development, figures from test",
        "n_draws": N_DRAWS,
        "n_pairs": N_PAIRS,
        **over_sets(SETS, lambda name: _measure_set(load(name))),
    }


def _measure_set(data: DataSet) -> dict[str, object]:
    train, test = data.take(data.split == DEVELOPMENT), data.take(data.split == TEST)
    models = {"SetFit-style, evalmine's encoder": _shipped}
    if folder():
        models["SetFit-style, all-MiniLM-L6-v2"] = _minilm
    result: dict[str, object] = {"n_test": len(test), "examples": {}}
    for told, n in EXAMPLES.items():
        coders = {}
        for name, model in models.items():
            marks = []
            for seed in range(N_DRAWS):
                rows = draw(train.truth, n, seed)
                marks.append(tune_and_code(model(), train.take(rows), test.texts, seed))
                print(f"    {told} examples, {name}, draw {seed}", file=sys.stderr, flush=True)
            coders[name] = single_label(test.truth, marks, test.groups)
        result["examples"][told] = {"coders": coders}
    return result


def tune_and_code(model, train: DataSet, test: Sequence[str], seed: int) -> Marks:
    """Return the tested texts as a tuned encoder and a logistic head code them."""
    import torch

    torch.manual_seed(seed)
    texts = [prefix(model) + text for text in train.texts]
    _tune(model, texts, *pairs(train.truth, N_PAIRS, seed))
    model.eval()
    known = model.encode(texts, normalize_embeddings=True)
    asked = model.encode([prefix(model) + text for text in test], normalize_embeddings=True)
    return baselines.logistic(known, train.truth, asked, exclusive=True)[1]


def pairs(truth: Marks, n_pairs: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of rows (n_pairs, 2), and 1 where both have the same code, else 0: half each."""
    rng = np.random.default_rng(seed)
    code = truth.argmax(axis=1)
    found, same = [], []
    while len(found) < n_pairs:
        wants_same = len(found) % 2 == 0
        a = int(rng.integers(len(code)))
        others = np.flatnonzero((code == code[a]) == wants_same)
        others = others[others != a]
        if len(others):
            found.append((a, int(rng.choice(others))))
            same.append(float(wants_same))
    order = rng.permutation(n_pairs)
    return np.array(found)[order], np.array(same)[order]


def prefix(model) -> str:
    """Return what the model wants to see before a text."""
    return str(model.prompts.get("query") or "")


def _tune(model, texts: list[str], pair, same) -> None:
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    n_steps = -(-len(pair) // BATCH)
    warm = max(1, round(WARM_UP * n_steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, (n_steps - step) / max(1, n_steps - warm))
    )
    model.train()
    for start in range(0, len(pair), BATCH):
        chosen = pair[start : start + BATCH]
        wanted = torch.tensor(same[start : start + BATCH], dtype=torch.float32)
        rows, where = np.unique(chosen, return_inverse=True)  # each text once per batch
        vectors = _forward(model, [texts[i] for i in rows])
        both = vectors[torch.as_tensor(where.reshape(chosen.shape))]
        cosine = torch.nn.functional.cosine_similarity(both[:, 0], both[:, 1])
        loss = torch.nn.functional.mse_loss(cosine, wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def _forward(model, texts: list[str]):
    return model(model.preprocess(texts))["sentence_embedding"]


def _shipped():
    from evalmine.embeddings.sentence_transformer import build_sentence_transformer

    card = read_card(resource_path("models", "e5-small-nordic"))
    return build_sentence_transformer(card, read_weights(card))


def _minilm():
    return MiniLM(folder()).model
