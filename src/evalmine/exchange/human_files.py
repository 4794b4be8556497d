"""Files with what people coded, of whatever kind, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from evalmine.coding.codebook import Codebook, load_codebook
from evalmine.coding.people.human_codings import HumanCodings
from evalmine.coding.people.read_codings import read_codings
from evalmine.errors import InputError
from evalmine.exchange.qdpx_read import read_qdpx


def read_human_codings(
    paths: Sequence[str | Path],
    *,
    codebook: Codebook | str | Path | None = None,
    unknown_codes: Literal["refuse", "leave_out"] = "refuse",
    **columns: Any,
) -> HumanCodings:
    """Return the human codings in some files, one after the other.

    Parameters
    ----------
    paths : sequence of path
        ``.qdpx`` for REFI-QDA projects, else tables (csv, xlsx, sav).
    codebook : Codebook, built-in name or path, optional
        Whose codes are meant.
    unknown_codes : {"refuse", "leave_out"}
        For ``.qdpx``: what to do with codings by a code that the codebook does not have.
    **columns
        For tables, see `read_codings`.  A table that names no coder is coded by its file's name:
        two files are two people.

    Raises
    ------
    InputError
        One line naming file, row and remedy.
    """
    if not paths:
        raise InputError("codings", "no files: name at least one csv, xlsx, sav or qdpx file")
    if isinstance(codebook, str | Path):
        codebook = load_codebook(codebook)
    found = [
        read_qdpx(path, codebook=codebook, unknown_codes=unknown_codes)
        if Path(path).suffix.lower() == ".qdpx"
        else read_codings(path, codebook=codebook, **columns)
        for path in paths
    ]
    return sum(found[1:], start=found[0])
