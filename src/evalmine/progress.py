"""Progress of long work on stderr: a bar on a terminal, one line per stage elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Stages:
    """Shows stages as they are reported and remembers the seconds each took.

    Use as a context manager and call with (stage, done, total).  Calls from a stage that comes
    round a second time (the year before) go on in the same bar.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started: dict[str, float] = {}
        self._tasks: dict[str, TaskID] = {}
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

            columns = ("{task.description:<10}", BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Report that `done` of `total` pieces of a stage are done."""
        now = time.perf_counter()
        self._started.setdefault(stage, now)
        if done >= total:
            spent = now - self._started.pop(stage)
            self.seconds[stage] = self.seconds.get(stage, 0.0) + spent
        if self._bar:
            if stage not in self._tasks:
                self._tasks[stage] = self._bar.add_task(stage, total=total)
            self._bar.update(self._tasks[stage], completed=done, total=total)
        elif done >= total and sys.stderr is not None:  # None where a daemon has closed it
            sys.stderr.write(f"{stage}: {self.seconds[stage]:.1f} s\n")
