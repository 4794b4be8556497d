"""Settings of a run from a TOML file; only the command line and the jobs read them."""

from __future__ import annotations

import difflib
import os
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalmine.errors import ConfigError

_ENCODERS = ("default", "balanced", "fast", "e5-small-nordic", "lexical")


class ThemesConfig(BaseModel):
    """The table ``[themes]``: how themes are found in the texts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    n_themes: int | None = Field(default=None, ge=1, description="found when not given")
    detail: float = Field(
        default=1.0, gt=0, description="0.5 half as many themes as found, 2 twice as many"
    )
    max_themes: int | None = Field(default=None, ge=1, description="at most so many themes")
    min_projects: int = Field(default=1, ge=1, description="at least so many projects in each")
    max_similarity: float | None = Field(
        default=None, gt=0, le=1, description="at most this cosine between two themes"
    )


class Config(BaseModel):
    """Settings of ``evalmine analyze``; flags on the command line win over the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codebook: str | None = Field(
        default=None,
        description='built-in name or path of a codebook; "wellbeing" or the coder\'s own',
    )
    encoder: str | None = Field(
        default=None,
        description="name or path of an encoder; the default, or the coder's, if left out",
    )
    coder: str | None = Field(default=None, description='file of a trained coder, or "zero-shot"')
    bar: float | None = Field(
        default=None, gt=0, le=1, description="kappa from which a code may run alone"
    )
    language: Literal["da", "en"] = Field(default="da", description="language of names and report")
    title: str = Field(default="", description="title of the report")
    n_themes: int | None = Field(
        default=None, ge=1, description="themes to find; found when not given"
    )
    themes: ThemesConfig = Field(
        default_factory=ThemesConfig, description="table: how themes are found in the texts"
    )
    registry: str | None = Field(
        default=None, description="file of the theme registry; made when it is not there"
    )
    run: str = Field(default="", description='what the registry calls the run, for example "2025"')
    min_projects: int = Field(default=3, ge=1, description="projects that make a learning")
    previous: list[str] = Field(default_factory=list, description="files of the year before")
    human: list[str] = Field(default_factory=list, description="what people coded of these texts")
    human_design: str = Field(default="", description="how it was drawn")
    reviewed: str | None = Field(
        default=None, description="quotes.xlsx in which a person picked, vetoed and judged"
    )
    writer: str | None = Field(
        default=None, description='words the learnings, for example "openai:MODEL@URL"'
    )
    template: str | None = Field(
        default=None, description="Word file whose styles and cover the report takes"
    )
    cases: list[str] = Field(
        default_factory=list, description="ids of projects to be told about as cases"
    )
    hide_in_cases: list[str] = Field(
        default_factory=list, description='not printed of a case, for example ["amount"]'
    )
    kind: str | None = Field(
        default=None, description="kind of the documents; guessed when not given"
    )
    roles: dict[str, str] = Field(default_factory=dict, description="column -> role")
    mask: bool = Field(
        default=True, description="mask CPR numbers, e-mails, telephone numbers, URLs"
    )
    cache: str = Field(default="", description='folder of the embedding cache; "none" for no cache')
    seed: int = Field(default=0, ge=0, description="for resamples and random orders")


def load_config(path: Path | None) -> Config:
    """Return the settings in a TOML file, or the defaults without one.

    Paths in the file (`previous`, `codebook`, `encoder`, `coder`, `registry`, `cache`) are taken
    from its folder, so that it means the same from any working directory; names of what is
    built in stay.

    Raises
    ------
    ConfigError
        If the file cannot be read, is not TOML, or holds an unknown key or a bad value.
    """
    if path is None:
        return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file ({error})") from error
    try:
        config = Config(**values)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first_problem(error)}") from error
    return config.model_copy(update=_from_folder(config, path.absolute().parent))


def _from_folder(config: Config, folder: Path) -> dict[str, object]:
    """Return the settings that hold paths, seen from the folder of the file."""
    from evalmine.coding.codebook import list_codebooks

    def seen(value: str) -> str:
        return os.path.normpath(folder / Path(value).expanduser())

    paths: dict[str, object] = {
        key: [seen(value) for value in getattr(config, key)] for key in ("previous", "human")
    }
    if config.human_design:
        paths["human_design"] = seen(config.human_design)
    if config.cache not in ("", "none"):
        paths["cache"] = seen(config.cache)
    book, encoder = config.codebook, config.encoder
    if book and book not in list_codebooks() and (_is_yaml(book) or Path(seen(book)).is_file()):
        paths["codebook"] = seen(book)
    # "organization/model" may be a name on a model hub as well as a folder.
    if encoder and encoder not in _ENCODERS and Path(seen(encoder)).is_dir():
        paths["encoder"] = seen(encoder)
    paths |= {
        key: seen(value)
        for key in ("coder", "registry", "reviewed", "template")
        if (value := getattr(config, key)) not in (None, "zero-shot")
    }
    return paths


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml"))


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] != "extra_forbidden":
        return f"{key}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
    near = difflib.get_close_matches(key, Config.model_fields, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(Config.model_fields)}"
    return f'unknown key "{key}"; {hint}'
