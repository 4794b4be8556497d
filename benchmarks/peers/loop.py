"""Goes through the jobs of sets with one method: the same for evalmine and for other tools.

A set's folder holds ``texts.json``, ``languages.json``, ``vectors.npy`` (a unit vector per text),
``words.json`` with ``word_vectors.npy`` (for tools that also place words among texts) and
``jobs.json``. A job names the rows to take. Every fit is a line of JSON: labels (-1 is left out),
keywords per theme, seconds. One process does many jobs, so that imports and compiling are paid once
and told apart. Needs numpy alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

# UMAP takes another path from 4,096 texts.
WARM_UP, WARM_UP_LARGE, LARGE = 200, 4200, 4096


@dataclass(frozen=True)
class Corpus:
    """What a tool is given: texts, their vectors, the true number of classes and perhaps a seed.

    Languages are known to evalmine, which detects them; no other tool asks for them.
    """

    texts: list[str]
    vectors: np.ndarray
    vector_of: LookUp
    n_classes: int
    seed: int | None
    languages: list[str]

    def take(self, rows: Sequence[int], n_classes: int, seed: int | None) -> Corpus:
        """Return some of the texts."""
        return Corpus(
            [self.texts[i] for i in rows],
            self.vectors[np.asarray(rows)],
            self.vector_of,
            n_classes,
            seed,
            [self.languages[i] for i in rows],
        )

    @classmethod
    def read(cls, folder: Path) -> Corpus:
        """Return all texts of a set."""
        texts, languages = (
            json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("texts", "languages")
        )
        vectors = np.load(folder / "vectors.npy")
        return cls(texts, vectors, LookUp(folder), 0, None, languages)


class LookUp:
    """Stands for an encoder: hands out vectors computed before, of texts and of words."""

    def __init__(self, folder: Path) -> None:
        self.of: dict[str, np.ndarray] = {}
        for names, vectors in (("texts", "vectors"), ("words", "word_vectors")):
            if (folder / f"{names}.json").is_file() and (folder / f"{vectors}.npy").is_file():
                keys = json.loads((folder / f"{names}.json").read_text(encoding="utf-8"))
                self.of.update(zip(keys, np.load(folder / f"{vectors}.npy"), strict=True))

    def encode(self, sentences: Any, **_: Any) -> np.ndarray:
        return np.stack([self.of[s] for s in sentences])


@dataclass(frozen=True)
class Found:
    """Labels and keywords of one way of using a tool."""

    name: str
    labels: Sequence[int]
    keywords: list[list[str]]
    more_cpu: float = 0.0  # spent after the first way's, on top of it


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, all threads, and its children."""
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system


def peak_memory_mb() -> int:
    """Return the most memory this process has had.

    Not ``ru_maxrss``: a process inherits that of the one that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024)


def work(
    method: Callable[[Corpus], Iterator[Found]],
    out: Path,
    folders: Sequence[Path],
    slow: bool = False,
) -> None:
    """Do the jobs of sets that OUT does not hold yet, a line each.

    ``PEER_JOBS`` in the environment names kinds of jobs or single ones, ``PEER_FRESH`` leaves the
    warming up out; a slow tool leaves out jobs marked as spare.
    """
    wanted = set(filter(None, os.environ.get("PEER_JOBS", "").split(",")))
    warm = not os.environ.get("PEER_FRESH")

    def asked(job: dict[str, Any]) -> bool:
        if wanted and not {job["kind"], job["job"]} & wanted:
            return False
        return not (slow and job["spare"]) and job["job"] not in known

    known = {json.loads(line)["job"] for line in _lines(out)}
    is_warm: set[int] = set()
    for folder in folders:
        jobs = json.loads((folder / "jobs.json").read_text(encoding="utf-8"))
        jobs = [job for job in jobs if asked(job)]
        if not jobs:
            continue
        everything = Corpus.read(folder)
        for job in jobs:
            corpus = everything.take(job["rows"], job["n_classes"], job["seed"])
            size = WARM_UP_LARGE if len(corpus.texts) > LARGE else WARM_UP
            if warm and size not in is_warm:
                is_warm.add(size)
                first = corpus.take(range(min(size, len(corpus.texts))), 5, None)
                with quiet(), contextlib.suppress(Exception):
                    list(method(first))
            with out.open("a", encoding="utf-8") as file:
                for line in fit(method, corpus, job):
                    file.write(json.dumps(line) + "\n")


def fit(
    method: Callable[[Corpus], Iterator[Found]], corpus: Corpus, job: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Give what each way of using the tool found, and what it cost."""
    start, wall, before = cpu_seconds(), time.perf_counter(), 0.0
    told = {"job": job["job"], "set": job["set"], "size": job["size"], "kind": job["kind"]}
    told["draw"] = job["draw"]
    try:
        with quiet():
            for found in method(corpus):
                before = before or cpu_seconds() - start
                cpu = before + found.more_cpu
                labels = [int(x) for x in found.labels]
                yield {
                    **told,
                    "method": found.name,
                    "cpu": round(cpu, 3),
                    "wall": round(time.perf_counter() - wall, 3),
                    "peak_memory_mb": peak_memory_mb(),
                    "labels": labels,
                    "keywords": found.keywords,
                }
    except Exception as error:  # a tool that gives up has left every text out
        told["error"] = f"{type(error).__name__}: {error}"[:200]
        labels = [-1] * len(corpus.texts)
        cpu = round(cpu_seconds() - start, 3)
        name = method.__name__
        yield {**told, "method": name, "cpu": cpu, "wall": 0.0, "labels": labels, "keywords": []}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    with (
        Path(os.devnull).open("w") as nothing,
        contextlib.redirect_stdout(nothing),
        contextlib.redirect_stderr(nothing),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def _lines(out: Path) -> list[str]:
    return out.read_text(encoding="utf-8").splitlines() if out.is_file() else []
