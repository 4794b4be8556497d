"""What people coded of the texts of a run, with how it was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evalmine.coding.codebook_model import Codebook
from evalmine.coding.people.human_codings import HumanCodings
from evalmine.exchange.human_files import read_human_codings

if TYPE_CHECKING:
    import pandas as pd


def human_and_design(
    human: HumanCodings | str | Path | Sequence[str | Path],
    design: pd.DataFrame | str | Path | None = None,
    *,
    codebook: Codebook | None = None,
) -> tuple[HumanCodings, pd.DataFrame | str | Path | None]:
    """Return what people coded, and how the sample was drawn, as far as that is known.

    Parameters
    ----------
    human : HumanCodings, path or paths
        Files as for `read_human_codings`; those of two coders are put together.
    design : DataFrame or path, optional
        If left out, the ``NAME.design.csv`` that ``evalmine sample`` writes beside ``NAME.xlsx``;
        of several files, the first that has one.
    codebook : Codebook, optional
        Whose codes are meant.

    Raises
    ------
    InputError
        One line naming file, row and remedy.
    """
    if isinstance(human, HumanCodings):
        return human, design
    paths = [Path(human)] if isinstance(human, str | Path) else [Path(path) for path in human]
    beside = [path.with_name(f"{path.stem}.design.csv") for path in paths]
    found = design if design is not None else next((p for p in beside if p.is_file()), None)
    return read_human_codings(paths, codebook=codebook), found
