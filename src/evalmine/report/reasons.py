"""Why something was left out, in the language of the report.

The readers give their reasons in English.  The ones that come up often have words of their own; any
other is printed as it is, marked as a technical remark.
"""

from __future__ import annotations

import re

from evalmine.report.words import Words

_REASONS = (
    (r"folders below are not read\b.*", "folder"),
    (r"(?P<kind>\S+|a file without suffix) is not read: save it as .*", "suffix"),
    (r"is about the files and not one of them\b.*", "about"),
    (r"taken for the same table as (?P<file>.+): name it .*", "same_table"),
    (r"is not in documents\.csv\b.*", "unlisted"),
    (r"is password-protected\b.*", "password"),
    (r"is not a readable .*|cannot be (?:opened|read) \(.*", "unreadable"),
    (r"has no text layer\b.*", "no_text"),
    (r"has fonts that do not say\b.*", "fonts"),
    (r"left out: it holds contact details\b.*", "contact"),
    (r"kept: no column of project ids\b.*", "no_ids"),
    (r"kept: no project id, called (?P<project>.+)", "no_id"),
    (r"kept: no open question is answered by (?P<project>.+)", "no_answer"),
    (r"kept: one more (?:answer|text) of (?P<project>.+), as .*", "one_more"),
    (r"kept without a value: (?P<n>\d+) answers are on no known scale\b.*", "no_scale"),
    (r"kept as text: (?P<n>\d+) cells are .*", "as_text"),
    (r"has \d+ cells where the header has \d+\b.*", "ragged"),
    (r"has \d+ cells of \d+: kept\b.*", "short_row"),
)
_PLACES = re.compile(r"^(?:sheet|header)\b|\b(?:row|page)(?= \d)")


def told_reason(reason: str, words: Words) -> str:
    """Return why something was left out, or kept with a remark, in the report's language.

    Examples
    --------
    >>> from evalmine.report.words import load_words
    >>> told_reason("is password-protected: save a copy without a password", load_words("da"))
    'Filen er beskyttet med adgangskode.'
    """
    for pattern, key in _REASONS:
        match = re.fullmatch(pattern, reason, flags=re.DOTALL)
        if match:
            return words.text(f"reason.{key}", **match.groupdict())
    return words.text("reason.other", reason=reason)


def told_place(location: str, words: Words) -> str:
    """Return where in a file something stands; the name of a column is kept as it is."""
    head, column, name = location.partition("column ")
    told = _PLACES.sub(lambda m: words[f"place.{m[0]}"], head)
    return f"{told}{words['place.column']} {name}" if column else told
