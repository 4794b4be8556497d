"""Spreads texts over threads while every product runs on one: the bits do not depend on cores."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

T = TypeVar("T")
R = TypeVar("R")

# Limits are global to the process: two overlapping uses would restore each other's.
_LIMITS = threading.Lock()


@contextmanager
def one_thread_per_product() -> Iterator[None]:
    """Hold BLAS and OpenMP at one thread, and give the old settings back afterwards."""
    with _LIMITS, threadpool_limits(limits=1):
        yield


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_threads(function: Callable[[T], R], items: Sequence[T], n_threads: int) -> list[R]:
    """Apply a function to items in a pool of threads; results keep the order of items.

    Parameters
    ----------
    function : callable
        Called once per item.
    items : sequence
        What to apply it to.
    n_threads : int
        Size of the pool; with 1 the work still runs in a thread of its own.
    """
    with ThreadPoolExecutor(max_workers=n_threads) as pool:
        return list(pool.map(function, items))


def split_evenly(sizes: Sequence[int], n_threads: int, most: int) -> list[slice]:
    """Cut a sequence of sizes into runs of similar total, none much above `most`.

    Parameters
    ----------
    sizes : sequence of int
        Cost of each item.
    n_threads : int
        There are as many runs, or a small multiple of it, where there are enough items: threads
        end at about the same time.
    most : int
        Total at which a run ends at the latest.

    Returns
    -------
    list of slice
        Consecutive runs that cover all items.
    """
    rounds = max(1, -(-sum(sizes) // (n_threads * most)))
    goal = max(1, -(-sum(sizes) // (n_threads * rounds)))
    runs: list[slice] = []
    start = total = 0
    for i, size in enumerate(sizes):
        total += size
        if total >= goal:
            runs.append(slice(start, i + 1))
            start, total = i + 1, 0
    if start < len(sizes):
        runs.append(slice(start, len(sizes)))
    return runs
