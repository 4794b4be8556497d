"""Theme rows from memberships: counts by project, spread, nearest code, representatives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from evalmine.corpus.model import Segment
from evalmine.themes.keywords import Keywords
from evalmine.themes.partition import Float64
from evalmine.themes.relations import CodeOverlap, relate_to_codes
from evalmine.themes.theme import Origin, Status, Theme, ThemeMember

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

N_REPRESENTATIVE = 5
# Words that a representative segment should have: shorter ones lean on what stood before,
# longer ones say more than one thing.
FEWEST_WORDS, MOST_WORDS = 6, 40
# Words at the start of a sentence that point to the one before it.
_POINTS_BACK = re.compile(
    r"\W*(?:but|and|also|that|this|these|those|they|he|she|it|therefore|so|then|however|"
    r"det|den|de|dette|denne|disse|han|hun|derfor|derefter|så|men|og|også|dog|dermed|her|"
    r"dessa|därför|sedan|också|disse|derfor|etterpå)\b",
    re.IGNORECASE,
)
_DOMINANT = 0.5
_UNSTABLE = 0.5

_WARNINGS = {
    "da": {
        "dominant": "Ét projekt står for {percent:.0f} % af segmenterne.",
        "few": "Kun {n} projekt(er) taler om det; et mønster på tværs kræver mindst {least}.",
        "unstable": "Temaet genfindes kun delvist, når en del af teksterne udelades.",
    },
    "en": {
        "dominant": "One project makes up {percent:.0f}% of the segments.",
        "few": "Only {n} project(s) speak of it; a pattern across needs at least {least}.",
        "unstable": "The theme is found again only in part when some texts are left out.",
    },
}


@dataclass(frozen=True)
class Draft:
    """A theme before it is a row: who is in it and what is known about it.

    Parameters
    ----------
    rows : ndarray of int64
        Its segments, peripheral ones too.
    scores : ndarray of float64, shape (n_rows,)
        As in `ThemeMember`.
    keywords : tuple of (str, float)
    name : str
    stability : float
    named_by : str
        Who named it; "" for the machine.
    status : {"found", "pinned", "rejected"}
    """

    rows: Rows
    scores: Float64
    keywords: Keywords
    name: str
    stability: float
    named_by: str = ""
    status: Status = "found"


@dataclass(frozen=True)
class Setting:
    """What is known of all segments and the same for every theme.

    Parameters
    ----------
    segments : sequence of Segment
        All of them.
    peripheral : ndarray of bool, shape (n_segments,), optional
        Segments that may not represent a theme.
    codings : ndarray of bool, shape (n_segments, n_codes), optional
        Which codes are assigned.
    code_ids : sequence of str
        Columns of `codings`.
    code_names : mapping of str to str
        What readers call the codes.
    kinds : mapping of str to str
        Kind of each document, by its id.
    min_projects : int
        Fewer projects than this are warned of, where the corpus has so many.
    language : str
        Of sentences.
    """

    segments: Sequence[Segment]
    peripheral: Flags | None = None
    codings: Flags | None = None
    code_ids: Sequence[str] = ()
    code_names: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    min_projects: int = 3
    language: str = "da"

    def far(self) -> Flags:
        """Return which segments are peripheral."""
        if self.peripheral is None:
            return np.zeros(len(self.segments), dtype=bool)
        return self.peripheral


def order_of(drafts: Sequence[Draft], segments: Sequence[Segment]) -> list[int]:
    """Return the drafts' places by number of projects, then of segments, then first segment id."""

    def key(i: int) -> tuple[int, int, str]:
        inside = [segments[row] for row in drafts[i].rows]
        n_projects = len({s.project_id for s in inside})
        return -n_projects, -len(inside), min(s.segment_id for s in inside)

    return sorted(range(len(drafts)), key=key)


def describe(
    draft: Draft,
    setting: Setting,
    *,
    theme_id: str,
    origin: Origin = "inductive",
    parent_id: str | None = None,
) -> Theme:
    """Return the theme row of a draft.

    Parameters
    ----------
    draft : Draft
        Rows point into the setting's segments.
    setting : Setting
    theme_id, origin, parent_id : str
        As in `Theme`.
    """
    segments = setting.segments
    projects = Counter(segments[row].project_id for row in draft.rows)
    documents = {segments[row].document_id for row in draft.rows}
    top_share = max(projects.values()) / len(draft.rows)
    code = _code(draft, setting, origin, theme_id)
    return Theme(
        theme_id=theme_id,
        name=draft.name,
        keywords=tuple(form for form, _ in draft.keywords),
        origin=origin,
        parent_id=parent_id,
        n_segments=len(draft.rows),
        n_projects=len(projects),
        stability=draft.stability,
        nearest_code=code.code,
        nearest_code_share=code.share,
        top_project_share=top_share,
        warnings=_warnings(draft, setting, len(projects), top_share),
        representative=_representative(draft, setting),
        status=draft.status,
        named_by=draft.named_by,
        n_sources=len({setting.kinds[d] for d in documents if d in setting.kinds}),
        n_peripheral=int(setting.far()[draft.rows].sum()),
        code_relation=code.relation,
        code_share=code.back,
        code_sentence=code.sentence,
    )


def members_of(theme_id: str, draft: Draft, setting: Setting) -> list[ThemeMember]:
    """Return a member for each row of a draft."""
    far = setting.far()
    return [
        ThemeMember(theme_id, setting.segments[row].segment_id, float(score), bool(far[row]))
        for row, score in zip(draft.rows, draft.scores, strict=True)
    ]


def _code(draft: Draft, setting: Setting, origin: Origin, theme_id: str) -> CodeOverlap:
    if origin == "codebook":  # it is the code
        return CodeOverlap(theme_id.removeprefix("C-"), 1.0, 1.0, "same as")
    return relate_to_codes(
        draft.rows,
        setting.codings,
        setting.code_ids,
        code_names=setting.code_names,
        language=setting.language,
    )


def _warnings(draft: Draft, setting: Setting, n_projects: int, top_share: float) -> tuple[str, ...]:
    told = _WARNINGS.get(setting.language, _WARNINGS["da"])
    n_all = len({s.project_id for s in setting.segments})
    found = []
    if top_share > _DOMINANT and n_all > 1:
        found.append(told["dominant"].format(percent=100 * top_share))
    if n_projects < setting.min_projects <= n_all:
        found.append(told["few"].format(n=n_projects, least=setting.min_projects))
    if draft.stability < _UNSTABLE:
        found.append(told["unstable"])
    return tuple(found)


def _representative(draft: Draft, setting: Setting) -> tuple[str, ...]:
    """Return segments near the center that can be read alone, each of another project."""
    segments, far = setting.segments, setting.far()
    central = [
        (_reads_badly(segments[row]), -float(score), segments[row].segment_id, int(row))
        for row, score in zip(draft.rows, draft.scores, strict=True)
        if not far[row]
    ]
    chosen: dict[str, str] = {}
    for reads_badly, _, segment_id, row in sorted(central):
        if chosen and reads_badly > 1:
            break
        chosen.setdefault(segments[row].project_id, segment_id)
        if len(chosen) == N_REPRESENTATIVE:
            break
    return tuple(chosen.values())


def _reads_badly(segment: Segment) -> int:
    """Return 0 for a segment that stands alone, 1 if it points back, 2 if too short or long."""
    if not FEWEST_WORDS <= len(segment.text.split()) <= MOST_WORDS:
        return 2
    return int(_POINTS_BACK.match(segment.text) is not None)
