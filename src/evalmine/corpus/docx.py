"""Reports as Word documents: their styles say what is a heading, a list, a quote.

The one file that imports python-docx.  Headers, footers and text that tracked changes delete are
left out; text that they insert is read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evalmine.corpus.assemble import Parsed, Piece
from evalmine.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(f"{_W}{name}" for name in ("txbxContent", "moveFrom", "del"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|overskrift|rubrik)\s*\d|title$|titel$", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense )?quote$|block ?quote|^citat$|^sitat$|blokcitat", re.IGNORECASE)
_SOURCE = re.compile(r"citatkilde|quote source|attribution|sitatkilde", re.IGNORECASE)
_TOC = re.compile(r"toc \d|toc heading|indholdsfortegnelse|table of figures", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"[—–-]\s*\w")
_LONG = 25  # words: a cell with as many holds running text, as in a form


@dataclass
class _Word:
    """The document, its style names with those they build on, and its footnotes."""

    document: Any
    styles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)


def read_docx(path: Path) -> Parsed:
    """Return the pieces of a Word document in order; it has no pages.

    A table whose cells hold running text (a form) is read cell by cell; any other is one piece
    with ``" | "`` between cells. A footnote stands behind the paragraph that refers to it.

    Raises
    ------
    InputError
        If the file is encrypted, an old .doc or broken.
    """
    word = _open(path)
    pieces: list[Piece] = []
    for element in word.document.element.body.iterchildren():
        pieces += _pieces(word, element, in_toc=False)
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].role == "quote" and _is_attribution(piece):
            piece = Piece(piece.text, "footnote")
        if piece.text.strip():
            made.append(piece)
    return Parsed(tuple(made))


def _open(path: Path) -> _Word:
    import docx
    from docx.opc.exceptions import OpcError

    with path.open("rb") as file:
        if file.read(4) == b"\xd0\xcf\x11\xe0":
            reason = "is password-protected or an old .doc: save it as .docx without a password"
            raise InputError(path.name, reason)
    try:
        document = docx.Document(str(path))
        word = _Word(document)
        _read_styles(word)
        _read_notes(word)
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        reason = "is not a readable Word document (damaged, or another format renamed)"
        raise InputError(path.name, f"{reason}: save it anew") from error
    return word


def _read_styles(word: _Word) -> None:
    by_id = {style.style_id: style for style in word.document.styles}
    lists = set()
    for style_id, style in by_id.items():
        names: list[str] = []
        base = style
        while base is not None and len(names) < 10:
            names.append(base.name or "")
            if base.element.find(f"{_W}pPr/{_W}numPr") is not None:
                lists.add(style_id)
            base = getattr(base, "base_style", None)
        word.styles[style_id] = tuple(names)
    word.lists = frozenset(lists)


def _read_notes(word: _Word) -> None:
    from docx.oxml import parse_xml

    for relation in word.document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes"):
            continue
        root = parse_xml(relation.target_part.blob)
        for note in root:
            if note.get(f"{_W}type") is None:
                text = " ".join(_text(p) for p in note.iter(f"{_W}p"))
                word.notes[f"{kind}{note.get(f'{_W}id')}"] = " ".join(text.split())


def _pieces(word: _Word, element: Any, *, in_toc: bool) -> Iterator[Piece]:
    """Yield what one element of the body holds."""
    tag = element.tag
    if tag == f"{_W}p":
        yield from _paragraph(word, element, in_toc=in_toc)
    elif tag == f"{_W}tbl":
        yield from _table(word, element)
    elif tag == f"{_W}sdt":
        gallery = element.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
        toc = gallery is not None and "Contents" in (gallery.get(f"{_W}val") or "")
        content = element.find(f"{_W}sdtContent")
        for child in content if content is not None else ():
            yield from _pieces(word, child, in_toc=in_toc or toc)


def _paragraph(word: _Word, element: Any, *, in_toc: bool) -> Iterator[Piece]:
    text = _text(element)
    yield Piece(text, "toc" if in_toc else _role(word, element, text))
    for box in element.iter(f"{_W}txbxContent"):
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            for child in box:
                yield from _pieces(word, child, in_toc=in_toc)
    for kind in ("footnote", "endnote"):
        for mark in element.iter(f"{_W}{kind}Reference"):
            note = word.notes.get(f"{kind}s{mark.get(f'{_W}id')}", "")
            yield Piece(note, "footnote")


def _role(word: _Word, element: Any, text: str) -> str:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(f"{_W}val") if style is not None else ""
    names = word.styles.get(style_id, ())
    for role, pattern in (
        ("toc", _TOC), ("footnote", _SOURCE), ("heading", _HEADING), ("quote", _QUOTE)
    ):  # fmt: skip
        if any(pattern.search(name) for name in names) and "Subtitle" not in names:
            return role
    if "caption" in (name.casefold() for name in names):
        return "table"
    if style_id in word.lists or element.find(f"{_W}pPr/{_W}numPr") is not None:
        return "bullet"
    if any(name.casefold().startswith("list") for name in names):
        return "bullet"
    if _all_runs(element, "b") and 0 < len(text.split()) <= 12 and not text.rstrip().endswith("."):
        return "heading"
    marked = re.fullmatch(r"\s*[»«“”„\"].+[»«“”\"]\s*", text, re.DOTALL)
    return "quote" if marked and _all_runs(element, "i") else "paragraph"


def _all_runs(element: Any, mark: str) -> bool:
    """Return whether every run with text is set bold ("b") or italic ("i")."""
    runs = [r for r in element.iter(f"{_W}r") if "".join(t.text or "" for t in r.iter(f"{_W}t"))]
    marks = [run.find(f"{_W}rPr/{_W}{mark}") for run in runs]
    return bool(runs) and all(
        m is not None and m.get(f"{_W}val") not in ("0", "false") for m in marks
    )


def _text(element: Any) -> str:
    """Return the text of a paragraph without text boxes, deletions and field codes."""
    parts: list[str] = []
    for child in element:
        if child.tag in _SKIPPED or child.tag.endswith(("}AlternateContent", "}pPr", "}rPr")):
            continue
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            page = child.get(f"{_W}type") in ("page", "column")
            parts.append(" " if page else _SIGNS[child.tag])
        elif isinstance(child.tag, str):
            parts.append(_text(child))
    return "".join(parts)


def _table(word: _Word, element: Any) -> Iterator[Piece]:
    rows = [[cell for cell in row if cell.tag == f"{_W}tc"] for row in element.iter(f"{_W}tr")]
    words = [len(_cell_text(cell).split()) for row in rows for cell in row]
    n_long = sum(n >= _LONG for n in words)
    if len(words) == 1 or (n_long and n_long >= 0.2 * len(words)):
        for row in rows:
            for i, cell in enumerate(row):
                yield from _form_cell(word, cell, is_label=i == 0 and len(words) > 1)
        return
    lines = (" | ".join(_cell_text(cell) for cell in row).strip(" |") for row in rows)
    yield Piece("\n".join(line for line in lines if line), "table")


def _form_cell(word: _Word, cell: Any, *, is_label: bool) -> Iterator[Piece]:
    short = len(_cell_text(cell).split()) < _LONG
    for child in cell:
        for piece in _pieces(word, child, in_toc=False):
            label = is_label and short and piece.role == "paragraph"
            yield Piece(piece.text, "heading") if label else piece


def _cell_text(cell: Any) -> str:
    return " ".join(" ".join(_text(p) for p in cell.iter(f"{_W}p")).split())


def _is_attribution(piece: Piece) -> bool:
    return bool(_ATTRIBUTION.match(piece.text)) and len(piece.text.split()) <= 15
