"""Executes every notebook in this folder from top to bottom: ``python notebooks/run_all.py``.

Nothing is written back: notebooks are stored without outputs, and this refuses one that has any.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent


def run(path: Path) -> None:
    """Execute one notebook in its own folder; an error in a cell ends everything."""
    notebook = nbformat.read(path, as_version=4)
    if any(cell.get("outputs") for cell in notebook.cells if cell.cell_type == "code"):
        raise SystemExit(f"{path.name}: holds outputs; clear them before committing")
    started = time.perf_counter()
    NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(HERE)}}
    ).execute()
    print(f"{path.name}: {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    wanted = [Path(a) for a in sys.argv[1:]] or sorted(HERE.glob("[0-9]*.ipynb"))
    for notebook_path in wanted:
        run(notebook_path)
