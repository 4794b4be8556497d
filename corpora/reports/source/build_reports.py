"""Build the sample evaluation reports and learning notes (PDF and DOCX) from the .md files here.

Usage: ``python corpora/reports/source/build_reports.py``. The output is the same byte for byte
on every run. The conventions of the source files are described in ``../README.md``.
Needs reportlab, python-docx, pyphen, PyYAML and matplotlib (for its freely licensed fonts).
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor
from report_pdf import PdfReport
from report_source import MARK, Block, Source, read_source

SOURCE = Path(__file__).resolve().parent
OUTPUT = SOURCE.parent
FIXED = datetime(2025, 11, 3, 9, 0, 0)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
INLINE = re.compile(rf"(\*\*.+?\*\*|\*.+?\*|{MARK.replace('(', '').replace(')', '')})")


class DocxReport:
    """Writes one source as a Word document with real styles, fields and footnotes."""

    def __init__(self, source: Source) -> None:
        self.source, self.meta = source, source.meta
        self.doc: Any = docx.Document()
        styles = self.doc.styles
        styles["Normal"].font.name = self.meta["font"]
        styles["Normal"].font.size = Pt(self.meta["size"])
        styles["Normal"].paragraph_format.space_after = Pt(7)
        language = styles.element.xpath(".//w:rPrDefault//w:lang")[0]
        language.set(docx.oxml.ns.qn("w:val"), "da-DK")
        accent = RGBColor.from_string(self.meta["accent"].lstrip("#"))
        for name in ("Title", "Heading 1", "Heading 2", "Caption"):
            styles[name].font.color.rgb = accent
        by = styles.add_style("Citatkilde", WD_STYLE_TYPE.PARAGRAPH)
        by.base_style, by.font.italic = styles["Normal"], False
        by.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        note = styles.add_style("Fodnotetekst", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = styles["Normal"], Pt(8.5)
        styles["Quote"].paragraph_format.left_indent = Cm(1)
        styles["Quote"].paragraph_format.keep_with_next = True

    def write(self, paragraph: Any, text: str) -> Any:
        """Add a source line to a paragraph: bold, italics and footnote references."""
        for piece in INLINE.split(text):
            if mark := re.fullmatch(MARK, piece):
                run = paragraph.add_run()
                run.font.superscript = True
                reference = f'<w:footnoteReference {nsdecls("w")} w:id="{mark[1]}"/>'
                run._r.append(parse_xml(reference))
            elif piece:
                run = paragraph.add_run(piece.strip("*") if piece.startswith("*") else piece)
                run.bold = True if piece.startswith("**") else None
                run.italic = True if re.match(r"\*[^*]", piece) else None
        return paragraph

    def field(self, paragraph: Any, name: str) -> None:
        """Add a field such as PAGE to a paragraph."""
        xml = f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(xml))

    def front(self) -> None:
        """Write the title, the imprint, the running header and the footer."""
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.header.paragraphs[0].text = "\t\t".join(self.meta["header"])
        footer = section.footer.paragraphs[0]
        before, _, after = self.meta["footer"].partition("{page}")
        footer.add_run(before)
        self.field(footer, "PAGE")
        if "{pages}" in after:
            footer.add_run(after.replace("{pages}", ""))
            self.field(footer, "NUMPAGES")
        if self.meta.get("titlepage"):
            section.different_first_page_header_footer = True
            self.doc.add_paragraph().paragraph_format.space_before = Pt(150)
        self.doc.add_paragraph(self.meta["label"], style="Subtitle")
        self.doc.add_paragraph(self.meta["title"], style="Title")
        self.doc.add_paragraph(self.meta["subtitle"], style="Subtitle")
        for line in self.meta["imprint"]:
            self.doc.add_paragraph(line).paragraph_format.space_after = Pt(2)
        if self.meta.get("titlepage"):
            self.doc.add_page_break()

    def table(self, rows: list[list[str]], style: str) -> Any:
        """Write a table; a box is a table of one cell."""
        table = self.doc.add_table(len(rows), len(rows[0]), style=style)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                self.write(cell.paragraphs[0], text.strip())
        self.doc.add_paragraph().paragraph_format.space_after = Pt(2)
        return table

    def add(self, block: Block) -> None:
        """Write one block."""
        kind, lines = block.kind, block.lines
        if kind == "page":
            self.doc.add_page_break()
        elif kind in ("h1", "h2"):
            self.doc.add_heading(lines[0], level=int(kind[1]))
        elif kind in ("bullets", "numbers"):
            style = "List Bullet" if kind == "bullets" else "List Number"
            for line in lines:
                self.write(self.doc.add_paragraph(style=style), line)
        elif kind == "quote":
            self.write(self.doc.add_paragraph(style="Quote"), lines[0])
            self.write(self.doc.add_paragraph(style="Citatkilde"), lines[1])
        elif kind == "box":
            cell = self.table([[f"**{lines[0]}**"]], "Table Grid").cell(0, 0)
            self.write(cell.add_paragraph(), lines[1])
        elif kind == "table":
            self.write(self.doc.add_paragraph(style="Caption"), lines[0])
            self.table([line.split("|") for line in lines[1:]], self.meta["table_style"])
        else:
            paragraph = self.write(self.doc.add_paragraph(), lines[0])
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if self.meta.get("justify") else None

    def add_footnotes(self) -> None:
        """Add the part of the package that holds the footnotes."""
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        rule = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/></w:r></w:p></w:footnote>'
        parts = [rule.format("separator", -1), rule.format("continuationSeparator", 0)]
        for number, text in sorted(self.source.notes.items()):
            said = f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
            style = '<w:pPr><w:pStyle w:val="Fodnotetekst"/></w:pPr>'
            parts.append(f'<w:footnote w:id="{number}"><w:p>{style}{mark}{said}</w:p></w:footnote>')
        xml = f"<w:footnotes {nsdecls('w')}>{''.join(parts)}</w:footnotes>"
        declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        blob = (declaration + xml).encode("utf-8")
        part = Part(PackURI("/word/footnotes.xml"), WORD, blob, self.doc.part.package)
        self.doc.part.relate_to(part, FOOTNOTES)

    def build(self) -> bytes:
        """Write the document and give every member of its zip file the same date."""
        self.front()
        for block in self.source.blocks:
            self.add(block)
        self.add_footnotes()
        about = self.doc.core_properties
        about.title, about.author, about.language = self.meta["title"], self.meta["author"], "da-DK"
        about.created = about.modified = FIXED
        about.comments, about.last_modified_by = "", self.meta["author"]
        self.doc.save(written := io.BytesIO())
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(made := io.BytesIO(), "w") as new:
            for name in old.namelist():
                member = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
                new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
        return made.getvalue()


def main() -> None:
    """Build every document and the list of documents."""
    with (OUTPUT / "documents.csv").open("w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(["file", "project_id", "kind", "title"])
        for path in sorted(SOURCE.glob("AFT*.md")):
            source = read_source(path)
            meta = source.meta
            report = PdfReport(source) if meta["format"] == "pdf" else DocxReport(source)
            name = f"{path.stem}.{meta['format']}"
            (OUTPUT / name).write_bytes(report.build())
            rows.writerow([name, path.name.split("_")[0], meta["kind"], meta["title"]])


if __name__ == "__main__":
    main()
