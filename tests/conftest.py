"""Settings and fixtures that every test shares."""

from __future__ import annotations

import os
import tempfile

# Before any heavy import: no model hub, and no telemetry, may be asked for anything.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# Nobody's own cache is read or written.
os.environ["EVALMINE_CACHE"] = tempfile.mkdtemp(prefix="evalmine-cache-")

import pytest

from evalmine.resources import resource_path


@pytest.fixture(scope="session")
def sample_sources():
    """The sample corpus as a user would name it: the survey export and the reports."""
    corpora = resource_path("corpora")
    reports = [str(corpora / "reports" / f"*.{suffix}") for suffix in ("pdf", "docx")]
    return [str(corpora / "aftryk-2025" / "selvevalueringer.xlsx"), *reports]


@pytest.fixture(scope="session")
def sample_corpus(sample_sources):
    """The sample corpus of 2025, read once."""
    import evalmine as em

    return em.read(sample_sources)


@pytest.fixture(scope="session")
def sample_analysis(sample_corpus):
    """The sample corpus analyzed once with the lexical encoder, which takes seconds."""
    import evalmine as em

    return em.analyze(sample_corpus, encoder="lexical", title="Aftryk 2025")
