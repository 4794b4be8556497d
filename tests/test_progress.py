from __future__ import annotations

import io
import sys

import pytest

from evalmine.progress import Stages


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(stages):
    with stages:
        stages("read", 0, 2)
        stages("read", 2, 2)
        stages("embed", 0, 10)
        stages("embed", 5, 10)
        stages("embed", 10, 10)


def test_without_a_terminal_a_stage_is_one_plain_line_when_it_is_done(capsys):
    told(Stages())
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["read", "embed"]
    assert "\x1b" not in said.err
    assert "\r" not in said.err


def test_a_terminal_shows_bars_and_stdout_stays_clean(monkeypatch, capsys):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    told(Stages())
    assert "10/10" in screen.getvalue()
    assert capsys.readouterr().out == ""


def test_no_color_is_respected(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    told(Stages())
    assert "\x1b[3" not in screen.getvalue()


def test_the_bar_ends_when_the_work_fails(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with pytest.raises(TypeError), Stages() as stages:
        stages("read", None, 2)
    assert screen.getvalue().endswith("\x1b[?25h")  # the cursor is back


def test_a_closed_stderr_does_not_matter(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    stages = Stages()
    told(stages)
    assert set(stages.seconds) == {"read", "embed"}


def test_the_seconds_of_a_stage_that_comes_twice_are_added(monkeypatch, capsys):
    clock = iter([0.0, 2.0, 10.0, 13.0])
    monkeypatch.setattr("evalmine.progress.time.perf_counter", lambda: next(clock))
    with Stages() as stages:
        for _ in range(2):
            stages("code", 0, 1)
            stages("code", 1, 1)
    assert stages.seconds == {"code": 5.0}


def test_nothing_to_do_is_done(capsys):
    with Stages() as stages:
        stages("embed", 0, 0)
    assert capsys.readouterr().err.startswith("embed: ")
