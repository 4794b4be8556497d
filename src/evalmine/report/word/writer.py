"""Writes blocks in named styles: headings, quotes, tables, figures with captions, contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from evalmine.report.citing import Citation
from evalmine.report.raster import picture as drawn
from evalmine.report.standalone import fixed_width, height_of, told_in_words
from evalmine.report.word import markup
from evalmine.report.word.markup import EMU_PER_TWIP, Cell
from evalmine.report.word.package import LOCALES
from evalmine.report.word.styles import FACTS, HYPERLINK, TABLE
from evalmine.report.words import Words

_PAGE, _OPENING = 11600, 9800  # highest figures, below one heading and below two
_TWIP_PER_PIXEL = 15
_NARROWEST = 600  # pixels that drawings are laid out for; in a narrower column they are scaled down
_FACTS_IN_ROW = 4
_LETTER = 115  # width of a letter in a table, in twentieths of a point
_SCALE = 2  # 192 dots to the inch


@dataclass(frozen=True)
class Text:
    """A piece of a line: plain, bold, or leading to a bookmark."""

    text: str
    bold: bool = False
    anchor: str = ""


class Writer:
    """Collects the blocks of a document.

    Parameters
    ----------
    words : Words
    style_ids : mapping of str to str
        Id of each style by its name.
    text_width : int
        In twentieths of a point.
    add_picture : callable
        Takes a PNG, and returns the id of its relationship.
    first_id : int
        From which on numbers of bookmarks and pictures are free.
    """

    def __init__(
        self,
        words: Words,
        *,
        style_ids: Mapping[str, str],
        text_width: int,
        add_picture: Callable[[bytes], str],
        first_id: int = 1,
    ) -> None:
        self._words, self._ids, self._width = words, style_ids, text_width
        self._add_picture, self._next = add_picture, first_id
        self._blocks: list[str] = []
        self._entries: list[tuple[int, str, str]] = []  # level, text, bookmark
        self._contents_at: int | None = None
        self._captions: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def blocks(self) -> list[str]:
        """Return the blocks so far, with the table of contents filled in."""
        if self._contents_at is None:
            return list(self._blocks)
        at = self._contents_at
        return [*self._blocks[:at], *self._contents(), *self._blocks[at:]]

    def contents(self) -> None:
        """Put the table of contents here: what is written later is in it."""
        self._contents_at = len(self._blocks)

    def new_page(self) -> None:
        """End the page."""
        self._blocks.append(markup.page_break(self._ids["Normal"]))

    def heading(self, text: str, level: int, *, anchor: str = "") -> None:
        """Write a heading of level 1 to 3; links to `anchor` lead to it.

        One of level 1 begins a page.
        """
        name = self._name(anchor or f"h {len(self._entries)} {text}")
        inside = markup.bookmark(self._number(), name, markup.run(text))
        self._entries.append((level, text, name))
        style = self._ids[f"Heading {level}"]
        self._blocks.append(markup.paragraph(inside, style, new_page=level == 1))

    def text(self, *pieces: str | Text, style: str = "Normal", keep_next: bool = False) -> None:
        """Write a paragraph; nothing when there is no text in it."""
        inside = self.runs(*pieces)
        if inside:
            block = markup.paragraph(inside, self._ids[style], keep_next=keep_next)
            self._blocks.append(block)

    def runs(self, *pieces: str | Text) -> str:
        """Return pieces of text as runs."""
        return "".join(self._piece(p if isinstance(p, Text) else Text(p)) for p in pieces)

    def _piece(self, piece: Text) -> str:
        if not piece.anchor:
            return markup.run(piece.text, bold=piece.bold)
        shown = markup.run(piece.text, bold=piece.bold, style=self._ids[HYPERLINK])
        return markup.link(self._name(piece.anchor), shown)

    def bullets(self, lines: Sequence[str | Text]) -> None:
        """Write a list."""
        for line in lines:
            self.text(line, style="List Bullet")

    def quote(self, citation: Citation, *, central: bool = False, remark: str = "") -> None:
        """Write a quote as it was cut, and below it whose it is, and a remark.

        The words of the quote are in runs of their own, marked with their language.
        """
        language = LOCALES.get(citation.language, citation.language)
        inside = "".join(
            (
                markup.run("[…] ") if citation.cut_before else "",
                markup.run(citation.text, language=language),
                markup.run(" […]") if citation.cut_after else "",
            )
        )
        style = self._ids["Intense Quote" if central else "Quote"]
        source = f"({citation.attribution})" if citation.attribution else ""
        told = ", ".join(text for text in (source, remark) if text)
        self._blocks.append(markup.paragraph(inside, style, keep_next=bool(told)))
        self.text(told, style="Evalmine Citatkilde")

    def facts(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write figures of a fact box: a large number over what it counts."""
        for start in range(0, len(rows), _FACTS_IN_ROW):
            part = rows[start : start + _FACTS_IN_ROW]
            empty = [("", "")] * (_FACTS_IN_ROW - len(part))
            numbers, names = zip(*[*part, *empty], strict=True)
            styled = (("Evalmine Faktatal", numbers), ("Evalmine Fakta", names))
            lines = [
                [Cell((markup.run(text),), style=self._ids[style]) for text in texts]
                for style, texts in styled
            ]
            self._blocks.append(
                markup.table(
                    [],
                    lines,
                    style=self._ids[FACTS],
                    text_style=self._ids["Evalmine Fakta"],
                    widths=_shares([1] * _FACTS_IN_ROW, self._width),
                    alt=(self._words["word.facts"], ""),
                )
            )
            self._between()

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str | Text]],
        *,
        caption: str,
        n_text: int = 1,
        widths: Sequence[float] = (),
    ) -> None:
        """Write a table under its caption; nothing when it has no rows.

        Parameters
        ----------
        head : sequence of str
        rows : sequence of sequence of str or Text
        caption : str
        n_text : int
            How many columns hold text; the rest are numbers and stand to the right.
        widths : sequence of float
            In any unit; by the length of what is in the columns when left out.
        """
        if not rows:
            return
        self.caption("table", caption, keep_next=True)
        plain = [head, *([_plain(c) for c in row] for row in rows)]
        columns = _shares(widths, self._width) if widths else _natural(plain, n_text, self._width)
        head_style = self._ids["Evalmine Tabelhoved"]
        top = [
            Cell((markup.run(text),), right=i >= n_text, style=head_style)
            for i, text in enumerate(head)
        ]
        body = [
            [Cell((self.runs(cell),), right=i >= n_text) for i, cell in enumerate(row)]
            for row in rows
        ]
        self._blocks.append(
            markup.table(
                top,
                body,
                style=self._ids[TABLE],
                text_style=self._ids["Evalmine Tabeltekst"],
                widths=columns,
                alt=(caption, ""),
            )
        )
        self._between()

    def figure(self, drawing: str, caption: str, *, opens: bool = False) -> None:
        """Write a drawing as a picture with its words as alternative text, and its caption.

        Parameters
        ----------
        drawing : str
            Nothing is written when empty.
        caption : str
        opens : bool
            It stands below the heading of a part and one of its own.
        """
        if not drawing:
            return
        layout, high = max(_NARROWEST, self._width // _TWIP_PER_PIXEL), height_of(drawing)
        png = drawn(fixed_width(drawing, layout), scale=_SCALE)
        wide_twips = float(min(self._width, layout * _TWIP_PER_PIXEL))
        high_twips = wide_twips * high / layout
        highest = _OPENING if opens else _PAGE
        if high_twips > highest:
            wide_twips, high_twips = wide_twips * highest / high_twips, highest
        inside = markup.picture(
            self._add_picture(png),
            self._number(),
            width=round(wide_twips * EMU_PER_TWIP),
            height=round(high_twips * EMU_PER_TWIP),
            alt=told_in_words(drawing),
        )
        style = self._ids["Evalmine Figur"]
        self._blocks.append(markup.paragraph(inside, style, keep_next=True))
        self.caption("figure", caption)

    def caption(self, kind: str, text: str, *, keep_next: bool = False) -> None:
        """Write a caption that Word numbers: "Figur 1: ..."; `kind` is figure or table."""
        name = self._words[f"word.{kind}"]
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        counted = markup.field(f"SEQ {name} \\* ARABIC", str(number))
        inside = f"{markup.run(f'{name} ')}{counted}{markup.run(f': {text}')}"
        style = self._ids["Caption"]
        self._blocks.append(markup.paragraph(inside, style, keep_next=keep_next))

    def _between(self) -> None:
        """Keep two tables apart: Word would make one of them."""
        self._blocks.append(markup.paragraph("", self._ids["Evalmine Note"]))

    def _contents(self) -> list[str]:
        """Return the heading, and a field with the headings so far and a word on page numbers."""
        words = self._words
        title, style = markup.run(words["section.contents"]), self._ids["TOC Heading"]
        heading = markup.paragraph(title, style, new_page=True)
        lines = [
            markup.paragraph(markup.link(name, markup.run(text)), self._ids[f"TOC {level}"])
            for level, text, name in self._entries
            if level <= 2
        ]
        start = markup.field_start('TOC \\o "1-2" \\h \\z \\u')
        hint = markup.paragraph(
            start + markup.run(words["word.contents_hint"]), self._ids["Evalmine Note"]
        )
        end = markup.paragraph(markup.field_end(), self._ids["Normal"])
        inside = "".join([heading, hint, *lines, end])
        return [
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{inside}</w:sdtContent>"
            "</w:sdt>"
        ]

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _name(self, anchor: str) -> str:
        """Return the bookmark of an anchor: unique, of letters, digits and underscores."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_")[:28]
            self._names[anchor] = f"em_{len(self._names) + 1}_{plain}"
        return self._names[anchor]


def _plain(cell: str | Text) -> str:
    return cell.text if isinstance(cell, Text) else cell


def _natural(rows: Sequence[Sequence[str]], n_text: int, total: int) -> list[int]:
    """Return widths for columns: no word is cut, and what is left goes to long texts."""
    columns = list(zip(*rows, strict=True))
    least = [
        _LETTER * max((len(w) for text in column for w in text.split()), default=1) + _LETTER * 2
        for column in columns
    ]
    least = [min(width, total // 3) for width in least]
    wishes = [sum(len(text) for text in column) / len(column) for column in columns]
    shares = [min(wish, 160.0) if i < n_text else 1.0 for i, wish in enumerate(wishes)]
    left = total - sum(least)
    if left <= 0:
        return _shares(least, total)
    widths = [int(low + left * s / sum(shares)) for low, s in zip(least, shares, strict=True)]
    widths[0] += total - sum(widths)
    return widths


def _shares(widths: Sequence[float], total: int) -> list[int]:
    """Return whole widths that add up to the total."""
    unit = total / sum(widths)
    whole = [int(width * unit) for width in widths]
    whole[0] += total - sum(whole)
    return whole
