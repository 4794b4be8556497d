"""What a user meets first: the public names, the cost of importing, the way data flows."""

from __future__ import annotations

import subprocess
import sys

import pytest

import evalmine

HEAVY = (
    "spacy",
    "torch",
    "sentence_transformers",
    "bertopic",
    "pandas",
    "sklearn",
    "umap",
    "numba",
    "docx",
    "xlsxwriter",
    "resvg_py",
    "jinja2",
)


def test_public_names_are_sorted_and_exist():
    assert evalmine.__all__ == sorted(evalmine.__all__)
    assert set(evalmine.__all__) == set(evalmine._HOME)
    for name in evalmine.__all__:
        assert getattr(evalmine, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'evalmine' has no attribute 'analyse'"):
        evalmine.analyse  # noqa: B018


@pytest.mark.parametrize("module", ["evalmine", "evalmine.cli"])
def test_importing_pulls_in_no_heavy_library(module):
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert loaded == []


def test_every_public_function_says_what_it_returns():
    undocumented = [n for n in evalmine.__all__ if not getattr(evalmine, n).__doc__]
    assert undocumented == []
