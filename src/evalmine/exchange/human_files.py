"""Files with what people coded, of whatever kind, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.human_codings import HumanCodings
from evalmine.coding.read_codings import read_codings
from evalmine.errors import InputError
from evalmine.exchange.qdpx_read import read_qdpx


def read_human_codings(
    paths: Sequence[str | Path], *, codebook: Codebook | None = None, **columns: Any
) -> HumanCodings:
    """Return the human codings in some files, one after the other.

    Parameters
    ----------
    paths : sequence of path
        ``.qdpx`` for REFI-QDA projects, else tables (csv, xlsx, sav).
    codebook : Codebook, optional
        Whose codes are meant.
    **columns
        For tables, see `read_codings`.  Of several tables, one that names no coder is coded by its
        file's name: two files are two people.

    Raises
    ------
    InputError
        One line naming file, row and remedy.
    """
    if not paths:
        raise InputError("codings", "no files: name at least one csv, xlsx, sav or qdpx file")
    found = [
        read_qdpx(path, codebook=codebook)
        if Path(path).suffix.lower() == ".qdpx"
        else read_codings(
            path,
            codebook=codebook,
            coded_by=Path(path).stem if len(paths) > 1 else "",
            **columns,
        )
        for path in paths
    ]
    return sum(found[1:], start=found[0])
