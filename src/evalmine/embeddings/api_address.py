"""Where the texts for an OpenAI-compatible server go, and with which key."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from evalmine.errors import ConfigError

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Address:
    """Model and server of an ``openai:`` encoder or writer; the key is never part of it.

    Parameters
    ----------
    model : str
        Name of the model, as the server knows it.
    base : str
        URL up to ``/embeddings``, without a closing slash.
    """

    model: str
    base: str

    @property
    def host(self) -> str:
        """Host and port, as they stand in the URL."""
        return urlsplit(self.base).netloc

    def key(self) -> str:
        """Return the key from the environment, or an empty string.

        ``OPENAI_API_KEY`` goes only where OpenAI's own client would send it: never to a server
        that is named with ``@URL`` or ``EVALMINE_API_BASE``.
        """
        own = os.environ.get("EVALMINE_API_KEY", "")
        theirs = _checked(os.environ.get("OPENAI_BASE_URL") or OPENAI)
        return own or (os.environ.get("OPENAI_API_KEY", "") if self.base == theirs else "")


def read_address(name: str, what: str = "encoder") -> Address:
    """Return what ``openai:MODEL`` or ``openai:MODEL@URL`` names; `what` stands in messages.

    Without a URL the environment is asked (``EVALMINE_API_BASE``, then ``OPENAI_BASE_URL``), and
    then it is OpenAI itself.

    Raises
    ------
    ConfigError
        If there is no model, or the URL is none.

    Examples
    --------
    >>> read_address("openai:bge-m3@http://localhost:8080/v1")
    Address(model='bge-m3', base='http://localhost:8080/v1')
    """
    model = name.removeprefix("openai:")
    base = ""
    for scheme in ("@http://", "@https://"):
        before, found, after = model.rpartition(scheme)
        if found:
            model, base = before, scheme[1:] + after
    if not model:
        raise ConfigError(f"{what} {name!r} names no model: openai:MODEL or openai:MODEL@URL")
    if "://" in model or (not base and "@" in model[1:]):
        # Taken as part of the model's name, texts meant for that server would go to OpenAI.
        raise ConfigError(f"{what} {name!r}: the address after @ begins with http:// or https://")
    environment = os.environ.get("EVALMINE_API_BASE") or os.environ.get("OPENAI_BASE_URL")
    return Address(model, _checked(base or environment or OPENAI))


def _checked(base: str) -> str:
    try:
        parts = urlsplit(base)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        is_url = is_url and base.isascii() and not any(c.isspace() for c in base)
    except ValueError:
        is_url = False
    if not is_url:
        raise ConfigError(f"{base!r} is no address of a server: write http://HOST:PORT/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        # It would end up in names, messages and the method appendix.
        raise ConfigError(
            "the address of a server may hold no user, password, query or fragment: "
            "give a key with EVALMINE_API_KEY"
        )
    return base.rstrip("/").removesuffix("/embeddings")
