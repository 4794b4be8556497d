"""Reads codebooks from YAML; every mistake becomes one line with file, code and remedy.

`Code` and `Codebook` are at home in `evalmine.coding.codebook_model`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from evalmine.coding.codebook_check import check_codebook
from evalmine.coding.codebook_model import (
    NO_CODEBOOK,
    Code,
    Codebook,
    nearest_name,
    no_codebook,
)
from evalmine.corpus.text import normalize_text
from evalmine.errors import CodebookError

__all__ = [
    "Code",
    "Codebook",
    "check_codebook",
    "list_codebooks",
    "load_codebook",
    "parse_codebook",
    "save_codebook",
]

_BUILT_IN = Path(__file__).resolve().parent.parent / "codebooks"
_EXAMPLE = "start with 'name: my_codebook' and a list under 'codes:'"


class _Loader(yaml.SafeLoader):
    """Reads every scalar but null as text, and refuses a key that is written twice.

    YAML 1.1 takes the Norwegian language code ``no`` for False and the version 1.10 for 1.1.
    """

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                problem = f"{key.value!r} is written twice; keep one of them"
                raise yaml.MarkedYAMLError(problem=f"line {line}: {problem}")
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag.endswith((":null", ":merge"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def list_codebooks() -> list[str]:
    """Return the names of the codebooks that ship with evalmine, sorted."""
    return sorted(path.stem for path in _BUILT_IN.glob("*.yaml"))


def load_codebook(name_or_path: str | Path | Codebook) -> Codebook:
    """Return a codebook, built in or from a YAML file.

    Parameters
    ----------
    name_or_path : str, Path or Codebook
        A name from `list_codebooks`, or the path of a file; a codebook is handed back as it is.
        ``"none"`` is the codebook without codes.

    Raises
    ------
    CodebookError
        One line naming the file, the code and what to do.

    Examples
    --------
    >>> load_codebook("oecd_dac").code_ids[0]
    'relevance'
    """
    if isinstance(name_or_path, Codebook):
        return name_or_path
    if str(name_or_path) == NO_CODEBOOK:
        return no_codebook()
    path = _find(name_or_path)
    return parse_codebook(_read(path), source=path.name)


def parse_codebook(text: str, *, source: str = "codebook") -> Codebook:
    """Return the codebook that a YAML text describes; `source` is its name in messages."""
    try:
        content = yaml.load(normalize_text(text), Loader=_Loader)  # a SafeLoader
    except yaml.MarkedYAMLError as error:
        raise CodebookError(source, _yaml_reason(error)) from error
    except yaml.YAMLError as error:
        raise CodebookError(source, f"it is not YAML; {_EXAMPLE}") from error
    if not isinstance(content, dict):
        raise CodebookError(source, f"it is not a codebook; {_EXAMPLE}")
    try:
        return Codebook.model_validate(content)
    except ValidationError as error:
        raise _explain(error, content, source) from error


def save_codebook(codebook: Codebook, path: str | Path) -> Path:
    """Write a codebook as YAML (UTF-8) and return the path."""
    path = Path(path)
    path.write_text(codebook.to_yaml(), encoding="utf-8", newline="\n")
    return path


def _find(name_or_path: str | Path) -> Path:
    known = list_codebooks()
    if str(name_or_path) in known:
        return _BUILT_IN / f"{name_or_path}.yaml"
    path = Path(name_or_path)
    if path.is_file():
        return path
    if path.is_dir():
        raise CodebookError(str(name_or_path), "it is a folder; name the .yaml file in it")
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        raise CodebookError(str(name_or_path), "there is no such file; check the path")
    hint = nearest_name(str(name_or_path), known)
    reason = (
        f"no codebook has that name{hint} Built in: "
        if hint
        else ("no codebook has that name; name a .yaml file, or one that is built in: ")
    )
    raise CodebookError(str(name_or_path), reason + ", ".join(known))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(path.name, "it is not UTF-8; save it again as UTF-8") from error
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}); check its permissions"
        raise CodebookError(path.name, reason) from error


def _yaml_reason(error: yaml.MarkedYAMLError) -> str:
    problem = " ".join((error.problem or "").split())
    if problem.startswith("line "):
        return problem
    line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
    remedy = "check the indentation, and put quotes around text with ': ' or '#'"
    return f"{line}it is not YAML ({problem}); {remedy}"


def _explain(error: ValidationError, content: dict[Any, Any], source: str) -> CodebookError:
    """Turn the first of pydantic's complaints into one line."""
    first = error.errors()[0]
    place = first["loc"]
    location = _code_at(place, content)
    field = ".".join(str(p) for p in (place[2:] if location else place))
    if first["type"] == "value_error":
        reason = str(first["ctx"]["error"])
        if reason.startswith("code "):
            location, reason = reason.split(": ", 1)
        elif field:
            reason = f"{field}: {reason}"
    elif first["type"] == "extra_forbidden":
        model: type[BaseModel] = Code if location else Codebook
        hint = nearest_name(field, model.model_fields) or _fields_hint(model.model_fields)
        reason = f"unknown field {field!r}{hint}"
    elif first["type"] == "missing":
        reason = f"the field {field!r} is missing; add it"
    else:
        expected = " ".join(str(first["msg"]).split())
        reason = f"{field}: {expected[0].lower()}{expected[1:]}, not {first['input']!r:.60}"
        if first["input"] is None and " " in str(place[-1]):
            within = field.split(".")[0]
            reason = f"{within}: a comma in {{...}} begins a new entry; put the text in quotes"
    return CodebookError(source, reason, location)


def _fields_hint(fields: Any) -> str:
    return (
        f"; a code has {', '.join(fields)}"
        if "examples" in fields
        else (f"; a codebook has {', '.join(fields)}")
    )


def _code_at(place: Sequence[int | str], content: dict[Any, Any]) -> str:
    """Name the code a complaint is about, by id where it has one; "" for the codebook itself."""
    if len(place) < 2 or place[0] != "codes" or not isinstance(place[1], int):
        return ""
    row = content["codes"][place[1]]
    code_id = row.get("id") if isinstance(row, dict) else None
    return f"code {code_id!r}" if code_id else f"code no. {place[1] + 1}"
