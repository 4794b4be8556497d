"""What happened to a theme in a run, with the numbers it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal[
    "birth", "return", "death", "split", "merge", "takeover", "pinned", "held", "continuation"
]
"""What can happen.

``birth``     a new theme without a strong source.
``return``    a theme that an earlier run lost is found again.
``death``     a theme without successor: its segments are gone or scattered.
``split``     a new theme made of a strong part of one old theme, or of several.
``merge``     a theme goes on and takes over from one that is no longer found.
``takeover``  a theme goes on and takes over a strong part of one that goes on as well, or of one
              that is no longer found and whose merge another theme tells, which got more of it.
``pinned``    a theme that only a person's decision keeps.
``held``      a change that was not carried out: too few texts are new. Not recorded.
``continuation``  a theme goes on. Not recorded.
"""


@dataclass(frozen=True)
class Flow:
    """Segments that an old theme and a new one have in common.

    Parameters
    ----------
    theme_id, name : str
        The old theme and its name then; for a death the new one.
    run : str
        When the old theme was last found.
    n_shared : int
        Segments of this run in both.
    n_known : int
        Those of them that an earlier run had recorded in the old theme; the others are new texts
        within its reach.
    n_old, n_new : int
        Segments of this run in the old theme, and in the new one.
    cosine : float
        Of the old centroid and the new one.
    """

    theme_id: str
    name: str
    run: str
    n_shared: int
    n_known: int
    n_old: int
    n_new: int
    cosine: float

    @property
    def share_of_old(self) -> float:
        """Share of the old theme that lies in the new one, 0 to 1."""
        return self.n_shared / self.n_old if self.n_old else 0.0

    @property
    def share_of_new(self) -> float:
        """Share of the new theme that comes from the old one, 0 to 1."""
        return self.n_shared / self.n_new if self.n_new else 0.0

    @property
    def carried_by(self) -> str:
        """What links the two: "segments" seen before, "vectors" of new ones, or "both"."""
        if self.n_known == self.n_shared:
            return "segments"
        return "both" if self.n_known else "vectors"


@dataclass(frozen=True)
class Event:
    """One thing that happened to one theme.

    Parameters
    ----------
    kind : str
        One of `Kind`.
    run : str
        In which run.
    theme_id, name : str
        The theme it happened to, and its name in this run ("" until themes are named).
    n_segments : int
        Its segments in this run; 0 for a death.
    last_run : str
        For a death or a return: when it was last found before. "" otherwise.
    by : str
        Who pinned it; "" otherwise.
    flows : tuple of Flow
        From where its segments come, largest first (from itself first of all, if it goes on);
        for a death, how its segments are scattered.
    """

    kind: Kind
    run: str
    theme_id: str
    name: str
    n_segments: int
    last_run: str = ""
    by: str = ""
    flows: tuple[Flow, ...] = ()

    def sentence(self, language: str = "da") -> str:
        """Return the event as a sentence in Danish ("da") or English ("en")."""
        from evalmine.themes.identity.sentences import event_sentence

        return event_sentence(self, language)


ROW_COLUMNS = (
    "run",
    "kind",
    "theme_id",
    "name",
    "n_segments",
    "last_run",
    "by",
    "from_id",
    "from_name",
    "from_run",
    "n_shared",
    "n_known",
    "n_old",
    "n_new",
    "share_of_old",
    "share_of_new",
    "cosine",
    "carried_by",
    "sentence",
)
"""Columns of `event_rows`."""


def event_rows(events: Sequence[Event], language: str = "da") -> list[dict[str, Any]]:
    """Return one row per event and flow, ready for a table; the sentence stands in each.

    An event without a flow has one row, with "" and None where the flow would be.
    """
    rows = []
    for event in events:
        common = {k: v for k, v in asdict(event).items() if k != "flows"}
        for flow in event.flows or (None,):
            row = {**common, **_flow_cells(flow), "sentence": event.sentence(language)}
            rows.append({column: row[column] for column in ROW_COLUMNS})
    return rows


def _flow_cells(flow: Flow | None) -> dict[str, Any]:
    if flow is None:
        return {
            **dict.fromkeys(("from_id", "from_name", "from_run", "carried_by"), ""),
            **dict.fromkeys(
                ("n_shared", "n_known", "n_old", "n_new", "share_of_old", "share_of_new", "cosine")
            ),
        }
    cells = asdict(flow)
    return {
        "from_id": cells.pop("theme_id"),
        "from_name": cells.pop("name"),
        "from_run": cells.pop("run"),
        **cells,
        "share_of_old": round(flow.share_of_old, 4),
        "share_of_new": round(flow.share_of_new, 4),
        "carried_by": flow.carried_by,
    }
