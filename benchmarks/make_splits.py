"""Writes ``splits.json``: ``python -m benchmarks.make_splits``.

SIB-200 keeps its own split (train and dev are development). Everything else is halved by group:
equal texts and equal groups stay on one side. Groups are ordered by their labels, then by a hash,
and dealt to the two sides in turn: the split needs no seed and both sides see every label.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Sequence

import numpy as np

from benchmarks.datasets import DEVELOPMENT, HERE, NAMES, SIB200, TEST, parallel_id, read


def components(*columns: Sequence[Hashable]) -> list[int]:
    """Return for each row the first row it hangs together with, over equal values in any column."""
    root = list(range(len(columns[0])))

    def find(i: int) -> int:
        while root[i] != i:
            i = root[i]
        return i

    for column in columns:
        first: dict[Hashable, int] = {}
        for i, value in enumerate(column):
            a, b = sorted((find(first.setdefault(value, i)), find(i)))
            root[b] = a
    return [find(i) for i in range(len(root))]


def halve(
    ids: Sequence[str],
    texts: Sequence[str],
    labels: Sequence[frozenset[str]],
    groups: Sequence[str],
) -> list[str]:
    """Return the side of each row; no group and no text lies on both."""
    component = components(list(groups), list(texts))
    members: dict[int, list[int]] = {}
    for row, key in enumerate(component):
        members.setdefault(key, []).append(row)

    def order(key: int) -> tuple[list[str], str]:
        rows = members[key]
        told = sorted({label for row in rows for label in labels[row]})
        return told, hashlib.sha256("\n".join(sorted(ids[r] for r in rows)).encode()).hexdigest()

    side = np.empty(len(ids), dtype=object)
    for turn, key in enumerate(sorted(members, key=order)):
        side[members[key]] = (DEVELOPMENT, TEST)[turn % 2]
    return list(side)


def main() -> None:
    splits = {}
    english = read("sib200_en")
    keys = [parallel_id(i) for i in english.ids]
    splits["sib200"] = _by_side(keys, list(english.split))
    for name in NAMES:
        if name not in SIB200:
            data = read(name)
            splits[name] = _by_side(data.ids, halve(data.ids, data.texts, data.labels, data.groups))
    lines = [
        f"  {json.dumps(name)}: {{\n"
        + ",\n".join(f"    {json.dumps(side)}: {json.dumps(ids)}" for side, ids in sides.items())
        + "\n  }"
        for name, sides in splits.items()
    ]
    (HERE / "splits.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _by_side(ids: Sequence[str], side: Sequence[str]) -> dict[str, list[str]]:
    return {
        wanted: sorted(i for i, s in zip(ids, side, strict=True) if s == wanted)
        for wanted in (DEVELOPMENT, TEST)
    }


if __name__ == "__main__":
    main()
