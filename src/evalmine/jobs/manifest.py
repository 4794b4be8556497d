"""The run manifest: what went in, what came out, with which versions, as hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evalmine.corpus.model import Corpus
from evalmine.exchange.files import sha256_of_file, write_text
from evalmine.result import Analysis
from evalmine.synthesis.method import package_versions

SCHEMA_VERSION = 1


def write_manifest(
    analysis: Analysis,
    outputs: Sequence[Path],
    folder: Path,
    *,
    timings: Mapping[str, float] | None = None,
    previous: Corpus | None = None,
    reading: Mapping[str, Any] | None = None,
) -> Path:
    """Write ``manifest.json`` beside the outputs and return its path.

    Everything but `created`, `timings_s` and `platform` is the same for the same input, settings
    and versions; `run_id` is a hash of exactly these.

    Parameters
    ----------
    analysis : Analysis
    outputs : sequence of Path
        Files below `folder`.
    folder : Path
    timings : mapping, optional
        Wall-clock seconds by stage.
    previous : Corpus, optional
        The year before, where the analysis was given one.
    reading : mapping, optional
        Settings the analysis does not know: title, column roles, kind, masking.
    """
    run = describe_run(
        analysis, outputs, folder, timings=timings, previous=previous, reading=reading
    )
    text = json.dumps(run, indent=2, ensure_ascii=False) + "\n"
    return write_text(folder / "manifest.json", text)


def describe_run(
    analysis: Analysis,
    outputs: Sequence[Path],
    folder: Path,
    *,
    timings: Mapping[str, float] | None = None,
    previous: Corpus | None = None,
    reading: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the manifest as a dict; see `write_manifest`."""
    same_for_same: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "inputs": _inputs(analysis.corpus),
        "previous_inputs": _inputs(previous.sorted()) if previous else [],
        "settings": {**analysis.settings, **(reading or {})},
        "versions": package_versions(),
    }
    run_id = hashlib.sha256(json.dumps(same_for_same, sort_keys=True).encode()).hexdigest()[:16]
    status = Counter(s.status for s in analysis.segments)
    return {
        **same_for_same,
        "run_id": run_id,
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "platform": {"python": platform.python_version(), "machine": platform.platform()},
        "counts": {
            "projects": len(analysis.corpus.projects),
            "documents": len(analysis.corpus.documents),
            "segments": {key: status[key] for key in sorted(status)},
            "themes": len(analysis.themes),
            "learnings": len(analysis.learnings),
            "excluded": len(analysis.corpus.excluded),
        },
        "timings_s": {k: round(v, 2) for k, v in (timings or {}).items()},
        "outputs": [
            {"name": p.relative_to(folder).as_posix(), "sha256": sha256_of_file(p)}
            for p in sorted(outputs)
        ],
    }


def _inputs(corpus: Corpus) -> list[dict[str, str]]:
    return [{"name": name, "sha256": sha256} for name, sha256 in corpus.sources]
