"""Asks a server that speaks OpenAI's protocol, and says in one line what goes wrong."""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from evalmine.embeddings.api_address import Address
from evalmine.errors import BusyError, ConfigError, EvalmineError

_TIMEOUT = 60.0
_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
_LONGEST_WAIT, _PATIENCE_AT_FIRST = 120.0, 2.0
_TOO_MUCH = (400, 413, 422)
_TRY_AGAIN = (408, 409, 425, 429, 500, 502, 503, 504, 529)


def ask(
    address: Address,
    path: str,
    body: dict[str, Any],
    *,
    sleep: Callable[[float], None] = time.sleep,
    has_answered: bool = True,
    timeout: float = _TIMEOUT,
) -> bytes:
    """Return a server's answer to a request, waiting out its being busy.

    Certificates are checked, the system's proxy settings apply, redirects are refused.

    Parameters
    ----------
    address : Address
    path : str
        Of the service, for example ``"/embeddings"``.
    body : dict
        Sent as JSON.
    sleep : callable
        Waits a number of seconds before a request is tried again.
    has_answered : bool
        Whether the server ever answered; of one that did not, silence is not waited out for long.
    timeout : float
        Seconds for one request.

    Raises
    ------
    TooMuchError
        If the server refuses the request itself, perhaps for its size.
    ConfigError
        If the server refuses otherwise.
    BusyError
        If it is still overloaded or silent after 7 tries.
    """
    problem = TryAgainError("")
    for wait in (0.0, *_WAITS):
        wait = max(wait, problem.wait)
        if wait > _LONGEST_WAIT:
            break
        if wait:
            sleep(wait)
        try:
            return _post(address, path, body, timeout)
        except TryAgainError as error:
            problem = error
            if problem.is_silence and not has_answered and wait >= _PATIENCE_AT_FIRST:
                break
    raise BusyError(f"{problem}; try again later")


class TooMuchError(ConfigError):
    """The server refuses this request, perhaps for its size."""


class TryAgainError(EvalmineError):
    """The server may answer later, after `wait` seconds; `is_silence` if it gave no answer."""

    def __init__(self, message: str, wait: float = 0.0, *, is_silence: bool = False) -> None:
        self.wait, self.is_silence = wait, is_silence
        super().__init__(message)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Texts and key go where the user said, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(address: Address, path: str, body: dict[str, Any], timeout: float) -> bytes:
    request = urllib.request.Request(f"{address.base}{path}", json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    request.add_header("User-Agent", "evalmine")
    if key := address.key():
        request.add_unredirected_header("Authorization", f"Bearer {key}")
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=timeout) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(address, path, error, key) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silence(address, error, key) from None


def _refusal(address: Address, path: str, error: urllib.error.HTTPError, key: str) -> EvalmineError:
    """Return what an HTTP status means, in one line."""
    status = f"{address.host} answered {error.code}"
    if error.code in (401, 403):
        what = "refuses the key" if key else "wants a key"
        return ConfigError(f"{status}: it {what}; set EVALMINE_API_KEY")
    said = _said(error, key)
    if error.code == 404:
        advice = f"no model {address.model!r} there, or the address lacks its /v1"
        return ConfigError(f"{status}: {advice}{said}")
    if error.code in _TRY_AGAIN:
        return TryAgainError(f"{status}{said}", _retry_after(error.headers.get("Retry-After")))
    if error.code in _TOO_MUCH:
        return TooMuchError(f"{status}: it refuses the request{said}")
    return ConfigError(f"{status}: {address.base}{path} is no such service{said}")


def _silence(address: Address, error: Exception, key: str) -> EvalmineError:
    """Return what it means that no answer came, in one line."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return ConfigError(f"{address.host}: its certificate is not trusted ({reason.reason})")
    if isinstance(error, ValueError):  # a key or an address that HTTP cannot carry
        return ConfigError(f"{address.host}: the address or the key holds odd characters")
    said = _one_line(str(reason) or type(reason).__name__, key)
    advice = "is the address right, is the server running?"
    return TryAgainError(f"{address.host} does not answer ({said}): {advice}", is_silence=True)


def _said(error: urllib.error.HTTPError, key: str) -> str:
    """Return the server's own words, shortened, or an empty string."""
    try:
        said = json.loads(error.read(10_000))
        said = said.get("error", said)
        said = said.get("message", said) if isinstance(said, dict) else said
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return ""
    return f" ({_one_line(str(said), key)})"


def _one_line(text: str, key: str) -> str:
    shown = " ".join((text.replace(key, "***") if key else text).split())
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


def _retry_after(value: str | None) -> float:
    """Return the seconds a server asks to wait: a number, or a date."""
    if not value:
        return 0.0
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0
