"""WordprocessingML as text: runs, paragraphs, fields, bookmarks, tables, pictures.

ECMA-376 part 1, sections 17 (WordprocessingML) and 20 (DrawingML).  Nothing here knows what is
told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

EMU_PER_PIXEL: Final = 9525
EMU_PER_TWIP: Final = 635

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def clean(text: str) -> str:
    r"""Return a text without the characters that XML 1.0 does not allow.

    Examples
    --------
    >>> clean("a\x00b\x0bc")
    'abc'
    """
    return _ILLEGAL.sub("", text)


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    style: str = "",
    language: str = "",
    no_proof: bool = False,
) -> str:
    """Return text as a run; line ends and tabs become Word's.

    Parameters
    ----------
    text : str
        Plain text.
    bold, italic : bool
    style : str
        Id of a character style.
    language : str
        For the spelling checker, such as "en-GB"; that of the document when left out.
    no_proof : bool
        Leave it out of the spelling check.
    """
    properties = "".join(
        (
            f'<w:rStyle w:val="{escape(style)}"/>' if style else "",
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            "<w:noProof/>" if no_proof else "",
            f'<w:lang w:val="{escape(language)}"/>' if language else "",
        )
    )
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{properties}{_letters(text)}</w:r>" if text else ""


def _letters(text: str) -> str:
    parts = re.split(r"(\r\n|\n|\r|\t)", clean(text))
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>", "\r\n": "<w:br/>"}
    return "".join(
        signs.get(part) or f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>'
        for part in parts
        if part
    )


def paragraph(
    inside: str, style: str, *, keep_next: bool = False, right: bool = False, new_page: bool = False
) -> str:
    """Return a paragraph; `style` is the id of a paragraph style."""
    keep = "<w:keepNext/>" if keep_next else ""
    page = "<w:pageBreakBefore/>" if new_page else ""
    side = '<w:jc w:val="right"/>' if right else ""
    properties = f'<w:pStyle w:val="{escape(style)}"/>{keep}{page}{side}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def page_break(style: str) -> str:
    """Return a paragraph that ends the page."""
    return paragraph('<w:r><w:br w:type="page"/></w:r>', style)


def bookmark(number: int, name: str, inside: str) -> str:
    """Return runs that links can lead to; names have at most 40 letters, digits and underscores."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>{inside}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def link(anchor: str, inside: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{escape(anchor)}" w:history="1">{inside}</w:hyperlink>'


def field(instruction: str, shown: str) -> str:
    """Return a field with the text it shows until Word works it out."""
    return f"{field_start(instruction)}{run(shown)}{field_end()}"


def field_start(instruction: str) -> str:
    """Return the runs before what a field shows."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>{code}</w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """Return the run after what a field shows."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def picture(relation: str, number: int, *, width: int, height: int, alt: tuple[str, str]) -> str:
    """Return a run with a picture in the line of text.

    Parameters
    ----------
    relation : str
        Id of the relationship to the picture's part.
    number : int
        Unique in the document.
    width, height : int
        In English metric units, 914,400 to the inch.
    alt : (str, str)
        Title and description for those who do not see it.
    """
    title, description = (escape(clean(text)) for text in alt)
    size = f'cx="{width}" cy="{height}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="{title[:80]}" descr="{description}" '
        f'title="{title}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{title[:80]}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


@dataclass(frozen=True)
class Cell:
    """Runs of one cell, paragraph by paragraph; numbers stand to the right."""

    paragraphs: tuple[str, ...]
    right: bool = False
    style: str = ""  # id of a paragraph style; that of the table when left out


def table(
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    style: str,
    text_style: str,
    widths: Sequence[int],
    alt: tuple[str, str] = ("", ""),
) -> str:
    """Return a table whose head is repeated on every page.

    Parameters
    ----------
    head : sequence of Cell
        Empty for a table without one.
    rows : sequence of sequence of Cell
    style, text_style : str
        Ids of the table style, and of the paragraph style in its cells.
    widths : sequence of int
        Of the columns, in twentieths of a point.
    alt : (str, str)
        Title and description for a screen reader.
    """
    look = (
        f'<w:tblLook w:val="{"04A0" if head else "0480"}" w:firstRow="{int(bool(head))}" '
        'w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    title, description = (escape(clean(text)) for text in alt)
    told = (
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{description or title}"/>'
        if title
        else ""
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = [_row(head, widths, text_style, is_head=True)] if head else []
    lines += [_row(row, widths, text_style) for row in rows]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(style)}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{told}'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _row(
    cells: Sequence[Cell], widths: Sequence[int], text_style: str, *, is_head: bool = False
) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    inside = "".join(
        _cell(cell, width, text_style) for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{inside}</w:tr>"


def _cell(cell: Cell, width: int, text_style: str) -> str:
    style = cell.style or text_style
    paragraphs = "".join(paragraph(text, style, right=cell.right) for text in cell.paragraphs)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraphs or paragraph('', style)}</w:tc>"
    )
