"""One door for everything that can be read: survey exports, reports, notes and pandas frames."""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.corpus.assemble import Parsed, build_document
from evalmine.corpus.locate import Listed, documents_list, kind_of, locate, project_of
from evalmine.corpus.mask import mask_identifiers
from evalmine.corpus.model import KINDS, Corpus, Exclusion, Project, is_missing
from evalmine.corpus.roles import explain_roles
from evalmine.corpus.survey import corpus_from_frame
from evalmine.corpus.tabular import TABLE_SUFFIXES, Table, read_table
from evalmine.corpus.text import normalize_text
from evalmine.errors import ConfigError, EvalmineError, InputError

if TYPE_CHECKING:
    import pandas as pd

    Source = str | Path | pd.DataFrame | Iterable[str | Path]

MAX_BYTES = 1 << 30
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Options:
    kind: str | None
    roles: Mapping[str, str] | None
    project: str | Mapping[str, str] | None
    title: str | None
    sheet: str | int | None
    mask: bool
    language: str
    encoding: str | None
    attributes: Mapping[str, Any]
    max_bytes: int
    several: bool = False


@dataclass
class _Gathered:
    """What the files have given so far; document ids stay unique over all of them."""

    corpus: Corpus = field(default_factory=Corpus)
    failures: list[InputError] = field(default_factory=list)
    excluded: list[Exclusion] = field(default_factory=list)

    def add(self, part: Corpus) -> None:
        """Add what one file gave; a second document of a project and kind gets a number."""
        taken = self.corpus.document_by_id
        documents = []
        notes: list[Exclusion] = []
        for document in part.documents:
            free, n = document.document_id, 2
            while free in taken:
                free, n = f"{document.document_id}-{n}", n + 1
            if free != document.document_id:
                reason = f"kept: one more text of {document.project_id}, as {free}"
                notes.append(Exclusion(document.source, "", reason))
            documents.append(replace(document, document_id=free))
        excluded = part.excluded + tuple(notes)
        self.corpus = self.corpus + replace(part, documents=tuple(documents), excluded=excluded)


