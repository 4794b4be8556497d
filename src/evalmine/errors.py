"""What can go wrong, as one tree a caller can catch.

::

    EvalmineError                exit code 1
    ├── InputError               65  a file, row or page cannot be used
    │   └── CodebookError        65  a codebook file breaks its rules
    ├── BusyError                75  somebody else holds the lock: try again
    ├── ConfigError              78  an option, setting or model name is wrong
    │   └── MissingExtraError    78  an optional package is not installed
    └── QuoteError               1   a quote does not match its document: a bug

Every message is one line: what is wrong, where, and what to do about it.
"""

from __future__ import annotations

import importlib
from types import ModuleType


class EvalmineError(Exception):
    """Base of every error that evalmine raises on purpose."""

    exit_code = 1


class InputError(EvalmineError):
    """A file, row or page that cannot be used.

    Parameters
    ----------
    source : str
        File name (or what stands for it) as the user knows it.
    reason : str
        What is wrong and what to do, in one line.
    location : str, optional
        Row, sheet, page or column inside the source.
    """

    exit_code = 65

    def __init__(self, source: str, reason: str, location: str = "") -> None:
        self.source, self.reason, self.location = str(source), reason, location
        where = f"{source}, {location}" if location else str(source)
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str, str]]:
        # Without it the error could not come back from a worker process.
        return type(self), (self.source, self.reason, self.location)


class CodebookError(InputError):
    """A codebook file that breaks its rules."""


class BusyError(EvalmineError):
    """Somebody else holds the lock; the same call may succeed later."""

    exit_code = 75


class ConfigError(EvalmineError):
    """An option, a setting or a model name that is not known or makes no sense."""

    exit_code = 78


class MissingExtraError(ConfigError):
    """An optional package is not installed; the message holds the pip line."""


class QuoteError(EvalmineError):
    """A quote that is not the exact cut of its document (invariant 1)."""


def import_optional(module: str, extra: str) -> ModuleType:
    """Return an optional module, or say which pip line installs it.

    Parameters
    ----------
    module : str
        Import name, e.g. ``"pyreadstat"``.
    extra : str
        The extra of evalmine that brings it, e.g. ``"spss"``.

    Raises
    ------
    MissingExtraError
        If the module is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.split(".")[0]:
            raise
        message = f'{module} is not installed: run pip install "evalmine[{extra}]"'
        raise MissingExtraError(message) from error
