"""Lay out a source as PDF: running headers, footnotes at the foot of the page, hyphenated lines."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib
import pyphen
import reportlab.platypus as rl
from report_source import MARK, Block, Source
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_DIR = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FONTS = {
    "STIX": ("STIXGeneral", "STIXGeneralBol", "STIXGeneralItalic", "STIXGeneralBolIta"),
    "Serif": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    "Sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"),
}
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM, GAP = 68.0, 62.0, 78.0, 74.0, 18.0
TEXT_WIDTH = WIDTH - LEFT - RIGHT
HYPHENATOR = pyphen.Pyphen(lang="da_DK", left=3, right=3)


def soften(word: re.Match[str]) -> str:
    """Put soft hyphens into a word, but never beside a single letter."""
    parts: list[str] = []
    for part in HYPHENATOR.inserted(word[0]).split("-"):
        if parts and 1 in (len(part), len(parts[-1])):
            parts[-1] += part
        else:
            parts.append(part)
    return "\u00ad".join(parts)


def markup(text: str, hyphenate: bool = True) -> str:
    """Turn a source line into reportlab's paragraph markup."""
    text = escape(text)
    if hyphenate:
        text = re.sub(r"(?<![&@.\w])[a-zæøåA-ZÆØÅ]{7,}(?![@\w])", soften, text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
    return re.sub(MARK, r'<super size="70%">\1</super><onDraw name="note" label="\1"/>', text)


class PdfReport:
    """Lays out one source as PDF; passes repeat until footnotes and page numbers settle."""

    def __init__(self, source: Source) -> None:
        self.source, self.meta = source, source.meta
        self.font, self.accent = self.meta["font"], HexColor(self.meta["accent"])
        self.columns = self.meta.get("columns", 1)
        self.column = (TEXT_WIDTH + GAP) / self.columns - GAP
        self.placed: dict[int, list[int]] = {}
        self.headings: list[tuple[str, int]] = []
        self.pages = 0
        faces = [self.font, f"{self.font}-B", f"{self.font}-I", f"{self.font}-BI"]
        for face, file in zip(faces, FONTS[self.font], strict=True):
            pdfmetrics.registerFont(TTFont(face, str(FONT_DIR / f"{file}.ttf")))
        pdfmetrics.registerFontFamily(*faces[:1], *faces)
        size = float(self.meta["size"])
        body = ParagraphStyle("para", fontName=self.font, alignment=4, embeddedHyphenation=1)
        self.styles = {"para": body}
        bold = {"fontName": faces[1], "alignment": 0}
        head = {**bold, "textColor": self.accent, "keepWithNext": 1}
        for name, scale, after, more in (
            ("para", 1.0, 0.65, {}),
            ("h1", 1.5, 0.65, {**head, "spaceBefore": size}),
            ("h2", 1.12, 0.4, {**head, "spaceBefore": size * 0.6}),
            ("title", 2.2, 1.0, {**bold, "textColor": self.accent}),
            ("subtitle", 1.25, 0.6, {"alignment": 0}),
            ("item", 1.0, 0.35, {"leftIndent": 14, "bulletIndent": 2}),
            ("quote", 1.0, 0.3, {"fontName": faces[2]}),
            ("by", 0.86, 0.0, {"alignment": 2}),
            ("cell", 0.86, 0.0, {"alignment": 0}),
            ("caption", 0.86, 0.3, {**bold, "keepWithNext": 1, "spaceBefore": 4}),
            ("small", 0.8, 0.2, {"leading": size}),
        ):
            more = {"fontSize": size * scale, "leading": size * scale * 1.3, **more}
            self.styles[name] = ParagraphStyle(name, body, spaceAfter=size * after, **more)

    def paragraph(self, text: str, style: str, **options: Any) -> Any:
        """Make a paragraph; headings and titles are not hyphenated."""
        plain = style in ("h1", "h2", "title", "subtitle", "caption")
        return rl.Paragraph(markup(text, not plain), self.styles[style], **options)

    def notes_on(self, page: int) -> list[tuple[Any, float]]:
        """Return the footnotes of a page with their heights."""
        numbers = self.placed.get(page, [])
        made = [self.paragraph(f"{n} {self.source.notes[n]}", "small") for n in numbers]
        return [(note, note.wrap(TEXT_WIDTH, HEIGHT)[1] + 2) for note in made]

    def front(self) -> list[Any]:
        """Make the title page or title block and, where asked for, the table of contents."""
        meta = self.meta
        story = [rl.Spacer(1, 150)] if meta.get("titlepage") else []
        story += [self.paragraph(meta["label"], "subtitle"), self.paragraph(meta["title"], "title")]
        story += [self.paragraph(meta["subtitle"], "subtitle"), rl.Spacer(1, 10)]
        story += [self.paragraph(line, "small") for line in meta["imprint"]]
        if meta.get("contents"):
            story += [rl.PageBreak(), self.paragraph("Indhold", "title")]
            for text, page in self.headings:
                used, dot = (self.width(part) for part in (f"{text}  {page}", "."))
                dots = "." * int((TEXT_WIDTH - 30 - used) / dot)
                story.append(self.paragraph(f"{text} {dots} {page}", "para"))
        return [*story, rl.PageBreak()] if meta.get("titlepage") else [*story, rl.Spacer(1, 14)]

    def width(self, text: str) -> float:
        """Measure a text in the body font."""
        return float(pdfmetrics.stringWidth(text, self.font, self.styles["para"].fontSize))

    def flow(self, block: Block) -> list[Any]:
        """Make the flowables of one block."""
        kind, lines, width = block.kind, block.lines, self.column
        rule, shade = ("LINEBEFORE", (0, 0), (0, 0), 2.5, self.accent), HexColor("#eeefe9")
        if kind == "page":
            return [rl.PageBreak()]
        if kind in ("bullets", "numbers"):
            signs = ["•" if kind == "bullets" else f"{n}." for n in range(1, len(lines) + 1)]
            pairs = zip(lines, signs, strict=True)
            items = [self.paragraph(line, "item", bulletText=sign) for line, sign in pairs]
            return [*items, rl.Spacer(1, 4)]
        if kind in ("quote", "box"):
            styles = ("quote", "by") if kind == "quote" else ("h2", "cell")
            inner = [self.paragraph(*pair) for pair in zip(lines, styles, strict=True)]
            look: list[Any] = [rule if kind == "quote" else ("BOX", *rule[1:])]
            look.append(("BACKGROUND", (0, 0), (0, 0), shade))
            return [rl.Table([[inner]], [width - 8], style=look, spaceBefore=4, spaceAfter=10)]
        if kind == "table":
            rows = [[cell.strip() for cell in line.split("|")] for line in lines[1:]]
            columns = zip(*rows, strict=True)
            share = [max(len(cell) for cell in column) ** 0.6 + 2 for column in columns]
            rows[0] = [f"**{cell}**" if cell else "" for cell in rows[0]]
            cells = [[self.paragraph(cell, "cell") for cell in row] for row in rows]
            look = [("LINEBELOW", (0, 0), (-1, -1), 0.4, self.accent)]
            look += [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BACKGROUND", (0, 0), (-1, 0), shade)]
            widths = [width * part / sum(share) for part in share]
            table = rl.Table(cells, widths, style=look, spaceAfter=10)
            return [rl.KeepTogether([self.paragraph(lines[0], "caption"), table])]
        made = self.paragraph(lines[0], kind)
        made.heading = lines[0] if kind in ("h1", "h2") else ""
        return [made]

    def decorate(self, canvas: Any, page: int) -> None:
        """Draw the running header, the footer and the page's footnotes."""
        if page == 1 and self.meta.get("titlepage"):
            canvas.setFillColor(self.accent)
            canvas.rect(0, HEIGHT - 120, WIDTH, 46, stroke=0, fill=1)
            return
        canvas.setFont(self.font, 7.8)
        canvas.drawString(LEFT, HEIGHT - 46, self.meta["header"][0])
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 46, self.meta["header"][1])
        canvas.line(LEFT, HEIGHT - 52, WIDTH - RIGHT, HEIGHT - 52)
        foot = self.meta["footer"].format(page=page, pages=self.pages)
        canvas.drawCentredString(WIDTH / 2, 36, foot)
        notes = self.notes_on(page)
        y = BOTTOM - 16 + sum(height for _, height in notes)
        if notes:
            canvas.line(LEFT, y + 3, LEFT + 120, y + 3)
        for note, height in notes:
            note.drawOn(canvas, LEFT, y - height)
            y -= height

    def layout(self) -> tuple[bytes, bool]:
        """One pass, with the footnotes where the last pass met them; and whether they stayed."""
        placed: dict[int, list[int]] = {}
        headings: list[tuple[str, int]] = []

        def begin(canvas: Any, doc: Any) -> None:
            page = placed.setdefault(doc.page, [])
            canvas.setNamedCB("note", lambda _canvas, _kind, label: page.append(int(label)))
            self.decorate(canvas, doc.page)

        class Template(rl.BaseDocTemplate):  # type: ignore[misc]
            def afterFlowable(self, flowable: Any) -> None:  # noqa: N802
                if getattr(flowable, "heading", ""):
                    headings.append((flowable.heading, self.page))

        front, templates = self.front(), []
        for page in range(1, 30):
            low = BOTTOM + sum(height + 1 for _, height in self.notes_on(page))
            high, frames = HEIGHT - TOP, []
            if self.columns > 1 and page == 1:
                tall = sum(f.wrap(TEXT_WIDTH, HEIGHT)[1] + f.getSpaceAfter() for f in front) + 4
                frames.append(rl.Frame(LEFT, high - tall, TEXT_WIDTH, tall, 0, 0, 0, 0))
                high -= tall
            for x in (LEFT + i * (self.column + GAP) for i in range(self.columns)):
                frames.append(rl.Frame(x, low, self.column, high - low, 0, 0, 0, 0))
            follower = {"autoNextPageTemplate": f"p{page + 1}"}
            templates.append(rl.PageTemplate(f"p{page}", frames, begin, **follower))
        story = [*front, rl.FrameBreak()] if self.columns > 1 else [*front]
        story += [made for block in self.source.blocks for made in self.flow(block)]
        about = {"title": self.meta["title"], "author": self.meta["author"], "invariant": 1}
        doc = Template(buffer := io.BytesIO(), pagesize=A4, pageTemplates=templates, **about)
        doc.build(story)
        same = (placed, headings, doc.page) == (self.placed, self.headings, self.pages)
        self.placed, self.headings, self.pages = placed, headings, doc.page
        return buffer.getvalue(), same

    def build(self) -> bytes:
        """Repeat the layout until it settles."""
        for _ in range(8):
            made, settled = self.layout()
            if settled:
                return made
        raise RuntimeError(f"the footnotes of {self.meta['file']} do not settle")
