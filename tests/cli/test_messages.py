"""What goes wrong outside evalmine is one line and an exit code too."""

from __future__ import annotations

import errno
import os
import signal
import warnings
from contextlib import ExitStack

import pytest

from evalmine.cli.messages import explain, one_line_errors
from evalmine.errors import BusyError


@pytest.fixture(autouse=True)
def _terminate_as_before():
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, 73),
        (errno.EROFS, 73),
        (errno.EISDIR, 73),
        (errno.ENOSPC, 74),
        (errno.EIO, 74),
    ],
)
def test_an_error_of_the_system_names_the_file(number, code):
    text, got = explain(OSError(number, os.strerror(number), "ud/k.csv"))
    assert got == code
    assert text.startswith("ud/k.csv: ")
    assert "\n" not in text


def test_an_error_without_a_file_still_says_something():
    assert explain(OSError("a library's\nown words")) == ("a library's own words", 74)


@pytest.mark.parametrize(
    ("error", "code"),
    [(OSError(errno.ENOSPC, "full"), 74), (MemoryError(), 74), (BusyError("ud: locked"), 75)],
)
def test_errors_become_exit_codes(error, code, capsys):
    with pytest.raises(SystemExit) as ended, one_line_errors():
        raise error
    assert ended.value.code == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_a_warning_is_one_line_and_said_once(capsys):
    with one_line_errors():
        warnings.simplefilter("always")
        for _ in range(3):
            warnings.warn("embedding cache\nnot used", stacklevel=1)
        warnings.warn("of no use to a reader", FutureWarning, stacklevel=1)
    assert capsys.readouterr().err == "evalmine: embedding cache not used\n"


def test_being_told_to_stop_runs_the_cleaning_up():
    cleaned = ExitStack()
    steps = []
    cleaned.callback(steps.append, "cleaned")
    with pytest.raises(SystemExit) as ended, one_line_errors(), cleaned:
        os.kill(os.getpid(), signal.SIGTERM)
    assert ended.value.code == 143
    assert steps == ["cleaned"]
