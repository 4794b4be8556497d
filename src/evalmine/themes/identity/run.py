"""The segments of a run as `settle` wants them: checked, and in an order of content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from evalmine.errors import ConfigError
from evalmine.themes.graph import Labels, number_by_appearance, to_grid
from evalmine.themes.identity.lines import RunRows
from evalmine.themes.identity.matching import NOWHERE
from evalmine.themes.identity.state import line_and_theme

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry


@dataclass(frozen=True)
class Run:
    """What a caller gives to `settle`, checked and in the order of segment ids."""

    label: str
    order: Labels
    rows: RunRows
    recorded: Labels  # theme of each segment in the registry, or NOWHERE
    coarse: Labels | None
    digest: str
    settings: str
    encoder: str


def checked(
    registry: ThemeRegistry,
    labels: npt.ArrayLike,
    segment_ids: Sequence[str],
    vectors: npt.ArrayLike,
    *,
    run: str,
    peripheral: npt.ArrayLike | None,
    groups: npt.ArrayLike | None,
    projects: Sequence[str],
    settings: str,
    encoder: str,
) -> Run:
    """Return the arguments of `ThemeRegistry.settle` in the order of segment ids."""
    n = len(segment_ids)
    label = np.asarray(labels, dtype=np.int64)
    far = np.zeros(n, dtype=bool) if peripheral is None else np.asarray(peripheral, dtype=bool)
    project = np.asarray(projects if len(projects) else [""] * n, dtype=object)
    given: dict[str, Any] = {"labels": label, "peripheral": far, "projects": project}
    given["vectors"] = np.asarray(vectors)
    if groups is not None:
        given["groups"] = np.asarray(groups, dtype=np.int64)
    for what, values in given.items():
        if len(values) != n:
            raise ValueError(f"{n} segments and {len(values)} {what}: give one for each")
    if not n:
        raise ValueError("there are no segments to settle")
    if len(set(segment_ids)) < n:
        raise ValueError("two segments have the same segment_id: make the ids unique")
    if label.min() < 0:
        raise ValueError(f"labels hold {label.min()}: every segment needs a cluster from 0 up")
    _check_encoder(registry, encoder, given["vectors"].shape[1])
    order = np.array(sorted(range(n), key=lambda i: segment_ids[i]))
    ids = tuple(segment_ids[i] for i in order)
    line, recorded = _recorded(registry, ids)
    rows = RunRows(
        segment_ids=ids,
        grid=to_grid(given["vectors"][order]),
        cluster=number_by_appearance(label[order]),
        peripheral=far[order],
        project=number_by_appearance(project[order].astype(str)),
        line=line,
    )
    coarse = None if groups is None else number_by_appearance(given["groups"][order])
    digest = _digest(rows, coarse, (settings, encoder))
    return Run(run, order, rows, recorded, coarse, digest, settings, encoder)


def _digest(rows: RunRows, coarse: Labels | None, about: tuple[object, ...]) -> str:
    """Return what tells two settled runs apart; their label does not."""
    told = hashlib.sha256(repr((rows.segment_ids, about)).encode())
    for values in (rows.cluster, rows.peripheral, rows.grid.astype("<i2"), coarse):
        told.update(b"" if values is None else np.ascontiguousarray(values).tobytes())
    return told.hexdigest()


def _check_encoder(registry: ThemeRegistry, encoder: str, n_dims: int) -> None:
    if encoder and registry.encoder and encoder != registry.encoder:
        raise ConfigError(
            f"the theme registry was made with encoder {registry.encoder!r}, not {encoder!r}: "
            "use that encoder, or start a new registry"
        )
    kept = {len(e.centroid) for e in registry.entries if e.centroid}
    if kept and kept != {n_dims}:
        raise ConfigError(
            f"the theme registry holds vectors of {kept.pop()} dimensions, these have {n_dims}: "
            "use the encoder it was made with, or start a new registry"
        )


def _recorded(registry: ThemeRegistry, segment_ids: Sequence[str]) -> tuple[Labels, Labels]:
    place = {entry.theme_id: i for i, entry in enumerate(registry.entries)}
    where: dict[str, tuple[int, int]] = {}
    for members in (registry.earlier, registry.members):
        for side, ids in members.items():
            line, theme = (place[x] for x in line_and_theme(side))
            where.update(dict.fromkeys(ids, (line, theme)))
    nowhere = (NOWHERE, NOWHERE)
    both = np.array([where.get(s, nowhere) for s in segment_ids], dtype=np.int64)
    return both[:, 0], both[:, 1]
