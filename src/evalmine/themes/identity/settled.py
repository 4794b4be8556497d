"""What `ThemeRegistry.settle` gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from evalmine.themes.identity.events import Event

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry


@dataclass(frozen=True)
class Settled:
    """The themes of a run, with the ids they have had from run to run.

    Parameters
    ----------
    labels : ndarray of int64, shape (n_segments,)
        Theme of each segment, in the order in which they were given: an index of `theme_ids`.
    theme_ids : tuple of str
        Themes that have segments in this run.
    names : tuple of str
        The name a person gave each of them, or "".
    named_by : tuple of str
        Who gave it, or "".
    status : tuple of str
        "found", "pinned" (only a person's decision keeps it) or "rejected".
    group_ids : tuple of str
        The group each theme lies in, or "".
    registry : ThemeRegistry
        As it is after this run.
    events : tuple of Event
        What happened to themes; recorded in the registry as well.
    continued : tuple of Event
        For each theme that goes on, how much of it is the same; not recorded.
    held : tuple of Event
        Changes that were not carried out because too few texts are new; not recorded, and not told
        again when the same run is repeated.
    waiting : tuple of str
        Sentences in Danish and in English on splits that could not be drawn in this run.
    n_known : int
        Segments that an earlier run had recorded.
    n_moved : int
        Those of them that the machine gave another theme than they had.
    n_kept : int
        Those that stayed in their theme though their cluster went to another one.
    """

    labels: npt.NDArray[np.int64]
    theme_ids: tuple[str, ...]
    names: tuple[str, ...]
    named_by: tuple[str, ...]
    status: tuple[str, ...]
    group_ids: tuple[str, ...]
    registry: ThemeRegistry
    events: tuple[Event, ...]
    continued: tuple[Event, ...]
    held: tuple[Event, ...]
    waiting: tuple[Mapping[str, str], ...]
    n_known: int
    n_moved: int
    n_kept: int

    @property
    def share_moved(self) -> float:
        """Share of the segments known before that have another theme now; 0 if none was known."""
        return self.n_moved / self.n_known if self.n_known else 0.0

    def with_names(self, names: Mapping[str, tuple[str, Sequence[str]]]) -> Settled:
        """Return the same with the machine's names and keywords, so that events read well.

        Parameters
        ----------
        names : mapping of str to (str, sequence of str)
            Name and keywords by id of theme or group. A person's name stays.
        """
        registry = self.registry.with_names(names)
        shown = {theme.theme_id: theme.name for theme in registry.themes}

        def named(events: tuple[Event, ...]) -> tuple[Event, ...]:
            return tuple(replace(e, name=e.name or shown.get(e.theme_id, "")) for e in events)

        return replace(
            self,
            registry=registry,
            events=named(self.events),
            continued=named(self.continued),
            held=named(self.held),
        )
