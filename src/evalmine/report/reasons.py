"""Why something was left out, in the language of the report.

The readers give their reasons in English; each of them has words of its own here.  What no reader
gives (a reason from elsewhere) is printed as it is, marked as a technical remark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from evalmine.report.words import Words
from evalmine.synthesis.run_facts import was_kept

_REASONS = (
    (r"folders below are not read\b.*", "folder"),
    (r"is about the files and not one of them\b.*", "about"),
    (r"taken for the same table as (?P<file>.+): name it .*", "same_table"),
    (r"is not in documents\.csv\b.*", "unlisted"),
    (r"is password-protected\b.*", "password"),
    (r"is in the old Word format\b.*", "old_word"),
    (r"is not a text file in .*|encoding .+ is not known\b.*|byte 0x.+ is not .*", "encoding"),
    (r"cannot be read \(.*\): correct the row", "unreadable_row"),
    (r"is not a readable .*|cannot be (?:opened|read) \(.*", "unreadable"),
    (r"(?P<kind>\S+|a file without suffix) is not read: save it as .*", "suffix"),
    (r"(?P<kind>\S+) (?:files are not read|is not a table)\b.*", "suffix"),
    (r"no suffix is not a table\b.*|has no suffix that says what it is\b.*", "no_suffix"),
    (r"has (?P<size>\S+) MiB, more than the limit of .*", "too_large"),
    (r"is empty \(0 bytes\).*|is empty: nothing to read|holds no text: nothing to read", "empty"),
    (r"has no rows\b.*", "no_rows"),
    (r"has no column with open answers\b.*", "no_open"),
    (r"has no sheet (?P<sheet>.+); its sheets are .*", "no_sheet"),
    (r"column (?P<column>.+) is there twice: rename one", "same_column"),
    (r"role .+ is (?:not known|given to)\b.*|has no column .+ columns are .*", "roles"),
    (r"needs the columns file and project_id\b.*", "list_columns"),
    (r"kind (?P<kind>.+) is not known: use one of .*", "list_kind"),
    (r"document id (?P<document>.+) is already used by .*", "same_document"),
    (r"has no text layer\b.*", "no_text"),
    (r"has no text \(a picture\b.*", "no_text_page"),
    (r"has fonts that do not say\b.*", "fonts"),
    (r"a quotation mark is opened and never closed\b.*", "open_quote"),
    (r"left out: it holds contact details\b.*", "contact"),
    (r"left out: you asked for it", "asked_for"),
    (r"kept: no column of project ids\b.*", "no_ids"),
    (r"kept: no open questions, only facts\b.*", "only_facts"),
    (r"kept: no project id, called (?P<project>.+)", "no_id"),
    (r"kept: no open question is answered by (?P<project>.+)", "no_answer"),
    (r"kept: one more (?:answer|text) of (?P<project>.+), as .*", "one_more"),
    (r"kept: (?P<project>.+) is called (?P<title>.+) here and (?P<before>.+) before", "two_titles"),
    (r"kept without a value: (?P<n>\d+) answers are on no known scale\b.*", "no_scale"),
    (r"kept as text: (?P<n>\d+) cells are .*", "as_text"),
    (r"has \d+ cells where the header has \d+\b.*", "ragged"),
    (r"has \d+ cells of \d+: kept\b.*", "short_row"),
    (r"(?P<package>\S+) is not installed: run pip install .*", "not_installed"),
)
_PLACES = re.compile(r"^(?:sheet|header)\b|\b(?:row|page|line)(?= \d)")


def told_reason(reason: str, words: Words) -> str:
    """Return why something was left out, or kept with a remark, in the report's language.

    Examples
    --------
    >>> from evalmine.report.words import load_words
    >>> told_reason("is password-protected: save a copy without a password", load_words("da"))
    'Filen er beskyttet med adgangskode.'
    """
    key, values = _found(reason)
    return words.text(f"reason.{key}", **values)


def counted_reasons(reasons: Iterable[str], words: Words) -> list[tuple[str, bool, int]]:
    """Return (reason without its particulars, whether it was kept all the same, how often).

    What was left out comes before what was kept with a remark, and the commonest first.

    Examples
    --------
    >>> from evalmine.report.words import load_words
    >>> reasons = ["kept: no project id, called R0007", "kept: no project id, called R0009"]
    >>> counted_reasons(reasons, load_words("en"))
    [('The row has no project id and was given one.', True, 2)]
    """
    counts = Counter((_kind(reason, words), was_kept(reason)) for reason in reasons)
    rows = [(told, kept, n) for (told, kept), n in counts.items()]
    return sorted(rows, key=lambda row: (row[1], -row[2], row[0]))


def told_place(location: str, words: Words) -> str:
    """Return where in a file something stands; the name of a column is kept as it is."""
    head, column, name = location.partition("column ")
    told = _PLACES.sub(lambda m: words[f"place.{m[0]}"], head)
    return f"{told}{words['place.column']} {name}" if column else told


def _kind(reason: str, words: Words) -> str:
    key, values = _found(reason)
    if not values or key == "other":
        return words.text(f"reason.{key}", **values)
    return words[f"reason_kind.{key}"]


def _found(reason: str) -> tuple[str, dict[str, str]]:
    more = re.fullmatch(r"(.*) \(and \d+ more could not be read\)", reason, flags=re.DOTALL)
    reason = more[1] if more else reason
    for pattern, key in _REASONS:
        match = re.fullmatch(pattern, reason, flags=re.DOTALL)
        if match:
            return key, {k: v for k, v in match.groupdict().items() if v is not None}
    return "other", {"reason": reason}
