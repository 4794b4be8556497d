"""Bytes of a text file become text: UTF-8, UTF-16 and the 8-bit encodings survey tools write."""

from __future__ import annotations

import codecs
import re

from evalmine.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
_NORDIC = re.compile("[æøåÆØÅäöÄÖéÉüÜ“”‘’„»«–…•€§´]")
_STRANGE = re.compile("[^\x00-\x7fæøåÆØÅäöÄÖéÉüÜ“”‘’„»«–…•€§´°½×·áàèêëíóôúñçßÁÈÍÓÚ\xa0]")


def decode_text(content: bytes, source: str, *, encoding: str | None = None) -> str:
    """Return the text of a file's bytes, without a byte order mark.

    Tries the byte order mark, then UTF-8, then UTF-16 (by its zero bytes), then the one of cp1252,
    Mac Roman and cp850 that gives the most Nordic letters and the fewest strange characters.

    Raises
    ------
    InputError
        If the bytes are not text in `encoding`, or in none of the encodings above.
    """
    if encoding:
        return _decode_as(content, source, encoding)
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decode_as(content, source, name).removeprefix("\ufeff")
    half = _zero_half(content)
    if half:
        return _decode_as(content, source, half)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _best_guess(content)
    if "\x00" in text or (not text and content):
        reason = "is not a text file in UTF-8, UTF-16 or cp1252: save it as UTF-8"
        raise InputError(source, f"{reason}, or name its encoding with encoding=")
    return text


def _decode_as(content: bytes, source: str, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except LookupError:
        reason = f"encoding {encoding!r} is not known: use one such as utf-8, cp1252 or utf-16"
        raise InputError(source, reason) from None
    except UnicodeDecodeError as error:
        reason = (
            f"byte 0x{content[error.start]:02x} is not {encoding.removesuffix('-sig')}: leave out "
            "encoding= to have it guessed, or save the file as UTF-8"
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(source, reason, f"line {line}") from None
    return text.removeprefix("\ufeff")


def _zero_half(content: bytes) -> str:
    """Return the UTF-16 name where nearly every other byte is zero."""
    sample = content[:4000]
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else ""


def _best_guess(content: bytes) -> str:
    guesses: list[tuple[int, str]] = []
    for name in _EIGHT_BIT:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:  # cp1252 leaves five bytes undefined
            continue
        guesses.append((len(_NORDIC.findall(text)) - 2 * len(_STRANGE.findall(text)), text))
    return max(guesses, key=lambda guess: guess[0])[1]
