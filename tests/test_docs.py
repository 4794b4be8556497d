"""The reference names what there is: columns, settings, flags, public names, pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

import evalmine
from evalmine.cli import app
from evalmine.config import Config, ThemesConfig
from evalmine.exchange.tables import COLUMNS
from evalmine.report.words import load_words

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_in_the_reference(table):
    row = re.search(rf"^\| `{table}` \|.*$", page("tables.md"), flags=re.MULTILINE)
    assert row, f"docs/tables.md has no row for {table}"
    assert [name for name in COLUMNS[table] if f"`{name}`" not in row[0]] == []


def test_every_setting_is_in_the_settings_file_that_is_shown():
    shown = re.search(r"```toml\n(.*?)```", page("cli.md"), flags=re.DOTALL)[1]
    named = set(re.findall(r"^\[?(\w+)", shown, flags=re.MULTILINE)) | set(
        re.findall(r"\b(n_themes) =", shown)
    )
    assert {*Config.model_fields, *ThemesConfig.model_fields} - named == set()


def test_every_flag_of_every_command_is_in_the_reference():
    told = page("cli.md")
    for name, command in get_command(app).commands.items():
        for parameter in getattr(command, "params", []):
            for flag in parameter.opts:
                if flag.startswith("--") and flag != "--help":
                    assert flag in told, f"docs/cli.md does not name {flag} of evalmine {name}"


def test_every_public_name_is_in_the_reference():
    told = page("api.md")
    missing = [name for name in evalmine.__all__ if f".{name}\n" not in told]
    assert missing == []


@pytest.mark.parametrize("group", ["told.reason", "note"])
def test_every_word_that_a_learning_may_bear_is_explained(group):
    keys = [k.removeprefix(f"{group}.") for k in load_words("en").keys if k.startswith(f"{group}.")]
    own = set(keys) - {"low_coverage"}  # of the report
    assert own
    assert sorted(key for key in own if f"`{key}`" not in page("learnings.md")) == []


def test_every_page_is_in_the_navigation():
    nav = yaml.safe_dump(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    assert [p.name for p in sorted(DOCS.glob("*.md")) if p.name not in nav] == []


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_is_named_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {n for n in re.findall(r"`([\w/.-]+\.(?:py|md|yaml|ipynb))`", text) if "<" not in n}
    there = [
        p.relative_to(ROOT).as_posix()
        for folder in ("src", "docs", "tests", "models", "benchmarks", "notebooks", "corpora")
        for p in (ROOT / folder).rglob("*")
    ]
    assert [n for n in sorted(named) if not any(f"/{t}".endswith(f"/{n}") for t in there)] == []
