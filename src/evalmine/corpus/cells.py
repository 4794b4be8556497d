"""What a cell says: numbers, dates and yes or no, as Danes and their neighbors write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from evalmine.corpus.text import normalize_text

if TYPE_CHECKING:
    import pandas as pd

_CURRENCY = re.compile(r"(?i)(?:\b(?:kr|dkk|nok|sek|eur|euro|usd|kroner|kronor)\b\.?|[€$£])")
_UNITS = (
    (re.compile(r"(?i)\b(?:mio|mill|million(?:er)?|miljon(?:er)?)\b\.?"), 1_000_000.0),
    (re.compile(r"(?i)\b(?:t\.\s?kr\.?|tkr\.?|tusind|tusen|thousand)"), 1_000.0),
)
_MONTHS = {
    name: n
    for n, names in enumerate(
        ("jan", "feb", "mar", "apr", "maj mai may", "jun", "jul", "aug", "sep", "okt oct", "nov",
         "dec des"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?: \d{2}[:.]\d{2}.*)?"
)
_NAMED = re.compile(r"(?:(?:den|d\.)\s)?(\d{1,2})\.?\s+([^\W\d]{3,9})\.?,?\s+(\d{4})")
_YES = frozenset(["ja", "yes", "y", "j", "true", "sand", "x", "1"])
_NO = frozenset(["nej", "nei", "no", "n", "false", "falsk", "0"])


def plain_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with plain Python cells and None for every kind of gap; text stays as is."""
    import pandas as pd

    def plain(value: Any) -> Any:
        if value is None or value is pd.NA or value is pd.NaT or value != value:
            return None
        return value.item() if hasattr(value, "item") and not hasattr(value, "year") else value

    cells = {i: [plain(v) for v in frame.iloc[:, i].tolist()] for i in range(frame.shape[1])}
    made = pd.DataFrame(cells, index=range(len(frame)), dtype=object)
    made.columns = pd.Index([str(name) for name in frame.columns], dtype=object)
    return made


def cell_text(value: object) -> str:
    """Return a cell as normalized text without white space around it; empty for a gap.

    Whole floats lose their ".0" (spreadsheets store every number as a float), dates become ISO.
    """
    if value is None or value != value:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return normalize_text(str(value)).strip()


def parse_number(value: object) -> float | None:
    """Return the number in a cell, or None where it holds none.

    A single dot or comma before exactly three digits parts thousands; otherwise it is the decimal
    sign. With both, the last one is the decimal sign. Currencies are ignored, "mio." is not.

    Examples
    --------
    >>> parse_number("385.000,00"), parse_number("kr. 1,5 mio."), parse_number("ca. 50")
    (385000.0, 1500000.0, None)
    """
    if isinstance(value, bool) or value is None or value != value:
        return None
    if isinstance(value, int | float):
        return float(value)
    text, factor = unicodedata.normalize("NFKC", str(value)), 1.0
    for pattern, unit in _UNITS:
        text, n = pattern.subn(" ", text)
        factor *= unit if n else 1.0
    text = _CURRENCY.sub(" ", text).strip().replace("−", "-")
    text = re.sub(r",-+$", "", text)
    text = re.sub(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", "", text)
    plain = _plain_number(text)
    return None if plain is None else plain * factor


def _plain_number(text: str) -> float | None:
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)*", text):
        return None
    signs = re.findall("[.,]", text)
    last = re.split("[.,]", text)[-1]
    grouped = len(signs) == 1 and len(last) == 3 and not text.lstrip("-").startswith("0")
    if grouped or (len(signs) > 1 and len(set(signs)) == 1):
        return float(re.sub("[.,]", "", text))
    if signs:
        whole, _, decimals = text.rpartition(signs[-1])
        return float(re.sub("[.,]", "", whole) + "." + decimals)
    return float(text)


def parse_date(value: object) -> str | None:
    """Return the date in a cell as ISO text, or None where it holds none.

    Days come before months ("01-03-2024" is the first of March) unless that is impossible.

    Examples
    --------
    >>> parse_date("01-03-2024"), parse_date("1. marts 2024"), parse_date("foråret 2024")
    ('2024-03-01', '2024-03-01', None)
    """
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d") if value == value else None
    text = cell_text(value)
    if match := _ISO.fullmatch(text):
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        return _iso(year, month, day) if month <= 12 else _iso(year, day, month)
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get(match[2].casefold()[:3], 0)
        return _iso(int(match[3]), month, int(match[1]))
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def parse_yes_no(value: object) -> bool | None:
    """Return True for yes, False for no (Danish, Norwegian, Swedish, English), else None."""
    if isinstance(value, bool):
        return value
    words = re.findall(r"\w+", cell_text(value).casefold())
    if not words or (len(words) > 1 and len(words[0]) == 1):  # "N/A" is no "no"
        return None
    if words[0] in _YES:
        return True
    return False if words[0] in _NO else None
