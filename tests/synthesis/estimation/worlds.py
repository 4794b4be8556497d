"""Made-up worlds in which the truth is known, for simulations of coverage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from evalmine.synthesis.estimation.sample import PeopleSample


@dataclass(frozen=True)
class World:
    """Projects whose segments have one code or not, and a machine that errs.

    The latent value of a segment is `level` plus `signal` times what its text shows, plus `spread`
    times what its project's segments have in common.  The machine sees the text through `noise`
    and adds `bias`.
    """

    n_projects: int = 97
    level: float = -2.2
    signal: float = 1.2
    spread: float = 0.4
    bias: float = 0.6
    noise: float = 0.6
    sizes: tuple[int, int] = (8, 40)


@dataclass(frozen=True)
class Drawn:
    """One draw of a world: what people and machine say, and what is true of each project."""

    sample: PeopleSample
    truth: np.ndarray
    machine: np.ndarray
    share_of_segments: float


def draw(world: World, rng: np.random.Generator, *, design: str = "random", n: int = 230) -> Drawn:
    """Return a draw; `design` is "random", "answers" (n of each project) or "whole" (projects)."""
    sizes = rng.integers(*world.sizes, world.n_projects)
    projects = np.repeat(np.arange(world.n_projects), sizes)
    shown = world.level + world.signal * rng.normal(size=len(projects))
    common = world.spread * rng.normal(size=world.n_projects)[projects]
    truth = rng.normal(size=len(projects)) < shown + common
    seen = world.bias + shown + world.noise * rng.normal(size=len(projects))
    scores = ndtr(seen).clip(1e-4, 1 - 1e-4)
    rows, weights = _rows(rng, projects, sizes, design, n)
    n_read = np.bincount(projects[rows], minlength=world.n_projects)
    sample = PeopleSample(
        code_ids=("c",),
        rows=rows,
        truth=truth[rows][:, None],
        known=np.array([True]),
        weights=weights / weights.mean(),
        reason="",
        scores=scores[:, None],
        assigned=(scores > 0.5)[:, None],
        projects=projects,
        project_ids=tuple(f"P{i:04d}" for i in range(world.n_projects)),
        whole=n_read == sizes,
    )
    return Drawn(
        sample,
        np.bincount(projects[truth], minlength=world.n_projects) > 0,
        np.bincount(projects[scores > 0.5], minlength=world.n_projects) > 0,
        float(truth.mean()),
    )


def _rows(rng, projects, sizes, design, n):
    if design == "whole":
        chosen = rng.choice(len(sizes), n, replace=False)
        rows = np.flatnonzero(np.isin(projects, chosen))
        return rows, np.ones(len(rows))
    if design == "answers":
        own = [np.flatnonzero(projects == p) for p in range(len(sizes))]
        rows = np.sort(np.concatenate([rng.choice(r, min(n, len(r)), replace=False) for r in own]))
        return rows, sizes[projects[rows]] / np.minimum(n, sizes[projects[rows]])
    rows = np.sort(rng.choice(len(projects), n, replace=False))
    return rows, np.ones(n)


def true_shares(world: World, n_worlds: int = 300) -> tuple[float, float]:
    """Return the superpopulation's share of projects and of segments with the code."""
    rng = np.random.default_rng(11)
    drawn = [draw(world, rng, n=2) for _ in range(n_worlds)]
    return (
        float(np.mean([d.truth.mean() for d in drawn])),
        float(np.mean([d.share_of_segments for d in drawn])),
    )
