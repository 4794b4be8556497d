"""A client's Word file as a template: whether it can be one, and where the report goes."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from evalmine.errors import ConfigError

PLACEHOLDER: Final = "{{evalmine}}"
"""A paragraph of a template that the report takes the place of; or a bookmark ``evalmine``."""

DAMAGED: Final = (
    "is not a Word document that can be read: open it in Word and save it again as .docx"
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_MACRO_TYPE = b"macroEnabled"


def problem_of(content: bytes) -> str:
    """Return why a file cannot be a template and what to do, "" when it can."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "is an old .doc file, or protected by a password: save it as .docx without one"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            types = package.read("[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return DAMAGED
    if _TEMPLATE_TYPE in types and _MACRO_TYPE not in types:
        return "is a Word template (.dotx): open it in Word and save it as a document (.docx)"
    if _MACRO_TYPE in types:
        return "holds macros (.docm or .dotm): save it as a document without macros (.docx)"
    return "" if b"wordprocessingml.document.main+xml" in types else DAMAGED


def place_of(document: Any) -> Any:
    """Return the paragraph that the report takes the place of, None for the end.

    Raises
    ------
    ConfigError
        If the placeholder stands in a table, a text box, a header or a footer.
    """
    body = document.element.body
    for element in body:
        if element.tag == f"{_W}p" and text_of(element).strip() == PLACEHOLDER:
            return element
    for mark in body.iter(f"{_W}bookmarkStart"):
        if mark.get(f"{_W}name", "").casefold() == "evalmine":
            holder = next((a for a in (mark, *mark.iterancestors()) if a.getparent() is body), None)
            if holder is not None and holder.tag in (f"{_W}p", f"{_W}bookmarkStart"):
                return holder
            raise ConfigError(
                "the template's bookmark evalmine stands in a table or a text box: put it in a "
                "paragraph of its own"
            )
    parts = [body, *(part for section in document.sections for part in _edges(section))]
    if any(PLACEHOLDER in text_of(p) for part in parts for p in part.iter(f"{_W}p")):
        raise ConfigError(
            f"the template's {PLACEHOLDER} stands in a table, a header or among other text: put "
            "it in a paragraph of its own"
        )
    return None


def _edges(section: Any) -> list[Any]:
    """Return the elements of the headers and footers that a section has of its own."""
    edges = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    return [edge._element for edge in edges if not edge.is_linked_to_previous]


def text_of(paragraph: Any) -> str:
    """Return the letters of a paragraph."""
    return "".join(e.text or "" for e in paragraph.iter(f"{_W}t"))


def section_at(document: Any, place: Any) -> Any:
    """Return the section that a paragraph of the body stands in; the last one for None."""
    if place is None:
        return document.sections[-1]
    body = list(document.element.body)
    index = body.index(place)
    ends = [i for i, e in enumerate(body) if e.find(f"{_W}pPr/{_W}sectPr") is not None]
    number = sum(end < index for end in ends)
    return document.sections[min(number, len(document.sections) - 1)]


def take_out(place: Any) -> None:
    """Remove a placeholder, but keep what ends a section or is a mark of the client's own."""
    keeps = place.find(f"{_W}pPr/{_W}sectPr") is not None
    if place.tag == f"{_W}bookmarkStart" or (keeps or text_of(place).strip() != PLACEHOLDER):
        for text in place.iter(f"{_W}t"):
            text.text = (text.text or "").replace(PLACEHOLDER, "")
        return
    place.getparent().remove(place)
