"""Which column of a table of human codings is what, by its name in Danish or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evalmine.coding.people.code_names import CodeNames
from evalmine.coding.people.coding_cells import mark
from evalmine.corpus.cells import cell_text
from evalmine.corpus.text import fold
from evalmine.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

_UNIT = r"(?:segment|te(?:ks|x)t|sætnings?|sentence|citat|quote|udsagns?|svar|answer|response|unit)"
# For each role, patterns in order of preference; the first column that fits the first wins.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": (rf"{_UNIT} ?(?:id|nr)", "id", "row id", "case id", "nr|nummer|løbenummer|løbenr|lbnr"),
    "project": (
        r"(?:projekt|project|prosjekt) ?(?:id|nr|nummer)",
        r"(?:sags?|case|journal|ansøgnings?) ?(?:id|nr|nummer)",
        "projekt|project|prosjekt|pid|sag",
    ),
    "coder": (r"coder(?: ?(?:id|name))?|kodet af|kodes af|coded by|rater|annotator|bedømmer"
              "|kodernavn|kodare",),
    "question": (r"question|spørgsmål(?:et|stekst)?|spm|spørsmål|fråga",),
    "aspect": ("aspect|aspekt",),
    "assigned": ("assigned|tildelt|present|gælder", "score"),
    "codes": (
        r"codes|code ?ids?|code ?names?|kode ?id|kodenavne?|tildelte koder|assigned codes"
        r"|kodning(?:er)?|codings?",
        r"code|kode|kod|labels?|tema|temaer|themes?|kategori(?:er)?|category|categories",
    ),
    "text": (
        rf"te(?:ks|x)t(?:er|s|en)?|{_UNIT}|besvarelse|uddrag|excerpt|passage|indhold|content|kommentar",
    ),
}  # fmt: skip
_NUMBERED = r"(?:code|kode|kod|theme|tema|label) ?\d+"  # "Kode 1", "Kode 2": a list over columns
_ONE_CODE = r"(?:code|kode|kod|theme|tema|label)(?: ?(?:id|name|navn))?"  # of a long table


@dataclass(frozen=True)
class CodingColumns:
    """The columns by role, "" where there is none.

    Either `codes` names columns of codes (one, with `assigned` beside it in a long table), or
    `per_code` has a column per code with its id, and `none` the one that says no code applies.
    """

    id: str = ""
    text: str = ""
    project: str = ""
    coder: str = ""
    question: str = ""
    aspect: str = ""
    codes: tuple[str, ...] = ()
    assigned: str = ""
    none: str = ""
    per_code: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_codes(self) -> bool:
        """Whether codes were found at all."""
        return bool(self.codes or self.per_code)

    @property
    def all_marks(self) -> tuple[tuple[str, str], ...]:
        """`per_code`, and the column that says no code applies with an empty id."""
        return (*self.per_code, (self.none, "")) if self.none else self.per_code


def find_columns(
    frame: pd.DataFrame,
    names: CodeNames,
    given: dict[str, str],
    codes: str | Sequence[str] | None,
    source: str,
    *,
    guess_text: bool = True,
) -> CodingColumns:
    """Return the columns by role; what is given wins over what the names say.

    Parameters
    ----------
    frame : pandas.DataFrame
        Raw cells.
    names : CodeNames
        To know the columns that are codes.
    given : dict of str
        Column by role; an empty column says that there is none.
    codes : str, sequence of str or None
        The column of codes, or the columns that are one code each.
    source : str
        Name of the file in messages.
    guess_text : bool
        Whether the column with the most text will do where none is called a text.

    Raises
    ------
    InputError
        If a given column is missing, or one that is to be a code is none.
    """
    headers = [str(column) for column in frame.columns]
    wanted = [*filter(None, given.values()), *([codes] if isinstance(codes, str) else codes or ())]
    _check_given(headers, wanted, source)
    found = dict(given)
    free = [h for h in headers if h not in wanted]
    for role in ("id", "project", "coder", "question", "aspect"):
        if role not in found:
            found[role] = _take(role, free)
    per_code: list[tuple[str, str]] = []
    in_cells: tuple[str, ...] = (codes,) if isinstance(codes, str) else ()
    if not in_cells:
        per_code = _per_code(frame, names, free, codes, source)
        free = [h for h in free if h not in dict(per_code)]
        in_cells = () if per_code else _take_codes(frame, names, free)
    if len(in_cells) == 1 and re.fullmatch(_ONE_CODE, _plain(in_cells[0])):
        found["assigned"] = _take("assigned", free)
    elif not in_cells:
        found["none"] = next((h for h in free if names.says_none(h)), "")
    if not found["coder"]:
        found["coder"] = next((h for h in free if fold(h) == "koder"), "")
    if not found.get("text"):
        free = [h for h in free if h not in found.values()]
        found["text"] = _take("text", free) or (_longest(frame, free) if guess_text else "")
    used = {*found.values(), *in_cells, *dict(per_code)}
    unused = tuple(h for h in headers if h not in used)
    return CodingColumns(**found, codes=in_cells, per_code=tuple(per_code), unused=unused)


def _check_given(headers: list[str], wanted: Sequence[str], source: str) -> None:
    for column in wanted:
        if column not in headers:
            reason = f"there is no column {column!r}; the columns are: {', '.join(headers)}"
            raise InputError(source, reason)


def _take(role: str, free: list[str]) -> str:
    """Return the column named like the role, and take it from those that are free."""
    for pattern in _NAMES[role]:
        for header in free:
            if re.fullmatch(pattern, _plain(header)):
                free.remove(header)
                return header
    return ""


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[_.:*?-]", " ", fold(header)).split())


def _take_codes(frame: pd.DataFrame, names: CodeNames, free: list[str]) -> tuple[str, ...]:
    """Return the columns of codes; "Koder" means codes, or in Danish just as well the coder."""
    found = _take("codes", free)
    if found:
        return (found,)
    numbered = tuple(h for h in free if re.fullmatch(_NUMBERED, _plain(h)))
    koder = next((h for h in free if fold(h) == "koder"), "")
    if not numbered and koder and _holds_codes(frame[koder], names):
        numbered = (koder,)
    free[:] = [h for h in free if h not in numbered]
    return numbered


def _holds_codes(cells: pd.Series, names: CodeNames) -> bool:
    parts = {p.strip() for c in cells for p in re.split(r"[;|\n]", cell_text(c)) if p.strip()}
    parts |= {p.strip() for part in parts for p in part.split(",")}
    return names.codebook is None or any(names.is_code(part) for part in parts)


def _per_code(
    frame: pd.DataFrame,
    names: CodeNames,
    free: list[str],
    columns: Sequence[str] | None,
    source: str,
) -> list[tuple[str, str]]:
    if columns is not None:
        return [(column, _code_of(column, names, source)) for column in columns]
    if names.codebook is None:
        if any(re.fullmatch("|".join(_NAMES["codes"]), _plain(h)) or fold(h) == "koder"
               for h in free):  # fmt: skip
            return []
        marked = [h for h in free if _all_marks(frame[h]) and not names.says_none(h)]
        return [(h, names.find(h)) for h in marked]
    called = [h for h in free if names.is_code(h) and _may_be_marks(frame[h])]
    found = [(h, _code_of(h, names, source)) for h in called]
    if found:
        _refuse_near_misses(frame, names, [h for h in free if h not in dict(found)], source)
    return found


def _refuse_near_misses(
    frame: pd.DataFrame, names: CodeNames, free: list[str], source: str
) -> None:
    """Refuse a misspelled code: among columns of codes it would go unread."""
    for header in free:
        hint = names.hint(header)
        if "did you mean" in hint and _all_marks(frame[header]) and not names.says_none(header):
            raise InputError(source, f"no code is called that{hint}", f"column {header!r}")


def _code_of(column: str, names: CodeNames, source: str) -> str:
    try:
        code_id = names.find(column)
    except LookupError as error:
        raise InputError(source, str(error.args[0]), f"column {column!r}") from None
    if not code_id:
        raise InputError(
            source, f"no code is called that{names.hint(column)}", f"column {column!r}"
        )
    return code_id


def _may_be_marks(cells: pd.Series) -> bool:
    """Return whether at least half of what stands in a column are marks: a code may be "Text"."""
    filled = [cell for cell in cells if cell_text(cell)]
    return 2 * sum(mark(cell) is not None for cell in filled) >= len(filled)


def _all_marks(cells: pd.Series) -> bool:
    filled = [cell for cell in cells if cell_text(cell)]
    return bool(filled) and all(mark(c) is not None and len(cell_text(c)) <= 6 for c in filled)


def _has_words(cells: pd.Series) -> bool:
    filled = [text for cell in cells if (text := cell_text(cell))]
    return 2 * sum(len(text.split()) > 1 for text in filled) >= len(filled)


def _longest(frame: pd.DataFrame, free: list[str]) -> str:
    """Return the column with the most text, if it has any to speak of.

    Long ids are no texts: most cells have words.
    """
    texts = [h for h in free if _has_words(frame[h])]
    lengths = {h: sum(len(cell_text(cell)) for cell in frame[h]) for h in texts}
    best = max(texts, key=lambda h: lengths[h], default="")
    return best if best and lengths[best] >= 10 * len(frame) else ""
