"""A planted world: topics with parts, texts of them, and clusterings that the test decides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from evalmine.themes.identity import ThemeRegistry

N_DIMS = 24


def center(topic, part):
    """Parts of a topic are alike (cosine about .8), topics are not (0)."""
    vector = np.zeros(N_DIMS)
    vector[2 * topic] = 1.0
    vector[2 * topic + 1] = 0.33 if part == 0 else -0.33
    return vector / np.linalg.norm(vector)


@dataclass(frozen=True)
class Texts:
    """Segments of a run; `part` holds (topic, part) of each."""

    ids: tuple[str, ...]
    vectors: np.ndarray
    part: tuple[tuple[int, int], ...]

    def __add__(self, other):
        return Texts(
            self.ids + other.ids, np.vstack([self.vectors, other.vectors]), self.part + other.part
        )

    def only(self, keep):
        rows = [i for i, part in enumerate(self.part) if keep(part)]
        return Texts(
            tuple(self.ids[i] for i in rows), self.vectors[rows], tuple(self.part[i] for i in rows)
        )

    def labels(self, cluster_of):
        """Cluster names to numbers; `cluster_of` gives the name of a (topic, part)."""
        names = [cluster_of(part) for part in self.part]
        number = {name: i for i, name in enumerate(sorted(set(names), key=str))}
        return np.array([number[name] for name in names])


def texts(prefix, sizes, seed=0):
    """`sizes` gives the number of texts of each (topic, part)."""
    rng = np.random.default_rng((seed, len(prefix), *map(ord, prefix)))
    ids, vectors, parts = [], [], []
    for (topic, part), n in sorted(sizes.items()):
        for i in range(n):
            ids.append(f"{prefix}-{topic}{'ab'[part]}-{i:03d}")
            vectors.append(center(topic, part) + 0.05 * rng.normal(size=N_DIMS))
            parts.append((topic, part))
    return Texts(tuple(ids), np.array(vectors), tuple(parts))


def by_topic(part):
    return part[0]


def by_part(part):
    return part


def everything(n=20, topics=4):
    return {(topic, part): n for topic in range(topics) for part in (0, 1)}


def settled(registry, given, cluster_of=by_topic, **options):
    return registry.settle(given.labels(cluster_of), given.ids, given.vectors, **options)


def theme_of(result, given):
    """Theme ids under which each (topic, part) shows."""
    found = {}
    for part, label in zip(given.part, result.labels, strict=True):
        found.setdefault(part, set()).add(result.theme_ids[label])
    return {part: "+".join(sorted(ids)) for part, ids in found.items()}


class World:
    """The functions of this file, so that tests need no import of it."""

    texts = staticmethod(texts)
    everything = staticmethod(everything)
    settled = staticmethod(settled)
    theme_of = staticmethod(theme_of)
    by_topic = staticmethod(by_topic)
    by_part = staticmethod(by_part)

    @staticmethod
    def first(n=20, topics=4):
        """A registry after one run with a theme for each topic: T01 is topic 0, and so on."""
        given = texts("a", everything(n, topics))
        return given, settled(ThemeRegistry.empty(), given, run="2024").registry


@pytest.fixture
def world():
    return World()
