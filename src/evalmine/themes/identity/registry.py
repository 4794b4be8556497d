"""The register of themes: who they are, what happened to them, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy.typing as npt

from evalmine.errors import ConfigError
from evalmine.records import Records, fields_of
from evalmine.themes.identity.decisions import (
    Decision,
    DecisionKind,
    check_undo,
    clean_words,
    standing,
    undo,
    undone_parts,
)
from evalmine.themes.identity.events import Event
from evalmine.themes.identity.keys import keys_by_id
from evalmine.themes.identity.state import (
    Entry,
    GroupEntry,
    Members,
    RegisteredTheme,
    line_and_theme,
    theme_id_of,
)

if TYPE_CHECKING:
    from evalmine.themes.identity.settled import Settled


@dataclass(frozen=True, repr=False)
class ThemeRegistry:
    """Themes with ids that survive new data, reruns and years.

    A registry never changes: every operation returns a new one. It reads no clock and no file.
    Start with `ThemeRegistry.empty`, call `settle` after each clustering, and keep `to_json`.

    Parameters
    ----------
    entries : tuple of Entry
        Every theme there ever was, by number.
    groups : tuple of GroupEntry
        Every group of themes there ever was.
    runs : tuple of str
        Labels of the runs, in order.
    latest_run : str
        The run that was settled last.
    members, earlier : mapping of str to tuple of str
        Segment ids by theme: of the latest run, and of those that it did not hold.
    decisions : tuple of Decision
        What people decided; undone decisions stay.
    events : tuple of Event
        What happened, run by run.
    next_theme : int
        Number of the next new theme: ids are never used again.
    applied : tuple of int
        Decisions that were in force when the latest run was settled.
    turnover : int
        Segments that came or went since themes could last split and merge freely.
    settings, encoder : str
        As given to `settle`.
    digest : str
        Tells whether a run is the latest one over again: then nothing changes.
    """

    entries: tuple[Entry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    runs: tuple[str, ...] = ()
    latest_run: str = ""
    members: Members = field(default_factory=dict)
    earlier: Members = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    events: tuple[Event, ...] = ()
    next_theme: int = 1
    applied: tuple[int, ...] = ()
    turnover: int = 0
    settings: str = ""
    encoder: str = ""
    digest: str = ""

    def __repr__(self) -> str:
        runs = ", ".join(run or "-" for run in self.runs) or "none"
        n_standing = sum(not d.undone_by for d in self.decisions)
        return f"ThemeRegistry({len(self.themes)} themes, runs: {runs}, {n_standing} decisions)"

    @classmethod
    def empty(cls) -> ThemeRegistry:
        """Return a registry without themes."""
        return cls()

    def to_json(self) -> str:
        """Return the registry as text: sorted, one segment a line, the same for equal ones."""
        from evalmine.themes.identity.registry_file import to_json

        return to_json(self)

    @classmethod
    def from_json(cls, text: str, source: str = "theme registry") -> ThemeRegistry:
        """Return the registry that `to_json` wrote.

        Parameters
        ----------
        text : str
            From `to_json`.
        source : str
            What the user knows it as, for example the file's name.

        Raises
        ------
        InputError
            If the text is damaged, is something else, or was written by a newer evalmine.
        """
        from evalmine.themes.identity.registry_file import from_json

        return from_json(text, source)

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Ids of all themes and groups there ever were."""
        return (*(e.theme_id for e in self.entries), *(g.group_id for g in self.groups))

    @property
    def themes(self) -> Records[RegisteredTheme]:
        """Every theme there ever was, to be read; without the parts of splits that were undone."""
        from evalmine.themes.identity.reading import read_themes

        unmade = undone_parts(self.decisions)
        shown = tuple(t for t in read_themes(self) if t.theme_id not in unmade)
        return Records(shown, fields_of(RegisteredTheme))

    @property
    def given_names(self) -> dict[str, tuple[str, str]]:
        """What people called a theme or group, and who did, by its id."""
        renamed = standing(self.decisions, self.all_ids).renamed
        return {theme_id: (named.name, named.by) for theme_id, named in renamed.items()}

    def __getitem__(self, theme_id: str) -> RegisteredTheme:
        from evalmine.themes.identity.reading import read_themes

        for theme in read_themes(self):
            if theme.theme_id == theme_id:
                return theme
        raise KeyError(theme_id)

    def settle(
        self,
        labels: npt.ArrayLike,
        segment_ids: Sequence[str],
        vectors: npt.ArrayLike,
        *,
        run: str = "",
        peripheral: npt.ArrayLike | None = None,
        groups: npt.ArrayLike | None = None,
        projects: Sequence[str] = (),
        settings: str = "",
        encoder: str = "",
        steady: bool = True,
    ) -> Settled:
        """Return the clusters of a run under the ids of the themes they continue.

        Segments that an earlier run had stand for their theme; new ones for the theme within
        whose reach they lie. Old themes and new clusters make one table; its best one-to-one
        matching says which cluster continues which theme (`matching`). A segment leaves its theme
        only for one that is clearly nearer, and while few texts are new no theme splits or
        merges (`lines`). Then people's decisions are applied (`overlay`).

        Neither the order of segments nor the numbers of clusters matter. Settling the same data
        again changes nothing.

        Parameters
        ----------
        labels : array_like of int, shape (n_segments,)
            Cluster of each segment, from 0.
        segment_ids : sequence of str
            Different ids, the same for the same segment in every run.
        vectors : array_like, shape (n_segments, n_dims)
            Languages aligned.
        run : str
            Label of the run, for example "2025". A label may be used again.
        peripheral : array_like of bool, shape (n_segments,), optional
            Segments that are far from everything: they weigh nothing.
        groups : array_like of int, shape (n_segments,), optional
            Coarse cluster of each segment.
        projects : sequence of str, optional
            Project of each segment: new themes are numbered by projects first.
        settings : str
            What the clustering was asked for, for example ``repr(options)``. When it differs
            from the run before, themes may split and merge however few texts are new.
        encoder : str
            Name and revision of the encoder.
        steady : bool, default True
            False lets themes split and merge however few texts are new.

        Raises
        ------
        ConfigError
            If the vectors are of another encoder.
        ValueError
            If the numbers of rows differ, an id stands twice, or a label is below 0.
        """
        from evalmine.themes.identity.run import checked
        from evalmine.themes.identity.settle import settle

        given = checked(
            self,
            labels,
            segment_ids,
            vectors,
            run=run,
            peripheral=peripheral,
            groups=groups,
            projects=projects,
            settings=settings,
            encoder=encoder,
        )
        return settle(self, given, steady=steady)

    def with_names(self, names: Mapping[str, tuple[str, Sequence[str]]]) -> ThemeRegistry:
        """Return the registry with the machine's names and keywords.

        A person's name stays. Events of the latest run get the name that their theme has then.

        Parameters
        ----------
        names : mapping of str to (str, sequence of str)
            Name and keywords by id of theme or group.
        """
        self._check_known(names)
        told: dict[str, dict[str, object]] = {
            x: {"name": name, "keywords": tuple(words)} for x, (name, words) in names.items()
        }
        named = replace(
            self,
            entries=tuple(replace(e, **told.get(e.theme_id, {})) for e in self.entries),  # type: ignore[arg-type]
            groups=tuple(replace(g, **told.get(g.group_id, {})) for g in self.groups),  # type: ignore[arg-type]
        )
        shown = {theme.theme_id: theme.name for theme in named.themes}
        events = tuple(
            replace(e, name=e.name or shown.get(e.theme_id, "")) if e.run == self.latest_run else e
            for e in self.events
        )
        return replace(named, events=events)

    def rename(self, theme_id: str, name: str, *, by: str) -> ThemeRegistry:
        """Return the registry with a person's name for a theme or group; no run overwrites it."""
        return self._decide("rename", (theme_id,), by, name=clean_words(name, "name"))

    def merge(self, theme_ids: Sequence[str], *, by: str) -> ThemeRegistry:
        """Return the registry with themes united under the first id, in all later runs.

        The machine goes on following each of them, so that `undo` brings them back.
        """
        return self._decide("merge", tuple(theme_ids), by)

    def split(
        self, theme_id: str, *, by: str, parts: int | Sequence[Sequence[str]] = 2
    ) -> ThemeRegistry:
        """Return the registry with a theme split into parts that have ids of their own.

        The border is drawn when the next run is settled, once and for all: later segments of the
        theme go to the part they are nearest to.

        Parameters
        ----------
        theme_id : str
            The theme; its id rests while the split is in force.
        by : str
            Who decides.
        parts : int or sequence of sequences of str, default 2
            How many parts; or, for each part, ids of segments that show what it is about. They
            stay in it.
        """
        known = keys_by_id(self._keys_in(theme_id))
        groups = (
            ()
            if isinstance(parts, int)
            else tuple(tuple(sorted(known.get(x, x) for x in group)) for group in parts)
        )
        n_parts = parts if isinstance(parts, int) else len(groups)
        if n_parts < 2:
            raise ConfigError(f"a split into {n_parts}: give two or more parts")
        ids = tuple(theme_id_of(self.next_theme + i) for i in range(n_parts))
        split = self._decide("split", (theme_id,), by, part_ids=ids, groups=groups)
        self._check_groups(theme_id, groups)
        made = tuple(Entry(part, parent=theme_id) for part in ids)
        return replace(split, entries=(*self.entries, *made), next_theme=self.next_theme + n_parts)

    def pin(self, theme_id: str, *, by: str) -> ThemeRegistry:
        """Return the registry with a theme that is kept even where no cluster matches it.

        It then takes the segments that are nearest to its centroid and above its floor, which
        rest where they were when a cluster last matched it.
        """
        return self._decide("pin", (theme_id,), by)

    def reject(self, theme_id: str, *, by: str) -> ThemeRegistry:
        """Return the registry with a theme marked "rejected".

        Its cluster goes on under the same id and status: nothing is dropped.
        """
        return self._decide("reject", (theme_id,), by)

    def undo(self, number: int | None = None, *, by: str) -> ThemeRegistry:
        """Return the registry with one decision undone, the latest if no number is given."""
        by = clean_words(by, "by")
        decisions = undo(self.decisions, number, by)
        changed = next(a.number for a, b in zip(decisions, self.decisions, strict=True) if a != b)
        check_undo(decisions, changed, self.all_ids)
        return replace(self, decisions=decisions)

    def _decide(
        self,
        kind: DecisionKind,
        theme_ids: tuple[str, ...],
        by: str,
        *,
        name: str = "",
        part_ids: tuple[str, ...] = (),
        groups: tuple[tuple[str, ...], ...] = (),
    ) -> ThemeRegistry:
        decision = Decision(
            number=len(self.decisions) + 1,
            kind=kind,
            theme_ids=theme_ids,
            by=clean_words(by, "by"),
            after_run=self.latest_run,
            name=name,
            part_ids=part_ids,
            groups=groups,
        )
        decisions = (*self.decisions, decision)
        standing(decisions, self.all_ids)
        return replace(self, decisions=decisions)

    def _check_known(self, ids: Mapping[str, object]) -> None:
        unknown = sorted(set(ids) - set(self.all_ids))
        if unknown:
            raise ConfigError(f"there is no theme {unknown[0]} in the registry: settle first")

    def _keys_in(self, theme_id: str) -> set[str]:
        return {
            s
            for members in (self.members, self.earlier)
            for side, ids in members.items()
            if line_and_theme(side)[1] == theme_id
            for s in ids
        }

    def _check_groups(self, theme_id: str, groups: tuple[tuple[str, ...], ...]) -> None:
        inside = self._keys_in(theme_id)
        seen: set[str] = set()
        for place, group in enumerate(groups):
            if not group:
                raise ConfigError(f"part {place + 1} of {theme_id} names no segment: name one")
            for segment_id in group:
                if segment_id not in inside:
                    raise ConfigError(
                        f"segment {segment_id} does not lie in {theme_id}: name segments that do"
                    )
                if segment_id in seen:
                    raise ConfigError(f"segment {segment_id} is named twice: name it for one part")
                seen.add(segment_id)
