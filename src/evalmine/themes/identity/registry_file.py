"""The registry as text and back: JSON that two people can compare line by line.

Vectors stand as the whole numbers they are, one theme a line; segment ids stand one a line under
their theme, so that a segment that moves is one line less and one line more.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from evalmine.errors import ConfigError, InputError
from evalmine.themes.identity.decisions import Decision, standing
from evalmine.themes.identity.events import Event
from evalmine.themes.identity.state import Entry, GroupEntry, Members, line_and_theme, number_of

if TYPE_CHECKING:
    from evalmine.themes.identity.registry import ThemeRegistry

FORMAT: Final = 1
"""Changes when an older evalmine could not read the text, or would settle otherwise."""

_KIND = "evalmine theme registry"
_VECTORS = ("centroid", "line_centroid")
_REMEDY = "take the copy from before, or start a new registry"


def to_json(registry: ThemeRegistry) -> str:
    """Return a registry as text; equal registries give equal text."""
    parts = [
        *(
            f"{_dump(name)}: {_dump(value)}"
            for name, value in (("kind", _KIND), ("format", FORMAT), *_facts(registry).items())
        ),
        _records("entries", [_entry(entry) for entry in registry.entries]),
        _records("groups", [asdict(group) for group in registry.groups]),
        _records("decisions", [asdict(decision) for decision in registry.decisions]),
        _records("events", [asdict(event) for event in registry.events]),
        _members("members", registry.members),
        _members("earlier", registry.earlier),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def from_json(text: str, source: str) -> ThemeRegistry:
    """Return the registry of a text, or say in one line why there is none."""
    from pydantic import ValidationError

    try:
        facts = json.loads(text)
    except ValueError as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(source, f"it is damaged or cut off: {_REMEDY}", where) from error
    if not isinstance(facts, dict) or facts.get("kind") != _KIND:
        raise InputError(source, "it is no theme registry: name the file that a run wrote")
    version = facts.pop("format", None)
    if not isinstance(version, int) or version < 1:
        raise InputError(source, f"it does not say its format: {_REMEDY}")
    if version > FORMAT:
        raise InputError(
            source,
            f"a newer evalmine wrote it (format {version}, this one reads {FORMAT}): "
            "update evalmine",
        )
    del facts["kind"]
    try:
        registry = _parsed(facts)
        _check(registry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(x) for x in first["loc"][:3])
        what = " ".join(str(first["msg"]).split())
        raise InputError(source, f"it is damaged ({what}): {_REMEDY}", where) from error
    except (ConfigError, ValueError) as error:
        raise InputError(source, f"it is damaged ({error}): {_REMEDY}") from error
    return registry


def _facts(registry: ThemeRegistry) -> dict[str, Any]:
    plain = (
        "runs",
        "latest_run",
        "next_theme",
        "applied",
        "turnover",
        "settings",
        "encoder",
        "digest",
    )
    return {name: getattr(registry, name) for name in plain}


def _entry(entry: Entry) -> dict[str, Any]:
    # asdict would copy every number of every vector.
    written = {f.name: getattr(entry, f.name) for f in fields(entry)}
    if entry.line_centroid == entry.centroid:
        written["line_centroid"] = None
    return written


def _parsed(facts: dict[str, Any]) -> ThemeRegistry:
    from pydantic import TypeAdapter

    from evalmine.themes.identity.registry import ThemeRegistry

    entries = facts.get("entries")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and entry.get("line_centroid") is None:
            entry["line_centroid"] = entry.get("centroid")
    missing = {f.name for f in fields(ThemeRegistry)} - set(facts)
    unknown = set(facts) - {f.name for f in fields(ThemeRegistry)}
    for names, what in ((missing, "is missing"), (unknown, "is unknown")):
        if names:
            raise ValueError(f"{min(names)} {what}")
    # What pydantic makes of lists and mappings is what the dataclasses declare.
    kinds: dict[str, Any] = {
        "entries": tuple[Entry, ...],
        "groups": tuple[GroupEntry, ...],
        "decisions": tuple[Decision, ...],
        "events": tuple[Event, ...],
        "members": dict[str, tuple[str, ...]],
        "earlier": dict[str, tuple[str, ...]],
        "runs": tuple[str, ...],
        "applied": tuple[int, ...],
        "next_theme": int,
        "turnover": int,
    }
    read = {
        name: TypeAdapter(kinds.get(name, str)).validate_python(value)
        for name, value in facts.items()
    }
    return ThemeRegistry(**read)


def _check(registry: ThemeRegistry) -> None:
    """Raise ValueError or ConfigError if parts of the registry contradict each other."""
    ids = [entry.theme_id for entry in registry.entries]
    known = set(ids)
    numbers = [number_of(theme_id)[0] for theme_id in ids]
    rules: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: numbers == sorted(set(numbers)), "themes are not in order"),
        (lambda: max(numbers, default=0) < registry.next_theme, "next_theme is already taken"),
        (lambda: _n_dims(registry) <= 1, "vectors are of different lengths"),
        (lambda: _named(registry) <= known, "a segment lies in a theme that is not there"),
        (lambda: _each_once(registry), "a segment stands twice"),
        (
            lambda: (
                [d.number for d in registry.decisions]
                == list(range(1, len(registry.decisions) + 1))
            ),
            "decisions are not in order",
        ),
    )
    for holds, what in rules:
        if not holds():
            raise ValueError(what)
    standing(registry.decisions, registry.all_ids)


def _n_dims(registry: ThemeRegistry) -> int:
    vectors = chain.from_iterable((e.centroid, e.line_centroid) for e in registry.entries)
    return len({len(vector) for vector in vectors if vector})


def _named(registry: ThemeRegistry) -> set[str]:
    sides = chain(registry.members, registry.earlier)
    return {theme for side in sides for theme in line_and_theme(side)}


def _each_once(registry: ThemeRegistry) -> bool:
    held = [*registry.members.values(), *registry.earlier.values()]
    return len(set(chain.from_iterable(held))) == sum(map(len, held))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _records(name: str, records: list[dict[str, Any]]) -> str:
    """Return records with one fact a line, so that a change shows where it is."""
    if not records:
        return f"{_dump(name)}: []"
    told = []
    for record in records:
        facts = (f"    {_dump(key)}: {_dump(value)}" for key, value in record.items())
        told.append("   {\n" + ",\n".join(facts) + "\n   }")
    return f"{_dump(name)}: [\n" + ",\n".join(told) + "\n ]"


def _members(name: str, members: Members) -> str:
    if not members:
        return f"{_dump(name)}: {{}}"
    sides = [
        f"  {_dump(side)}: [\n" + ",\n".join(_dump(s) for s in ids) + "\n  ]"
        for side, ids in members.items()
    ]
    return f"{_dump(name)}: {{\n" + ",\n".join(sides) + "\n }"
