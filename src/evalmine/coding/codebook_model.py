"""What a coder looks for: codes with names, definitions, rules and examples, defined beforehand.

The file format is YAML (see `evalmine.coding.codebook`); words follow REFI-QDA where it has
one (Code, CodeBook, isCodable is our `assignable`).
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from evalmine.coding.aspect.aspect_names import ASPECTS

NO_CODEBOOK = "none"  # what a user writes who has none
UNDETERMINED = "und"  # ISO 639-2's mark for text whose language is not stated
_LANGUAGE = re.compile("[a-z]{2,3}")
_ID = re.compile(r"[\w.:-]+")
_COLOR = re.compile("#[0-9a-fA-F]{6}")
_SCANDINAVIAN = ("da", "nb", "nn", "no", "sv")


def _text_by_language(value: object) -> object:
    if value is None:
        return {}
    return {UNDETERMINED: value} if isinstance(value, str) else value


def _lines_by_language(value: object) -> object:
    if value is None:
        return {}
    if isinstance(value, str | list | tuple):
        value = {UNDETERMINED: value}
    if not isinstance(value, Mapping):
        return value
    return {k: [v] if isinstance(v, str) else v or [] for k, v in value.items()}


def _nothing_is_empty(value: object) -> object:
    return () if value is None else value


Language = Annotated[str, Field(pattern="^[a-z]{2,3}$")]
Text = Annotated[dict[str, str], BeforeValidator(_text_by_language)]
Lines = Annotated[dict[str, tuple[str, ...]], BeforeValidator(_lines_by_language)]


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return a hint such as ``"; did you mean 'examples'?"``, empty when nothing is near."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


def by_language(texts: Mapping[str, Any], language: str, default: Any = "") -> Any:
    """Return the entry in a language, or in the nearest one there is.

    Norwegian and Swedish readers are given Danish before English; everybody else English first;
    then whatever comes first in the file.
    """
    near = ("da", "en") if language in _SCANDINAVIAN else ("en", "da")
    for candidate in (language, *near, *texts):
        if texts.get(candidate):
            return texts[candidate]
    return default


class Code(BaseModel):
    """One code.  Texts are kept by language code (``da``, ``en``, ``nb``, ``sv`` ...).

    Parameters
    ----------
    id : str
        Stable name used in tables; letters, digits and ``_ . : -``.
    name, definition : dict of str
        By language; a plain string is kept as of no stated language.
    include, exclude, examples : dict of lists of str
        Rules for when the code applies and when another one does, and sentences it fits.
    parent : str, optional
        Id of the group or broader code it belongs to.
    aspects : tuple of str
        What segments with this code typically speak of (`ASPECTS`).
    threshold : float, optional
        Score from which the code is assigned, 0 to 1; the coder's default where it is missing.
    headlines : dict
        aspect -> language -> the sentence under which recurring segments may be reported.
    level : {"", "process", "subject"}
        Whether it speaks of running the project or of what the project is about.
    color : str
        ``#RRGGBB``, or empty.
    memo : str
        Notes of the codebook's author.
    assignable : bool
        False for a group that only holds other codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: Text
    definition: Text = {}
    include: Lines = {}
    exclude: Lines = {}
    examples: Lines = {}
    parent: str | None = None
    aspects: Annotated[tuple[str, ...], BeforeValidator(_nothing_is_empty)] = ()
    threshold: Annotated[float | None, Field(ge=0, le=1)] = None
    headlines: dict[str, Text] = {}
    level: Literal["", "process", "subject"] = ""
    color: str = ""
    memo: str = ""
    assignable: bool = True

    @field_validator("id")
    @classmethod
    def _plain_id(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError(f"{value!r} is not an id: use letters, digits and _ . : - only")
        return value

    @field_validator("name", "definition", "include", "exclude", "examples")
    @classmethod
    def _known_languages(cls, value: dict[str, Any]) -> dict[str, Any]:
        for language in value:
            if not _LANGUAGE.fullmatch(language):
                raise ValueError(f"{language!r} is not a language code: write da, en, nb or sv")
        return value

    @field_validator("name")
    @classmethod
    def _named(cls, value: dict[str, str]) -> dict[str, str]:
        if not any(text.strip() for text in value.values()):
            raise ValueError("it is empty: give the code a name, such as {da: Fælles sprog}")
        return value

    @field_validator("aspects", "headlines")
    @classmethod
    def _known_aspects(cls, value: Any) -> Any:
        for aspect in value:
            if aspect not in ASPECTS:
                hint = nearest_name(aspect, ASPECTS) or f": use {', '.join(ASPECTS)}"
                raise ValueError(f"{aspect!r} is not an aspect{hint}")
        return value

    @field_validator("color")
    @classmethod
    def _hex_color(cls, value: str) -> str:
        if value and not _COLOR.fullmatch(value):
            raise ValueError(f"{value!r} is not a color: write it as '#1f77b4'")
        return value

    def name_in(self, language: str = "da") -> str:
        """Return the name in a language, or in the nearest one there is."""
        return str(by_language(self.name, language, self.id))

    def definition_in(self, language: str = "da") -> str:
        """Return the definition in a language, or in the nearest one there is."""
        return str(by_language(self.definition, language))

    def headline_in(self, aspect: str, language: str = "da") -> str:
        """Return the author's sentence for an aspect, "" where none was written."""
        return str(by_language(self.headlines.get(aspect, {}), language))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages the code has a name in."""
        return tuple(k for k, v in self.name.items() if v.strip() and k != UNDETERMINED)


class Codebook(BaseModel):
    """Codes that belong together, in the order of the file.

    Parameters
    ----------
    name, version : str
        Travel with every coding.
    codes : tuple of Code
        At least one; ids are distinct, parents exist, nobody is its own ancestor.
    title, description : dict of str
        By language.
    source : str
        Where the codes come from.
    languages : tuple of str
        Languages that every code must have a name in; empty asks for nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str = "1"
    title: Text = {}
    description: Text = {}
    source: str = ""
    languages: Annotated[tuple[Language, ...], BeforeValidator(_nothing_is_empty)] = ()
    codes: Annotated[tuple[Code, ...], BeforeValidator(_nothing_is_empty)]

    @model_validator(mode="after")
    def _consistent(self) -> Codebook:
        if not any(code.assignable for code in self.codes):
            raise ValueError("there are no codes: add at least one under 'codes:'")
        seen: set[str] = set()
        for code in self.codes:
            if code.id in seen:
                raise ValueError(f"code {code.id!r}: the id is used twice; rename one of them")
            seen.add(code.id)
        for code in self.codes:
            self._check_parent(code, seen)
            for language in self.languages:
                if not code.name.get(language, "").strip():
                    raise ValueError(
                        f"code {code.id!r}: it has no name in {language!r}; add one, "
                        f"or take {language!r} out of 'languages'"
                    )
        return self

    def _check_parent(self, code: Code, known: set[str]) -> None:
        if code.parent is not None and code.parent not in known:
            hint = nearest_name(code.parent, sorted(known)) or "; add that code or leave it out"
            raise ValueError(f"code {code.id!r}: parent {code.parent!r} is not a code{hint}")
        parents = {c.id: c.parent for c in self.codes}
        path = [code.id]
        while (above := parents.get(path[-1])) is not None:
            if above in path:
                circle = " > ".join([*path[path.index(above) :], above])
                raise ValueError(
                    f"code {code.id!r}: the parents go in a circle ({circle}); "
                    "take one 'parent' out"
                )
            path.append(above)

    def title_in(self, language: str = "da") -> str:
        """Return the title in a language, or in the nearest one there is; else the name."""
        return str(by_language(self.title, language, self.name))

    @property
    def sha256(self) -> str:
        """Hex sha256 of the content: layout and comments of the file do not count."""
        dump = self.model_dump(mode="json")
        for code in dump["codes"]:
            if not code["level"]:  # a codebook from before there were levels keeps its hash
                del code["level"]
        content = json.dumps(dump, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def assignable(self) -> tuple[Code, ...]:
        """The codes a segment can get, in order; groups are left out."""
        return tuple(code for code in self.codes if code.assignable)

    @property
    def code_ids(self) -> tuple[str, ...]:
        """Ids of the assignable codes, in order: the columns of a coding."""
        return tuple(code.id for code in self.assignable)

    def __getitem__(self, code_id: str) -> Code:
        for code in self.codes:
            if code.id == code_id:
                return code
        hint = nearest_name(code_id, [c.id for c in self.codes])
        raise KeyError(f"codebook {self.name!r} has no code {code_id!r}{hint}")

    def __contains__(self, code_id: object) -> bool:
        return any(code.id == code_id for code in self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def children(self, code_id: str | None = None) -> tuple[Code, ...]:
        """Return the codes right below a code, or the top level for None."""
        return tuple(code for code in self.codes if code.parent == code_id)

    def parents(self, code_id: str) -> tuple[Code, ...]:
        """Return the codes above a code, the nearest first."""
        found: list[Code] = []
        above = self[code_id].parent
        while above is not None:
            found.append(self[above])
            above = found[-1].parent
        return tuple(found)

    def with_thresholds(self, thresholds: Mapping[str, float]) -> Codebook:
        """Return the same codebook with thresholds (0 to 1) set for the codes that are named."""
        for code_id in thresholds:
            self[code_id]  # an unknown id is a mistake, not something to skip
        rows = [
            {**code.model_dump(), "threshold": thresholds.get(code.id, code.threshold)}
            for code in self.codes
        ]
        return Codebook.model_validate({**self.model_dump(), "codes": rows})

    def to_yaml(self) -> str:
        """Return the codebook as a YAML file that `load_codebook` reads back unchanged."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        content = {"name": self.name, "version": self.version, **content}
        text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
        return text


def no_codebook() -> Codebook:
    """Return the codebook without codes; a file without codes is a mistake and is refused."""
    return Codebook.model_construct(name=NO_CODEBOOK, version="", codes=())
