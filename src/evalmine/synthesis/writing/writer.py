"""Writers: what words a learning from its evidence; never asked for a quote."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from evalmine.embeddings.api_address import read_address
from evalmine.embeddings.api_post import ask
from evalmine.errors import ConfigError
from evalmine.synthesis.writing.prompt import instructions, request

_log = logging.getLogger(__name__)
_TIMEOUT = 300.0


@dataclass(frozen=True)
class Draft:
    """A sentence as a writer proposes it, with the numbers (from 1) of what it rests on."""

    text: str
    sources: tuple[int, ...]


class Writer(Protocol):
    """Anything that words a learning."""

    name: str

    def write(self, headline: str, evidence: Sequence[str], language: str) -> list[Draft]:
        """Return sentences on what the numbered evidence says."""
        ...


class ApiWriter:
    """Writer that asks a language model behind OpenAI's ``/chat/completions``.

    Texts leave the machine.  A model may answer otherwise tomorrow, so every answer is kept in
    `folder` under the hash of what was asked: the same question is answered from there, which is
    what makes a run repeatable.

    Parameters
    ----------
    name : str
        ``"openai:MODEL"`` or ``"openai:MODEL@URL"``, see `read_address`.
    folder : path, optional
        Where answers are kept; without it every run asks anew.
    sleep : callable
        Waits a number of seconds before a request is tried again.

    Raises
    ------
    ConfigError
        If the name or its address is none; from `write`, if the server refuses or answers with
        something else than asked for.
    BusyError
        From `write`, if the server is still overloaded or silent after 7 tries.
    """

    def __init__(
        self,
        name: str,
        folder: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not name.startswith("openai:"):  # a slip of the pen must send nothing anywhere
            raise ConfigError(
                f"writer {name!r} is none that evalmine knows: write openai:MODEL@URL"
            )
        self._address = read_address(name, "writer")
        self._folder, self._sleep = folder, sleep
        self._has_answered = False
        self.name = f"openai:{self._address.model}@{self._address.host}"
        self.sends_to = self._address.base
        _log.warning("writer %s: evidence is sent to %s", self._address.model, self.sends_to)

    def write(self, headline: str, evidence: Sequence[str], language: str) -> list[Draft]:
        """Return sentences on what the numbered evidence says."""
        body = {
            "model": self._address.model,
            "messages": [
                {"role": "system", "content": instructions(language)},
                {"role": "user", "content": request(headline, evidence)},
            ],
            "temperature": 0,
            "seed": 0,
            "response_format": {"type": "json_object"},
        }
        stamp = json.dumps([self._address.base, body], sort_keys=True, ensure_ascii=False)
        kept = self._kept(hashlib.sha256(stamp.encode()).hexdigest())
        if kept and kept.is_file():
            return self._read(kept.read_bytes())
        content = ask(
            self._address,
            "/chat/completions",
            body,
            sleep=self._sleep,
            has_answered=self._has_answered,
            timeout=_TIMEOUT,
        )
        self._has_answered = True
        drafts = self._read(content)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(content)
            part.replace(kept)
        return drafts

    def _kept(self, stamp: str) -> Path | None:
        return self._folder / "wordings" / f"{stamp}.json" if self._folder else None

    def _read(self, content: bytes) -> list[Draft]:
        try:
            said = json.loads(content)["choices"][0]["message"]["content"]
            found = json.loads(_inside_fence(said))["sentences"]
            return [_draft(sentence) for sentence in found]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            raise ConfigError(
                f"{self.name} did not answer with sentences and their sources: "
                "choose a model that can answer in JSON"
            ) from None


def _inside_fence(text: str) -> str:
    """Return what a model put between ``` fences, or the text itself."""
    begin, end = text.find("{"), text.rfind("}")
    return text[begin : end + 1] if 0 <= begin < end else text


def _draft(sentence: dict[str, Any]) -> Draft:
    return Draft(
        " ".join(str(sentence["text"]).split()), tuple(int(n) for n in sentence["sources"])
    )