def read(
    source: Source,
    *,
    kind: str | None = None,
    roles: Mapping[str, str] | None = None,
    project: str | Mapping[str, str] | None = None,
    title: str | None = None,
    sheet: str | int | None = None,
    mask: bool = True,
    language: str | None = None,
    encoding: str | None = None,
    on_error: str = "list",
    attributes: Mapping[str, Any] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Corpus:
    """Return the corpus of survey exports and documents.

    Parameters
    ----------
    source : path, glob, folder, list of these, or pandas.DataFrame
        ``.xlsx``, ``.csv``, ``.sav`` tables with a row per answer form; ``.pdf``, ``.docx``,
        ``.txt``, ``.md``, ``.html`` documents.
    kind : str, optional
        One of `model.KINDS`; by default a table is a self-evaluation and a document is what its
        name says ("ekstern", "læringsnotat"), else "document".
    roles : mapping of column to role, optional
        Corrects the guessed roles of table columns, see `describe_roles`.
    project : str or mapping of file name to project id, optional
        Whose documents these are; by default what `documents.csv` beside them says, else the id
        their names begin with, else the name.
    title : str, optional
        Title of the projects that documents belong to.
    sheet : str or int, optional
        One sheet of a workbook; by default all visible ones.
    mask : bool
        Whether CPR numbers, e-mail and web addresses and telephone numbers are masked.
    language : str, optional
        Language code of all texts; by default it is found out later.
    encoding : str, optional
        Encoding of text files, where the guess is wrong.
    on_error : {"list", "raise"}
        Whether a file or row that cannot be read is listed in `Corpus.excluded` or raised.
    attributes : mapping, optional
        Attributes of every project, where the file does not give them.
    max_bytes : int
        Larger files are refused before they are read; 1 GiB by default.

    Returns
    -------
    Corpus
        `excluded` lists what was left out, and what was kept but looks wrong ("kept: ...").

    Raises
    ------
    InputError
        If a path does not exist, nothing at all could be read, or anything could not be read
        and `on_error` is "raise".
    """
    if kind is not None and kind not in KINDS:
        raise ConfigError(f"kind {kind!r} is not known: use one of {', '.join(KINDS)}")
    if on_error not in ("list", "raise"):
        raise ConfigError(f"on_error {on_error!r} is not known: use 'list' or 'raise'")
    options = _Options(
        kind, roles, project, title, sheet, mask, language or "", encoding,
        dict(attributes or {}), max_bytes,
    )  # fmt: skip
    if _is_frame(source):
        return _with_attributes(_read_frame(source, options), options.attributes)
    located = locate(source)  # type: ignore[arg-type]
    n_tables = sum(path.suffix.lower() in TABLE_SUFFIXES for path in located.paths)
    options = replace(options, several=n_tables > 1)
    gathered = _Gathered(excluded=list(located.excluded))
    # Surveys first: they know the projects' titles, whatever order the files are named in.
    for path in sorted(located.paths, key=lambda p: (p.suffix.lower() not in TABLE_SUFFIXES, p)):
        _read_one(path, options, gathered, strict=on_error == "raise")
    if not gathered.corpus.projects:
        raise _nothing_read(gathered.failures)
    corpus = gathered.corpus
    corpus = replace(corpus, excluded=(*gathered.excluded, *corpus.excluded))
    return _with_attributes(corpus, options.attributes)


def describe_roles(
    source: str | Path | pd.DataFrame,
    *,
    roles: Mapping[str, str] | None = None,
    sheet: str | int | None = None,
    encoding: str | None = None,
) -> pd.DataFrame:
    """Return what each column of a survey is taken for: column, role, reason, example.

    A workbook with several tables has a column `sheet` in front. Change a role with
    ``read(..., roles={"column": "role"})``.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        tables, name = [Table("", source, 2, ("",) * source.shape[1])], "frame"
    else:
        if not Path(source).exists():
            raise InputError(str(source), "does not exist: check the path")
        tables, name = read_table(source, sheet=sheet, encoding=encoding), Path(source).name
    rows = [
        {"sheet": t.name, "column": g.column, "role": g.role, "reason": g.reason}
        | {"example": g.example}
        for t in tables
        for g in explain_roles(t.frame, roles=roles, groups=t.groups, source=name)
    ]
    frame = pd.DataFrame(rows, columns=["sheet", "column", "role", "reason", "example"])
    return frame if len(tables) > 1 else frame.drop(columns="sheet")


def _read_one(path: Path, options: _Options, gathered: _Gathered, *, strict: bool) -> None:
    try:
        _check_size(path, options.max_bytes)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        is_table = path.suffix.lower() in TABLE_SUFFIXES
        listed = documents_list(path.parent).get(unicodedata.normalize("NFC", path.name), Listed())
        reader = _read_tables if is_table else _read_document
        part, failures = reader(path, listed, options)
    except ConfigError:
        raise
    except EvalmineError as error:
        part, failures = Corpus(), [_as_input_error(path, error)]
    except OSError as error:
        reason = f"cannot be opened ({error.strerror or error})"
        part, failures = Corpus(), [InputError(path.name, f"{reason}: check the file")]
    except Exception as error:  # a library stumbles over one file: the others must go on
        _log.debug("reading %s failed", path, exc_info=True)
        reason = f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
        part, failures = Corpus(), [InputError(path.name, f"{reason}: save it anew")]
    if failures and strict:
        raise failures[0]
    for failure in failures:
        _log.warning("%s", failure)
    gathered.failures += failures
    left_out = tuple(Exclusion(f.source, f.location, f.reason) for f in failures)
    if part.projects:
        part = replace(part, sources=((path.name, digest),))
    gathered.add(replace(part, excluded=part.excluded + left_out))


def _as_input_error(path: Path, error: EvalmineError) -> InputError:
    return error if isinstance(error, InputError) else InputError(path.name, str(error))


def _check_size(path: Path, max_bytes: int) -> None:
    size = path.stat().st_size
    if size > max_bytes:
        reason = (
            f"has {size / (1 << 20):,.0f} MiB, more than the limit of "
            f"{max_bytes / (1 << 20):,.0f} MiB: split it, or raise max_bytes="
        )
        raise InputError(path.name, reason)
    if size == 0:
        raise InputError(path.name, "is empty (0 bytes): export or save it anew")


def _read_tables(path: Path, listed: Listed, options: _Options) -> tuple[Corpus, list[InputError]]:
    tables = read_table(path, sheet=options.sheet, encoding=options.encoding)
    gathered = _Gathered()
    prefix = f"{path.stem}-" if options.several else ""
    kind = options.kind or listed.kind or kind_of(path.name, is_table=True)
    for table in tables:
        place = f"sheet {table.name!r}, " if len(tables) > 1 else ""
        try:
            part = corpus_from_frame(
                table.frame,
                source=path.name,
                kind=kind,
                roles=options.roles,
                mask=options.mask,
                first_row=table.first_row,
                groups=table.groups,
                language=options.language,
                id_prefix=f"{prefix}{table.name}-" if len(tables) > 1 else prefix,
                skip_rows=table.unreadable,
            )
        except InputError as error:
            gathered.failures.append(InputError(path.name, error.reason, place.rstrip(", ")))
            continue
        rows = [(f"row {n}", reason, n in table.unreadable) for n, reason in table.problems]
        gathered.failures += [InputError(path.name, r, place + w) for w, r, lost in rows if lost]
        notes = [Exclusion(path.name, w, r) for w, r, lost in rows if not lost] + [*part.excluded]
        placed = tuple(replace(e, location=place + e.location) for e in notes)
        gathered.add(replace(part, excluded=placed))
    return gathered.corpus, gathered.failures


def _read_document(
    path: Path, listed: Listed, options: _Options
) -> tuple[Corpus, list[InputError]]:
    parsed = _parse(path, options.encoding)
    project_id = _given_project(path, options.project) or listed.project_id or project_of(path.name)
    kind = options.kind or listed.kind or kind_of(path.name)
    document = build_document(
        parsed,
        document_id=f"{project_id}/{kind}",
        project_id=project_id,
        kind=kind,
        source=path.name,
        mask=options.mask,
        language=options.language,
    )
    if not document.text:
        raise InputError(path.name, "holds no text: nothing to read")
    title = normalize_text(options.title or listed.title)
    title = mask_identifiers(title).text if options.mask else title
    return Corpus(
        projects=(Project(project_id, title, listed.attributes),),
        documents=(document,),
        excluded=tuple(Exclusion(path.name, where, why) for where, why in parsed.remarks),
    ), []


def _given_project(path: Path, project: str | Mapping[str, str] | None) -> str:
    if project is None or isinstance(project, str):
        return project or ""
    return project.get(path.name) or project.get(path.stem) or ""


def _parse(path: Path, encoding: str | None) -> Parsed:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from evalmine.corpus.pdf import read_pdf

        return read_pdf(path)
    if suffix == ".docx":
        from evalmine.corpus.docx import read_docx

        return read_docx(path)
    from evalmine.corpus.plain import read_plain

    return read_plain(path, encoding=encoding)


def _is_frame(source: object) -> bool:
    return hasattr(source, "iloc") and hasattr(source, "columns")


def _read_frame(frame: Any, options: _Options) -> Corpus:
    corpus = corpus_from_frame(
        frame,
        source="frame",
        kind=options.kind or "self_evaluation",
        roles=options.roles,
        mask=options.mask,
        language=options.language,
    )
    digest = hashlib.sha256(frame.to_csv(index=False).encode("utf-8", "replace")).hexdigest()
    return replace(corpus, sources=(("frame", digest),))


def _with_attributes(corpus: Corpus, attributes: Mapping[str, Any]) -> Corpus:
    """Return the corpus with attributes added to projects that do not have them."""
    if not attributes:
        return corpus
    projects = tuple(
        replace(
            p,
            attributes={
                **p.attributes,
                **{k: v for k, v in attributes.items() if is_missing(p.attributes.get(k))},
            },
        )
        for p in corpus.projects
    )
    return replace(corpus, projects=projects)


def _nothing_read(failures: list[InputError]) -> InputError:
    if len(failures) == 1:
        return failures[0]
    first = failures[0]
    reason = f"{first.reason} (and {len(failures) - 1} more could not be read)"
    return InputError(first.source, reason, first.location)
