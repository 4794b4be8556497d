"""Which files a source stands for, and what their names say about project and kind."""

from __future__ import annotations

import glob
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evalmine.corpus.cells import cell_text
from evalmine.corpus.model import KINDS, Exclusion
from evalmine.corpus.tabular import TABLE_SUFFIXES, read_table
from evalmine.errors import InputError

DOCUMENT_SUFFIXES = (".pdf", ".docx", ".txt", ".md", ".markdown", ".html", ".htm")
_KNOWN_UNREAD = (".doc", ".rtf", ".odt", ".pptx", ".ppt", ".pages", ".docm")
LIST_NAME = "documents.csv"
_GLOB = re.compile(r"[*?\[]")
_KIND_WORDS = (
    ("external_evaluation", r"ekstern|extern|evalueringsrapport"),
    ("learning_note", r"læring|laering|lærdom|læringsnotat|learning|lærande"),
    ("self_evaluation", r"selvevaluering|self-?_?evaluation|egenevaluering|självvärdering"),
)
_ID_BY_SPACE = re.compile(r"([^\W_]+(?:[-.][^\W_]+)*)(?=[_\s]|$)")
_ID_BY_SHAPE = re.compile(r"([^\W\d_]{1,8}\d{0,4}[-.]\d{1,6})(?=[-_.\s]|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Located:
    """The files to read, in a fixed order, and what was passed over."""

    paths: tuple[Path, ...]
    excluded: tuple[Exclusion, ...] = ()


@dataclass(frozen=True)
class Listed:
    """What `documents.csv` says of one file."""

    project_id: str = ""
    kind: str = ""
    title: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


def locate(source: str | Path | Iterable[str | Path]) -> Located:
    """Return the files that a path, a glob, a folder or a list of these stands for.

    Files come in the order of the list, those of a folder or glob by name. A folder is not
    searched below; ``folder/**`` does that. Where a folder or glob holds the same table in two
    formats, the first of xlsx, csv, tsv and sav is taken.

    Raises
    ------
    InputError
        If a path does not exist, or a folder or glob holds no file that can be read.
    """
    if isinstance(source, str | Path):
        return _locate_one(source)
    paths: list[Path] = []
    excluded: list[Exclusion] = []
    for one in source:
        located = _locate_one(one)
        paths += [path for path in located.paths if path not in paths]
        excluded += [e for e in located.excluded if e not in excluded]
    if not paths:
        raise InputError("source", "the list of files is empty: name at least one")
    return Located(tuple(paths), tuple(excluded))


def _locate_one(source: str | Path) -> Located:
    path = Path(source).expanduser()
    if path.is_dir():
        return _select(sorted(path.iterdir()), str(source))
    if path.exists():
        return Located((path,))
    if _GLOB.search(str(source)):
        found = sorted(Path(p) for p in glob.glob(str(path), recursive=True))
        return _select([p for p in found if not p.is_dir()], str(source))
    raise InputError(str(source), "does not exist: check the path")


def _select(found: list[Path], source: str) -> Located:
    """Return the readable ones among the files of a folder or glob."""
    files = [p for p in found if not p.name.startswith((".", "~$")) and p.name != LIST_NAME]
    excluded: list[Exclusion] = []
    paths: list[Path] = []
    tables: dict[Path, Path] = {}
    order = {suffix: i for i, suffix in enumerate(TABLE_SUFFIXES)}
    for path in sorted(files, key=lambda p: order.get(p.suffix.lower(), 0)):
        reason = _passed_over(path, tables.get(path.with_suffix("")))
        if reason:
            excluded.append(Exclusion(path.name, "", reason))
        elif path.is_file():
            paths.append(path)
            if path.suffix.lower() in TABLE_SUFFIXES:
                tables.setdefault(path.with_suffix(""), path)
    if not paths:
        raise InputError(source, "no file here can be read: expected .xlsx, .csv, .pdf, .docx ...")
    return Located(tuple(sorted(paths)), tuple(sorted(excluded, key=lambda e: e.source)))


def _passed_over(path: Path, same_table: Path | None) -> str:
    suffix = path.suffix.lower()
    if path.is_dir():
        inside = any(p.suffix.lower() in DOCUMENT_SUFFIXES + TABLE_SUFFIXES for p in path.iterdir())
        return "folders below are not read: use '/**' behind the folder" if inside else ""
    if suffix not in DOCUMENT_SUFFIXES + TABLE_SUFFIXES + _KNOWN_UNREAD:
        return f"{suffix or 'a file without suffix'} is not read: save it as .docx, .pdf or .txt"
    if path.stem.casefold() in ("readme", "license", "changelog"):
        return "is about the files and not one of them: name it by itself to read it"
    if suffix in TABLE_SUFFIXES and same_table is not None:
        return f"taken for the same table as {same_table.name}: name it by itself to read it"
    listed = documents_list(path.parent) if suffix in DOCUMENT_SUFFIXES else {}
    if listed and path.name not in listed:
        return f"is not in {LIST_NAME}: add it there, or name it by itself"
    return ""


def documents_list(folder: Path) -> dict[str, Listed]:
    """Return what `documents.csv` in a folder says, by file name; empty without one.

    Raises
    ------
    InputError
        If its columns are not file, project_id, kind and title (any others are attributes), or
        a kind is not known.
    """
    path = folder / LIST_NAME
    if not path.is_file():
        return {}
    (table,) = read_table(path)
    names = {str(name).strip().casefold(): str(name) for name in table.frame.columns}
    if "file" not in names or "project_id" not in names:
        columns = ", ".join(names.values())
        reason = f"needs the columns file and project_id (kind, title); it has {columns}"
        raise InputError(path.name, reason)
    listed: dict[str, Listed] = {}
    own = ("file", "project_id", "kind", "title")
    for i, row in enumerate(table.frame.to_dict("records")):
        file, project_id, kind, title = (cell_text(row.get(names.get(key, ""))) for key in own)
        if kind and kind not in KINDS:
            reason = f"kind {kind!r} is not known: use one of {', '.join(KINDS)}"
            raise InputError(path.name, reason, f"row {table.first_row + i}")
        more = {k: cell_text(row[v]) for k, v in names.items() if k not in own}
        attributes = {key: value for key, value in more.items() if value}
        listed[unicodedata.normalize("NFC", file)] = Listed(project_id, kind, title, attributes)
    return listed


def kind_of(name: str, *, is_table: bool = False) -> str:
    """Return the kind that a file name speaks of; a table without a word is a self-evaluation."""
    folded = unicodedata.normalize("NFC", name).casefold()
    for kind, words in _KIND_WORDS:
        if re.search(words, folded):
            return kind
    return "self_evaluation" if is_table else "document"


def project_of(name: str) -> str:
    """Return the project id a file name begins with, or the name without its suffix.

    Examples
    --------
    >>> project_of("AFT25-004_ekstern-evaluering.pdf"), project_of("slutrapport.docx")
    ('AFT25-004', 'slutrapport')
    """
    stem = unicodedata.normalize("NFC", Path(name).stem)
    for pattern in (_ID_BY_SHAPE, _ID_BY_SPACE):
        match = pattern.match(stem)
        if match and re.search(r"\d", match[1]) and not _YEAR.fullmatch(match[1]):
            return match[1]
    return stem
