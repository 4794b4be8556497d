"""Human codings out of ``.qdpx`` files of NVivo, ATLAS.ti, MAXQDA, QualCoder and others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.people.code_names import CodeNames
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import Document, Segment
from evalmine.corpus.segmenting import segment_document
from evalmine.errors import InputError
from evalmine.exchange.qdpx_project import (
    QdpxCode,
    QdpxCoding,
    QdpxProject,
    QdpxSource,
    read_qdpx_project,
)

_MACHINES = ("zero-shot:", "trained:", "evalmine ")  # how evalmine calls itself as a coder
_SHORT_SOURCE = 5  # segments of a source whose own codes are taken for those of its segments


def read_qdpx(
    path: str | Path,
    *,
    codebook: Codebook | str | Path | None = None,
    unknown_codes: Literal["refuse", "leave_out"] = "refuse",
    coders: Collection[str] | None = None,
    unit: str = "sentence",
    mask: bool = True,
) -> HumanCodings:
    """Return what people coded in a REFI-QDA project, one coding per segment and coder.

    Parameters
    ----------
    path : path
        A ``.qdpx`` file.
    codebook : Codebook, built-in name or path, optional
        Codes are recognized by id and by name in any language.  Without it, the project's codes
        become the codes, under their names (``"Above > Code"`` where two have one name).
    unknown_codes : {"refuse", "leave_out"}
        What to do with codings by a code that the codebook does not have.
    coders : collection of str, optional
        Whose codings to read; everybody's by default, but for machines.
    unit : str
        What to code, as in `evalmine.corpus.segmenting.segment`.
    mask : bool
        Whether identifiers in the texts are masked, as `evalmine.read` does.

    Returns
    -------
    HumanCodings
        Its `remarks` list what was not read, and every selection whose position was corrected.

    Raises
    ------
    InputError
        If the file is no REFI-QDA project, nothing in it is coded, or a code is unknown.

    Notes
    -----
    Each text is cut into evalmine's own segments.  A segment has the codes of the selections that
    cover at least half of it or lie at least half inside it.  A coder has read every segment of
    the texts in which they coded anything.  The project is the text's case, or without one the
    text itself.  Codes of a whole text count for each of its segments if it has at most five.
    """
    file = Path(path).name
    if isinstance(codebook, str | Path):
        codebook = load_codebook(codebook)
    project = read_qdpx_project(path)
    ids = _code_ids(project, codebook, file, unknown_codes)
    remarks = [f"{file}: {loss}" for loss in project.losses]
    remarks += _of_codes(project, ids, file)
    codings: list[HumanCoding] = []
    for source in project.sources:
        kept = [c for c in source.codings if _is_wanted(c.coder, coders)]
        if machines := {c.coder for c in source.codings} - {c.coder for c in kept}:
            names = ", ".join(sorted(machines))
            remarks.append(f"{file}: source {source.name!r}: codings by {names} left out")
        if not kept:
            continue
        segments = _segments(source, unit)
        n_whole = sum(c.whole for c in kept)
        if n_whole and len(segments) > _SHORT_SOURCE:
            remarks.append(
                f"{file}: source {source.name!r}: codes of the whole text left out "
                f"({n_whole}), since it has {len(segments)} segments"
            )
            kept = [c for c in kept if not c.whole]
        codings += _of_source(source, segments, kept, ids, mask)
    if not codings:
        raise InputError(file, f"has no codings that can be read: {_why(project)}")
    code_ids = codebook.code_ids if codebook else tuple(dict.fromkeys(ids.values()))
    return HumanCodings(codings, code_ids, remarks)


def _why(project: QdpxProject) -> str:
    """Return the loss that took codings with it, or else any."""
    losses = sorted(project.losses, key=lambda loss: "codings" not in loss)
    return losses[0] if losses else "nobody has coded anything"


def _is_wanted(coder: str, coders: Collection[str] | None) -> bool:
    return not coder.startswith(_MACHINES) if coders is None else coder in coders


def _segments(source: QdpxSource, unit: str) -> list[Segment]:
    document = Document(source.guid, source.case or source.name, "document", source.name,
                        source.text)  # fmt: skip
    return [s for s in segment_document(document, unit=unit) if s.status != "boilerplate"]


def _of_source(
    source: QdpxSource,
    segments: list[Segment],
    codings: list[QdpxCoding],
    ids: dict[str, str],
    mask: bool,
) -> Iterator[HumanCoding]:
    """Yield one coding per segment and coder of a source."""
    starts = [segment.start for segment in segments]
    for coder in sorted({c.coder for c in codings}):
        codes: list[set[str]] = [set() for _ in segments]
        for coding in codings:
            if coding.coder != coder or coding.code.guid not in ids:
                continue
            first = max(bisect_right(starts, coding.start) - 1, 0)
            for i in range(first, bisect_left(starts, coding.end)):
                if _is_of(coding, segments[i]):
                    codes[i].add(ids[coding.code.guid])
        for segment, own in zip(segments, codes, strict=True):
            if segment.status == "content" or own:
                yield HumanCoding(
                    text_id=segment.segment_id,
                    text=mask_identifiers(segment.text).text if mask else segment.text,
                    codes=frozenset(own),
                    coder=coder,
                    project_id=segment.project_id,
                )


def _is_of(coding: QdpxCoding, segment: Segment) -> bool:
    """Return whether a selection covers half of the segment, or lies half inside it."""
    shared = min(coding.end, segment.end) - max(coding.start, segment.start)
    shorter = min(coding.end - coding.start, segment.end - segment.start)
    return shared > 0 and 2 * shared >= shorter


def _code_ids(
    project: QdpxProject, codebook: Codebook | None, file: str, unknown: str
) -> dict[str, str]:
    """Return the code id by GUID; codes that nobody used need no id."""
    used = {c.code.guid for source in project.sources for c in source.codings}
    if codebook is None:
        own = [code for code in project.codes if code.codable or code.guid in used]
        names = [code.name for code in own]
        return {
            code.guid: code.name if names.count(code.name) == 1 else " > ".join(code.path)
            for code in own
        }
    known = CodeNames(codebook)
    ids = {}
    for code in project.codes:
        if code.guid in used:
            try:
                ids[code.guid] = _id_of(code, known)
            except LookupError as error:
                if unknown == "refuse":
                    raise InputError(file, str(error.args[0])) from None
    return ids


def _id_of(code: QdpxCode, known: CodeNames) -> str:
    if found := known.find(code.name):
        return found
    reason = f"code {code.name!r} is not in the codebook{known.hint(code.name)}"
    raise LookupError(f"{reason}; add it there, or leave out unknown codes")


def _of_codes(project: QdpxProject, ids: dict[str, str], file: str) -> list[str]:
    """Say which codes are left out, with how many codings."""
    lost: dict[str, int] = {}
    for source in project.sources:
        for coding in source.codings:
            if coding.code.guid not in ids:
                path = " > ".join(coding.code.path)
                lost[path] = lost.get(path, 0) + 1
    return [f"{file}: code {p!r} left out (codings: {n})" for p, n in sorted(lost.items())]
