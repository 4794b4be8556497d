"""What an embedding costs: texts per second, memory, loading, and how near the machine's limit.

Every encoder runs in a process of its own, all of them in turns, so that other work on the machine
slows them alike; figures are medians over the rounds. CPU seconds count all threads; torch runs
on one, because its threads wait busily for each other.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks import minilm
from benchmarks.tables import table
from evalmine.embeddings.model_file import ModelCard, read_card, read_weights
from evalmine.embeddings.threads import one_thread_per_product
from evalmine.resources import resource_path

N_ROUNDS = 3
PEAK_SIZE = 2048
# Words of Danish that make about 20 and 100 tokens with the prefix, and how many such texts.
LENGTHS = {"short": (10, 192), "long": (64, 48)}
LEAST_CPU_SECONDS = 0.4

NUMPY, TORCH = "balanced, numpy", "balanced, torch"
BATCHES, MINILM, FAST, LEXICAL = "balanced, sentence-transformers", minilm.NAME, "fast", "lexical"
ROWS = {
    NUMPY: "the default",
    TORCH: "the same model, one text per pass",
    BATCHES: "the same model, rebuilt, batches of 32",
    MINILM: "half as many layers, batches of 32",
    FAST: "static vectors",
    LEXICAL: "hashed letters",
}
REFERENCE = TORCH

Encode = Callable[[Sequence[str]], np.ndarray]


def texts_of(length: str) -> list[str]:
    """Return texts of about that length, cut from the sample's segments in their order."""
    n_words, n_texts = LENGTHS[length]
    path = resource_path("corpora", "aftryk-2025", "gold.csv")
    with path.open(encoding="utf-8", newline="") as file:
        words = " ".join(row["text"] for row in csv.DictReader(file)).split()
    sizes = np.random.default_rng(0).uniform(0.75, 1.25, n_texts) * n_words
    stops = np.cumsum(np.round(sizes).astype(int)).tolist()
    # The sample is read again from its start where it is not long enough.
    words *= -(-stops[-1] // len(words))
    return [" ".join(words[a:b]) for a, b in pairwise([0, *stops])]


def measure() -> dict[str, object]:
    """Run all encoders that are there, in turns."""
    names = [name for name in ROWS if name != MINILM or minilm.folder()]
    with ExitStack() as stack:
        workers = {name: stack.enter_context(_worker(name)) for name in names}
        loads = {name: _ask(worker, "load") for name, worker in workers.items()}
        rounds, peaks = [], []
        for _ in range(N_ROUNDS):
            peaks.append(arithmetic_peak())
            rounds.append({name: _ask(worker, "encode") for name, worker in workers.items()})
        ends = {name: _ask(worker, "end") for name, worker in workers.items()}
    peak = statistics.median(peaks)
    reference = np.array(ends[REFERENCE]["vectors"])
    rows = {}
    for name in names:
        rows[name] = {
            "load_cpu_seconds": round(loads[name]["cpu_seconds"], 2),
            "load_seconds": round(loads[name]["seconds"], 2),
            "peak_memory_mb": round(ends[name]["memory_mb"]),
            **{length: _rates(name, length, rounds, peak) for length in LENGTHS},
        }
        if name in (NUMPY, TORCH, BATCHES):
            cosines = (np.array(ends[name]["vectors"]) * reference).sum(axis=1)
            rows[name]["lowest_cosine_to_reference"] = round(float(cosines.min()), 7)
    return {
        "rounds": N_ROUNDS,
        "peak_gflop_per_cpu_second": round(peak, 1),
        "reference": REFERENCE,
        "tokens": {length: round(float(n_tokens(NUMPY, length).mean()), 1) for length in LENGTHS},
        "texts": {length: n_texts for length, (_, n_texts) in LENGTHS.items()},
        "encoders": rows,
    }


def tables(result: Mapping[str, Any]) -> str:
    """Return the table of `measure`."""
    head = ["encoder", "what it is"]
    head += [f"texts per CPU second, {result['tokens'][length]:.0f} tokens" for length in LENGTHS]
    head += ["share of the arithmetic peak", "load, CPU s", "memory, MB", "cosine to reference"]
    rows = []
    for name, row in result["encoders"].items():
        shares = [row[length].get("share_of_peak") for length in LENGTHS]
        cosine = row.get("lowest_cosine_to_reference")
        rows.append(
            [
                name,
                ROWS[name],
                *(f"{row[length]['texts_per_cpu_second']:,.0f}" for length in LENGTHS),
                "–" if None in shares else " / ".join(f"{share:.0%}" for share in shares),
                f"{row['load_cpu_seconds']:.1f}",
                f"{row['peak_memory_mb']:,}",
                "–" if cosine is None else f"{cosine:.5f}",
            ]
        )
    return (
        f"{table(head, rows)}\n\nMedians of {result['rounds']} rounds in which all take turns. "
        f"Reference: {result['reference']} (lowest cosine over all texts). Arithmetic peak in the "
        f"same minutes, one thread, float32 matrices of {PEAK_SIZE} rows: "
        f"{result['peak_gflop_per_cpu_second']:.0f} GFLOP per CPU second."
    )


def arithmetic_peak() -> float:
    """Return GFLOP per CPU second of a large float32 product on one thread, median of three."""
    left = np.random.default_rng(0).random((PEAK_SIZE, PEAK_SIZE), dtype=np.float32)
    out = np.empty_like(left)
    seconds = []
    with one_thread_per_product():
        for _ in range(4):
            start = time.process_time()
            np.matmul(left, left, out=out)
            seconds.append(time.process_time() - start)
    return 2 * PEAK_SIZE**3 / statistics.median(seconds[1:]) / 1e9  # the first one warms up


def n_tokens(name: str, length: str) -> np.ndarray:
    """Return the number of tokens of each text, prefix included."""
    from tokenizers import Tokenizer

    from evalmine.embeddings.tokenizer import build_tokenizer

    card = default_card()
    if name == MINILM:
        tokenizer, prefix = Tokenizer.from_file(f"{minilm.folder()}/tokenizer.json"), ""
        tokenizer.no_padding()
    else:
        tokenizer, prefix = build_tokenizer(read_weights(card).pieces()), card.prefix
    return np.array([len(tokenizer.encode(prefix + text).ids) for text in texts_of(length)])


def default_card() -> ModelCard:
    return read_card(resource_path("models", "e5-small-nordic"))


def gflop_per_text(name: str, length: str) -> float | None:
    """Return the additions and multiplications of a forward pass, or None without a network."""
    if name in (FAST, LEXICAL):
        return None
    card = default_card()  # all-MiniLM-L6-v2 is as wide, and half as deep
    n_layers = card.n_layers // 2 if name == MINILM else card.n_layers
    tokens = n_tokens(name, length)
    per_layer = 24 * card.n_dims**2 * tokens + 4 * card.n_dims * tokens**2
    return float(n_layers * per_layer.mean() / 1e9)


def _rates(
    name: str, length: str, rounds: Sequence[Mapping[str, Any]], peak: float
) -> dict[str, float]:
    keys = ("texts_per_second", "texts_per_cpu_second")
    rates = {key: statistics.median(one[name][length][key] for one in rounds) for key in keys}
    found = {key: round(rate, 1) for key, rate in rates.items()}
    gflop = gflop_per_text(name, length)
    if gflop is not None:
        per_second = gflop * rates["texts_per_cpu_second"]
        found |= {
            "gflop_per_cpu_second": round(per_second, 1),
            "share_of_peak": round(per_second / peak, 3),
        }
    return found


def _worker(name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.throughput", name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(worker: subprocess.Popen[str], question: str) -> dict[str, Any]:
    if worker.stdin is None or worker.stdout is None:
        raise ValueError("a worker needs pipes")
    worker.stdin.write(f"{question}\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


# From here on: what runs in a process of its own.


def _answer(name: str) -> None:
    """Answer the questions that come in, one a line: load, encode, end."""
    import resource

    texts = {length: texts_of(length) for length in LENGTHS}
    encode: Encode | None = None
    for question in sys.stdin:
        if question.strip() == "load":
            wall, cpu = time.perf_counter(), time.process_time()
            encode = _load(name)
            encode(texts["short"][:1])
            answer: dict[str, Any] = {
                "seconds": time.perf_counter() - wall,
                "cpu_seconds": time.process_time() - cpu,
            }
        elif question.strip() == "encode" and encode:
            answer = {length: _time(encode, some) for length, some in texts.items()}
        else:
            # Linux counts in kilobytes.
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            answer = {"memory_mb": memory}
            if encode and name in (NUMPY, TORCH, BATCHES):
                answer["vectors"] = encode([t for some in texts.values() for t in some]).tolist()
        print(json.dumps(answer), flush=True)


def _load(name: str) -> Encode:
    from evalmine.embeddings import load_encoder

    if name in (MINILM, BATCHES):
        # With more, torch's threads wait busily for each other: CPU seconds of no use.
        import torch

        torch.set_num_threads(1)
    if name == MINILM:
        return minilm.MiniLM(minilm.folder()).encode
    if name == BATCHES:
        return _rebuilt()
    if name == TORCH:
        return load_encoder("default", engine="torch").encode
    return load_encoder("default" if name == NUMPY else name).encode


def _rebuilt() -> Encode:
    from evalmine.embeddings.sentence_transformer import build_sentence_transformer

    card = default_card()
    model = build_sentence_transformer(card, read_weights(card))

    def encode(texts: Sequence[str]) -> np.ndarray:
        found = model.encode(
            list(texts), prompt_name="query", batch_size=32, show_progress_bar=False
        )
        vectors = np.asarray(found, dtype=np.float64) - card.mean
        vectors -= vectors @ card.language_directions.T @ card.language_directions
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    return encode


def _time(encode: Encode, texts: Sequence[str]) -> dict[str, float]:
    """Return texts per second, over as many repeats as take long enough to be measured."""
    wall, cpu = time.perf_counter(), time.process_time()
    n_done = 0
    while n_done == 0 or time.process_time() - cpu < LEAST_CPU_SECONDS:
        encode(texts)
        n_done += len(texts)
    return {
        "texts_per_second": n_done / (time.perf_counter() - wall),
        "texts_per_cpu_second": n_done / (time.process_time() - cpu),
    }


if __name__ == "__main__":
    _answer(sys.argv[1])
