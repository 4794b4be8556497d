"""Text is normalized once, here, and then frozen: every offset counts code points of the result."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Control characters but tab and newline, lone surrogates, and U+FFFE/U+FFFF: XML 1.0, and so
# REFI-QDA, cannot hold them.  U+00AD (soft hyphen) only ever marks a possible line break.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u00ad]"
)
_NEWLINES = re.compile("\r\n|\r|\x85|\u2028|\u2029|\x0b|\x0c")


def normalize_text(text: str) -> str:
    r"""Return the text in NFC with LF newlines, without BOM, soft hyphens or control characters.

    Normalizing twice changes nothing more.

    Examples
    --------
    >>> normalize_text("\ufeffsma\u030a skridt\r\nhver dag\x00")
    'små skridt\nhver dag'
    """
    text = _NEWLINES.sub("\n", text)
    text = _UNWANTED.sub("", text.replace("\ufeff", ""))
    # Taking a character out can bring a letter and its mark together, so NFC comes last.
    return unicodedata.normalize("NFC", text)


def sha256_of(text: str) -> str:
    """Return the hex sha256 of the text as UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def fold(text: str) -> str:
    """Return the text in lower case with runs of white space as one blank, for comparing only."""
    return " ".join(text.split()).casefold()
