"""The words of the report in one language, loaded from the files in `locale/<language>/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from evalmine.errors import ConfigError, EvalmineError

_FOLDER = Path(__file__).resolve().parent.parent / "locale"


class Words:
    """Words by dotted key: ``words["section.front"]``; a key that is missing is an error.

    Parameters
    ----------
    language : str
        Language code, as in the folder's name.
    entries : mapping of str to str
        Dotted key to word or sentence; ``{braces}`` are filled in by `text`.
    """

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self._entries = dict(entries)

    @property
    def keys(self) -> tuple[str, ...]:
        """All dotted keys, sorted."""
        return tuple(sorted(self._entries))

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __getitem__(self, key: str) -> str:
        try:
            return self._entries[key]
        except KeyError:
            message = f"locale/{self.language}: there is no word for {key!r}: add it"
            raise EvalmineError(message) from None

    def text(self, key: str, **values: object) -> str:
        """Return a sentence with its braces filled in.

        Raises
        ------
        EvalmineError
            If the key is missing, or the sentence asks for a value that was not given.
        """
        try:
            return self[key].format(**values)
        except (KeyError, IndexError, ValueError) as error:
            message = f"locale/{self.language}: {key!r} cannot be filled in ({error!r})"
            raise EvalmineError(message) from error

    def plural(self, key: str, n: float) -> str:
        """Return the form for a number: "one" for exactly 1, else "other"."""
        return self[f"{key}.{'one' if n == 1 else 'other'}"]

    def plural_label(self, group: str, name: str, n: float) -> str:
        """Return the form for a number of a name, or the name itself if none is known.

        Examples
        --------
        >>> [load_words("en").plural_label("kind", k, 2) for k in ("learning_note", "memo")]
        ['learning notes', 'memo']
        """
        return self.plural(f"{group}.{name}", n) if f"{group}.{name}.one" in self else name

    def label(self, group: str, name: str) -> str:
        """Return the word for a name a user may have chosen, or the name itself if none is known.

        Examples
        --------
        >>> [load_words("en").label("attribute", name) for name in ("region", "Hue")]
        ['Region', 'Hue']
        """
        return self._entries.get(f"{group}.{name}", name)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages a report can be written in."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if path.is_dir()))


@lru_cache(maxsize=8)
def load_words(language: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    ConfigError
        If there is no word list for the language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ConfigError(f"no report can be written in {language!r}: choose one of {known}")
    import yaml

    entries: dict[str, str] = {}
    for path in sorted((_FOLDER / language).glob("*.yaml")):
        own = _flatten(yaml.safe_load(path.read_text(encoding="utf-8")), f"{language}/{path.name}")
        twice = sorted(entries.keys() & own.keys())
        if twice:
            raise EvalmineError(f"locale/{language}/{path.name}: {twice[0]!r} is in two files")
        entries.update(own)
    return Words(language, entries)


def _flatten(tree: Any, file: str, prefix: str = "") -> dict[str, str]:
    entries: dict[str, str] = {}
    for key, value in tree.items():
        path = f"{prefix}{key}"
        if isinstance(value, dict):
            entries.update(_flatten(value, file, f"{path}."))
        elif isinstance(value, str) and isinstance(key, str):
            entries[path] = value
        else:  # YAML reads a bare `no` as False and a bare 1 as a number
            message = f"locale/{file}: {path!r} must be text: put it in quotation marks"
            raise EvalmineError(message)
    return entries
