"""Do evalmine's sentences lie where researchers marked quotes?

games_as_art_coded/original: 90 answers in which researchers marked passages as
``**passage**<sup>code; code</sup>``. Marked passages cover most of most answers, so taking
everything is hard to beat; the figures per code ask the harder question, which passage has which
code. Nothing was fitted on these answers; codes are told to the coder by name alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import numpy as np
import pandas as pd

from benchmarks import ours
from benchmarks.datasets import DataMissingError, data_folder, slug
from benchmarks.metrics import resample_weights, told
from benchmarks.running import over_sets
from evalmine.coding import Codebook
from evalmine.corpus.segmenting import sentences
from evalmine.synthesis.quoting.self_contained import is_self_contained

SET = "games_as_art_coded/original"
MIN_USES = 5
_MARKED = re.compile(r"\*\*(.+?)\*\*(?:<sup>(.*?)</sup>)?", re.DOTALL)
_WORD = re.compile(r"\w+")


def measure() -> dict[str, object]:
    return {
        "split": "all 90 answers; nothing was fitted on them",
        **over_sets([SET], lambda _: _measure()),
    }


def parse_marked(coded: str) -> tuple[str, list[tuple[int, int, frozenset[str]]]]:
    """Return the text without marks, and the marked passages as (start, end, codes).

    >>> parse_marked("It was **a joy**<sup>emotion; play</sup> to see.")[0]
    'It was a joy to see.'
    """
    text, spans, last = "", [], 0
    for found in _MARKED.finditer(coded):
        text += coded[last : found.start()]
        codes = frozenset(slug(c) for c in (found[2] or "").split(";") if c.strip())
        spans.append((len(text), len(text) + len(found[1]), codes))
        text += found[1]
        last = found.end()
    return text + coded[last:], spans


def overlap(words: list[tuple[int, int]], picked, marked) -> tuple[int, int, int]:
    """Return how many words both picked and marked passages hold, the picked, the marked."""
    inside = [
        [any(a < end and start < b for a, b in spans) for start, end in words]
        for spans in (picked, marked)
    ]
    return sum(p and m for p, m in zip(*inside, strict=True)), sum(inside[0]), sum(inside[1])


def _measure() -> dict[str, object]:
    answers = [parse_marked(unicodedata.normalize("NFC", row)) for row in _read()]
    words = [[m.span() for m in _WORD.finditer(text)] for text, _ in answers]
    cut = [sentences(text, "en") for text, _ in answers]
    uses = Counter(c for _, spans in answers for *_, codes in spans for c in codes)
    codes = sorted(c for c, n in uses.items() if n >= MIN_USES)
    assigned = _assigned(codes, answers, cut)
    marked = [[(a, b) for a, b, _ in spans] for _, spans in answers]
    ways = {
        "evalmine: sentences with a code": [
            [s for s, row in zip(spans, rows, strict=True) if row.any()]
            for spans, rows in zip(cut, assigned, strict=True)
        ],
        "evalmine: sentences that can stand alone as a quote": [
            [(a, b) for a, b in spans if is_self_contained(text[a:b])]
            for (text, _), spans in zip(answers, cut, strict=True)
        ],
        "whole answer": [[(0, len(text))] for text, _ in answers],
        "first sentence": [spans[:1] for spans in cut],
        "random sentence": [
            [spans[int(np.random.default_rng([0, i]).integers(len(spans)))]] if spans else []
            for i, spans in enumerate(cut)
        ],
    }
    return {
        "n_answers": len(answers),
        "n_marked_passages": sum(len(spans) for spans in marked),
        "any_code": {way: _figures(words, picked, marked) for way, picked in ways.items()},
        "per_code": _per_code(codes, answers, words, cut, assigned),
    }


def _assigned(codes, answers, cut) -> list[np.ndarray]:
    """Return which codes the zero-shot coder gives each sentence of each answer."""
    book = Codebook(
        name="games_spans",
        codes=[{"id": c, "name": {"en": c.replace("_", " ").capitalize()}} for c in codes],
    )
    texts = [text[a:b] for (text, _), spans in zip(answers, cut, strict=True) for a, b in spans]
    marks = ours.zero_shot(book).code(texts).assigned
    return np.split(marks, np.cumsum([len(spans) for spans in cut])[:-1])


def _per_code(codes, answers, words, cut, assigned) -> dict[str, object]:
    """Return overlap of passages per code, over all pairs of answer and code."""
    rows: dict[str, tuple[list, list, list]] = {
        way: ([], [], [])
        for way in ("evalmine: sentences with the code", "whole answer, every code")
    }
    for j, code in enumerate(codes):
        for i, (text, spans) in enumerate(answers):
            marked = [(a, b) for a, b, own in spans if code in own]
            coded = [s for s, row in zip(cut[i], assigned[i], strict=True) if row[j]]
            for way, picked in zip(rows, (coded, [(0, len(text))]), strict=True):
                for column, value in zip(rows[way], (words[i], picked, marked), strict=True):
                    column.append(value)
    groups = [str(i) for _ in codes for i in range(len(answers))]
    return {
        "codes": codes,
        "told_to_the_coder": "names only",
        **{way: _figures(*columns, groups=groups) for way, columns in rows.items()},
    }


def _figures(words, picked, marked, groups=None) -> dict[str, object]:
    """Return precision, recall and F1 over all words, with an interval over answers."""
    counts = np.array(
        [overlap(w, p, m) for w, p, m in zip(words, picked, marked, strict=True)], dtype=float
    )
    weights = resample_weights(groups or [str(i) for i in range(len(counts))])
    both, given, wanted = (np.vstack([np.ones(len(counts)), weights]) @ counts).T
    return {
        "precision": told(both / np.maximum(1, given)),
        "recall": told(both / np.maximum(1, wanted)),
        "f1": told(2 * both / np.maximum(1, given + wanted)),
    }


def _read() -> list[str]:
    path = data_folder() / SET / "bopp_test_coded_texts.csv"
    if not path.is_file():
        raise DataMissingError(f"{SET}: {path} is not there (EVALMINE_BENCH_DATA names the folder)")
    # The file mixes UTF-8 with a few bytes of Windows-1252.
    frame = pd.read_csv(path, keep_default_na=False, dtype=str, encoding_errors="replace")
    return list(frame.coded_text)
