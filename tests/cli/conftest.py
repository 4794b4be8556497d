"""The command line run inside the test process, as `main` would run it."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

import pytest

from evalmine.cli import main

SENTENCES = [
    "Vi holder et fast møde hver mandag, hvor alle siger noget.",
    "Lederen går selv forrest og spørger, hvordan det går.",
    "Kortene hænger på tavlen og bliver brugt hver dag.",
    "Der var for travlt til at nå det.",
    "Mødet hver mandag er blevet et fast punkt.",
    "Tavlen med kort er enkel at bruge.",
    "Vores leder er mere til stede end før.",
    "Vi manglede tid hele foråret.",
]


@dataclass
class Ended:
    code: int
    out: str
    err: str

    @property
    def error(self):
        """The one line that names what is wrong."""
        lines = [x for x in self.err.splitlines() if x.startswith("evalmine: ")]
        assert len(lines) == 1, self.err
        return lines[0].removeprefix("evalmine: ")


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("EVALMINE_CACHE", str(tmp_path / "cache"))
    before = signal.getsignal(signal.SIGTERM)

    def run(*args, code=0):
        monkeypatch.setattr(sys, "argv", ["evalmine", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert (ended.value.code or 0) == code, said.err
        return Ended(ended.value.code or 0, said.out, said.err)

    yield run
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def written(tmp_path):
    """Write a csv of rows; the first is the header."""

    def written(name, *rows, encoding="utf-8", delimiter=","):
        path = tmp_path / name
        lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return written


@pytest.fixture
def sentences():
    return list(SENTENCES)


@pytest.fixture
def good(written):
    rows = [(f"{i:03d}", text) for i, text in enumerate(SENTENCES)]
    return written("tekster.csv", ("id", "tekst"), *rows)
