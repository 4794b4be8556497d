"""With which probability each segment came into the sample that people coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from evalmine.corpus.model import Segment
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

NO_DESIGN: Final = "no_design"
NO_PROBABILITIES: Final = "no_probabilities"
_COVERED = 0.9  # share of the answers of which a segment must have been read


@dataclass(frozen=True)
class SampleDesign:
    """Inclusion probability by segment id, above 0 and up to 1.

    `reason` says why there is none: "no_design" (nobody told how the sample was drawn) or
    "no_probabilities" (it was drawn by ``uncertain`` or ``rare``, not at random).
    """

    probabilities: Mapping[str, float]
    reason: str = ""


def sample_design(
    segments: Sequence[Segment],
    coded_ids: Sequence[str],
    design: pd.DataFrame | str | Path | None = None,
) -> SampleDesign:
    """Return how the coded segments were drawn.

    Parameters
    ----------
    segments : sequence of Segment
        All that say something: what was drawn from.
    coded_ids : sequence of str
        Segments that people read.
    design : DataFrame or path, optional
        From `draw_sample`, or the ``NAME.design.csv`` that ``evalmine sample`` writes beside the
        sample.  If left out: everything was read, or as many segments of every answer to an open
        question, at random; else there is no design.

    Returns
    -------
    SampleDesign
        Of the segments of the draw that were read, divided by the share of the draw that was read:
        what was left unread is taken as left at random.  Segments that people had read beside the
        draw (`draw_sample` leaves out what is coded) stand for themselves alone, with probability
        1.

    Raises
    ------
    InputError
        If the design has no columns segment_id and probability.
    """
    read = sorted(set(coded_ids) & {s.segment_id for s in segments})
    if len(read) == len(segments):
        return SampleDesign(dict.fromkeys(read, 1.0))
    if design is None:
        return _same_of_every_answer(segments, read)
    table = _table(design)
    drawn = dict(zip(table["segment_id"].astype(str), table["probability"], strict=True))
    if any(p != p or not 0 < p <= 1 for p in drawn.values()):
        return SampleDesign({}, NO_PROBABILITIES)
    coded = [i for i in read if i in drawn]
    share_read = len(coded) / len(drawn) if drawn else 0.0
    found = {i: float(drawn[i]) * share_read for i in coded}
    return SampleDesign(found | {i: 1.0 for i in read if i not in drawn})


def _same_of_every_answer(segments: Sequence[Segment], read: Sequence[str]) -> SampleDesign:
    """Return the design of a sample with as many segments of every answer, if it looks like one.

    Segments of reports, which answer nothing, were then not drawn from: the weights carry the
    answers over to them.
    """
    wanted = set(read)
    answers = Counter((s.project_id, s.question) for s in segments if s.question)
    taken = Counter((s.project_id, s.question) for s in segments if s.segment_id in wanted)
    if not taken or any(not question for _, question in taken):
        return SampleDesign({}, NO_DESIGN)
    most = max(taken.values())
    whole = all(n == min(most, answers[answer]) for answer, n in taken.items())
    if not whole or len(taken) < _COVERED * len(answers):
        return SampleDesign({}, NO_DESIGN)
    return SampleDesign(
        {
            s.segment_id: taken[key] / answers[key]
            for s in segments
            if s.segment_id in wanted
            for key in [(s.project_id, s.question)]
        }
    )


def _table(design: pd.DataFrame | str | Path) -> pd.DataFrame:
    import pandas as pd

    if isinstance(design, pd.DataFrame):
        table, name = design, "design of the sample"
    else:
        name = str(design)
        try:
            table = pd.read_csv(design)
        except (OSError, ValueError) as error:
            raise InputError(name, "cannot be read as the design of a sample") from error
    if missing := {"segment_id", "probability"} - set(table.columns):
        reason = f"has no column {sorted(missing)[0]!r}: give the .design.csv of evalmine sample"
        raise InputError(name, reason)
    return table
