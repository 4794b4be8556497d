"""Plain text, Markdown and HTML become pieces; the one file that imports Beautiful Soup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evalmine.corpus.assemble import Parsed, Piece
from evalmine.corpus.decode import decode_text
from evalmine.corpus.text import normalize_text
from evalmine.errors import InputError

_BULLET = re.compile(r"\s*(?:[•‣▪●○◦*+–-]|\d{1,2}[.)])\s+")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FENCE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)[^\n]*$", re.DOTALL | re.MULTILINE)
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]]+\]"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table blockquote section article main body"
        " figure figcaption pre hr html form fieldset details summary address center",
    )
)
_LEFT_OUT = ("script", "style", "nav", "head", "header", "footer", "noscript", "template", "button")


def read_plain(path: Path, *, encoding: str | None = None) -> Parsed:
    """Return the pieces of a .txt, .md or .html file.

    In plain text a blank line parts paragraphs and lines stay as they are; only underlined lines
    are headings. In Markdown and HTML the markup says what a piece is and is then left out.

    Raises
    ------
    InputError
        If the suffix is none of these, or the bytes are not text.
    """
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        return Parsed(tuple(_html(path, encoding)))
    if suffix not in (".txt", ".md", ".markdown"):
        raise InputError(path.name, _advice(suffix))
    text = normalize_text(decode_text(path.read_bytes(), path.name, encoding=encoding))
    pieces = _markdown(text) if suffix != ".txt" else _plain(text)
    return Parsed(tuple(pieces))


def _advice(suffix: str) -> str:
    if suffix == ".doc":
        return "is in the old Word format: open it in Word or LibreOffice and save it as .docx"
    if suffix:
        return f"{suffix} files are not read: save it as .docx, .pdf or .txt"
    return "has no suffix that says what it is: name it .docx, .pdf or .txt"


def _plain(text: str) -> Iterator[Piece]:
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.rstrip() for line in block.strip("\n").split("\n")]
        if len(lines) > 1 and re.fullmatch(r"\s*(?:=+|-{3,}|~+)", lines[1]):
            yield Piece(lines[0], "heading")
            lines = lines[2:]
        yield from _lines(lines, "\n")


def _lines(lines: list[str], joint: str) -> Iterator[Piece]:
    """Yield the bullets and paragraphs of lines without a blank one between them."""
    group: list[str] = []
    role = "paragraph"
    for line in lines:
        starts = bool(_BULLET.match(line))
        if group and (starts or (role == "bullet" and not line[:1].isspace() and joint == "\n")):
            yield Piece(joint.join(group), role)
            group, role = [], "paragraph"
        if starts:
            role = "bullet"
        group.append(line.strip() if joint == " " else line)
    if any(line.strip() for line in group):
        yield Piece(joint.join(group), role)


def _markdown(text: str) -> Iterator[Piece]:
    text = _FENCE.sub("", _FRONT_MATTER.sub("", text))
    for block in re.split(r"\n[ \t]*\n|\n(?=#{1,6} )|(?<=\n)(?=#{1,6} )", text):
        lines = block.strip("\n").split("\n")
        if match := re.match(r"#{1,6}\s+(.*?)\s*#*$", lines[0]):
            yield Piece(_inline(match[1]), "heading")
            lines = lines[1:]
        elif len(lines) > 1 and re.fullmatch(r"\s*(?:=+|-{2,})\s*", lines[1]):
            yield Piece(_inline(lines[0]), "heading")
            lines = lines[2:]
        yield from _markdown_block(lines)


def _markdown_block(lines: list[str]) -> Iterator[Piece]:
    if not any(line.strip() for line in lines):
        return
    first = lines[0].lstrip()
    if re.fullmatch(r"(?:[*_-]\s*){3,}", first):
        return
    if first.startswith(">"):
        quoted = " ".join(re.sub(r"^\s*>\s?", "", line).strip() for line in lines)
        yield Piece(_inline(quoted), "quote")
    elif first.startswith("|"):
        rows = (line.strip().strip("|") for line in lines if not re.fullmatch(r"[\s|:-]+", line))
        cells = (" | ".join(_inline(cell.strip()) for cell in row.split("|")) for row in rows)
        yield Piece("\n".join(cells), "table")
    elif match := re.match(r"\[\^[^\]]+\]:\s*", first):
        note = " ".join([first[match.end() :], *(line.strip() for line in lines[1:])])
        yield Piece(_inline(note), "footnote")
    else:
        for piece in _lines(lines, " "):
            yield Piece(_inline(piece.text), piece.role)


def _inline(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text


def _html(path: Path, encoding: str | None) -> Iterator[Piece]:
    from bs4 import BeautifulSoup

    content = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:2048], re.IGNORECASE)
    name = encoding or (declared[1].decode("ascii") if declared else None)
    soup = BeautifulSoup(decode_text(content, path.name, encoding=name), "html.parser")
    for element in soup.find_all(_LEFT_OUT):
        element.decompose()
    yield from _walk(soup, "paragraph")


def _walk(element: Any, role: str) -> Iterator[Piece]:
    """Yield the pieces of an element: running text between its block elements, and these."""
    inline: list[str] = []

    def flush() -> Iterator[Piece]:
        text = "\n".join(" ".join(line.split()) for line in "".join(inline).split("\x00"))
        inline.clear()
        if text.strip():
            yield Piece(text.strip(), role)

    for child in element.children:
        name = child.name
        if name in (None, "br"):
            inline.append(_inline_html(child))
        elif name == "table":
            yield from flush()
            yield Piece(_html_table(child), "table")
        elif name in _BLOCKS:
            yield from flush()
            yield from _walk(child, _html_role(name, role))
        elif child.find(_BLOCKS):
            yield from flush()
            yield from _walk(child, role)
        else:
            inline += map(_inline_html, child.descendants)
    yield from flush()


def _inline_html(node: Any) -> str:
    """Return a text node's text, a mark for a line break, nothing for comments and elements."""
    if node.name is not None:
        return "\x00" if node.name == "br" else ""
    return str(node) if type(node).__name__ == "NavigableString" else ""


def _html_role(name: str, role: str) -> str:
    if re.fullmatch("h[1-6]|summary|dt", name):
        return "heading"
    if name == "figcaption":
        return "table"
    return {"li": "bullet", "blockquote": "quote"}.get(name, role)


def _html_table(table: Any) -> str:
    rows = (
        " | ".join(" ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"]))
        for row in table.find_all("tr")
    )
    return "\n".join(row for row in rows if row.strip(" |"))
