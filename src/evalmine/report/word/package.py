"""The Word file itself: opened, filled at its place, and written as the same bytes each time.

The one file of the report that imports python-docx.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from evalmine.errors import ConfigError
from evalmine.report.word.markup import NAMESPACES
from evalmine.report.word.template import (
    DAMAGED,
    place_of,
    problem_of,
    section_at,
    take_out,
    text_of,
)

LOCALES: Final = {"da": "da-DK", "en": "en-GB", "nb": "nb-NO", "nn": "nn-NO", "no": "nb-NO"}
"""Languages of the spelling checker by language code; others go by themselves."""

_NO_DATE = datetime(1980, 1, 1)  # the first that a zip can hold: the report has no clock
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A4 = (11906, 16838)  # twentieths of a point
_MARGIN = 1304  # 2.3 cm


class Package:
    """A Word document that blocks are put into.

    Parameters
    ----------
    template : bytes, path-like or None
        A client's ``.docx``; an A4 page of our own when None.
    language : str
        Code of the report's language.

    Raises
    ------
    ConfigError
        If the template cannot be used; the message says why and what to do.
    """

    def __init__(self, template: bytes | str | Path | None, *, language: str) -> None:
        from evalmine.report.word import styles

        self.is_template = template is not None
        self._document = _opened(template)
        self._place = place_of(self._document)
        if not self.is_template:
            _lay_out(self._document)
        self.style_ids = styles.prepare(self._document, is_template=self.is_template)
        self.locale = LOCALES.get(language, language)
        styles.set_language(self._document, self.locale)

    @property
    def text_width(self) -> int:
        """Width between the margins where the report will stand, in twentieths of a point."""
        section = section_at(self._document, self._place)
        edges = (section.page_width, section.left_margin, section.right_margin)
        if None in edges:
            return _A4[0] - 2 * _MARGIN
        width, left, right = (int(edge) // 635 for edge in edges)
        return max(2000, width - left - right)

    @property
    def first_free_id(self) -> int:
        """A number above those of all bookmarks and pictures that the template has."""
        used = [0]
        for element in self._document.element.body.iter():
            for name in ("id", f"{_W}id"):
                value = element.get(name, "")
                used += [int(value)] if value.isdecimal() else []
        return max(used) + 1

    @property
    def starts_on_new_page(self) -> bool:
        """Whether the report begins a page of its own, after what the template holds."""
        body = self._document.element.body
        return self._place is None and any(text_of(p).strip() for p in body.iter(f"{_W}p"))

    def add_picture(self, png: bytes) -> str:
        """Add a picture and return the id of its relationship; the same picture is kept once."""
        relation, _ = self._document.part.get_or_add_image(io.BytesIO(png))
        return str(relation)

    def to_bytes(
        self, blocks: Sequence[str], *, title: str, subject: str, footer: str, keywords: str = ""
    ) -> bytes:
        """Put the blocks in their place and return the file.

        Parameters
        ----------
        blocks : sequence of str
            Paragraphs and tables as WordprocessingML.
        title, subject, keywords : str
            Of the document's properties.
        footer : str
            Runs of the footer, for a document that has none.
        """
        body = self._document.element.body
        end = self._place if self._place is not None else body.find(f"{_W}sectPr")
        for element in list(parsed(f"<w:body>{''.join(blocks)}</w:body>")):
            body.append(element) if end is None else end.addprevious(element)
        if self._place is not None:
            take_out(self._place)
        _add_footer(self._document, footer, self.style_ids["Footer"])
        _update_fields_on_open(self._document)
        self._set_properties(title=title, subject=subject, keywords=keywords)
        raw = io.BytesIO()
        self._document.save(raw)
        return _same_bytes(raw.getvalue())

    def _set_properties(self, *, title: str, subject: str, keywords: str) -> None:
        properties = self._document.core_properties
        properties.title, properties.subject = title[:255], subject[:255]
        properties.keywords, properties.language = keywords[:255], self.locale
        if not self.is_template:
            properties.author, properties.comments = "evalmine", ""
            properties.last_modified_by = "evalmine"
        properties.revision = 1
        properties.created = properties.modified = _NO_DATE
        properties.last_printed = _NO_DATE


def parsed(markup: str) -> Any:
    """Return an element made of WordprocessingML without namespace declarations."""
    from docx.oxml import parse_xml

    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", markup, count=1))


def points(size: float | None) -> Any:
    """Return a length that python-docx takes, None for None."""
    from docx.shared import Pt

    return None if size is None else Pt(size)


def rgb(color: str) -> Any:
    """Return a color such as "#0f5c63" that python-docx takes."""
    from docx.shared import RGBColor

    return RGBColor.from_string(color.removeprefix("#").upper())


def style_types() -> Any:
    """Return python-docx's kinds of styles."""
    from docx.enum.style import WD_STYLE_TYPE

    return WD_STYLE_TYPE


def add_bullets(document: Any, style: Any) -> None:
    """Give a paragraph style bullets, in a document that may have no lists at all."""
    numbering = _numbering(document)
    taken = [int(e.get(f"{_W}abstractNumId")) for e in numbering.findall(f"{_W}abstractNum")]
    number = max(taken, default=-1) + 1
    bullets = parsed(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
    lists = numbering.findall(f"{_W}num")
    lists[0].addprevious(bullets) if lists else numbering.append(bullets)
    own = max((int(e.get(f"{_W}numId")) for e in lists), default=0) + 1
    link = f'<w:num w:numId="{own}"><w:abstractNumId w:val="{number}"/></w:num>'
    numbering.append(parsed(link))
    properties = style.element.get_or_add_pPr()
    properties.insert(0, parsed(f'<w:numPr><w:numId w:val="{own}"/></w:numPr>'))


def _numbering(document: Any) -> Any:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        empty = f"<w:numbering {NAMESPACES}/>".encode()
        uri = PackURI("/word/numbering.xml")
        made = NumberingPart.load(uri, CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made.element


def _opened(template: bytes | str | Path | None) -> Any:
    import docx

    if template is None:
        return docx.Document()
    name = "the template" if isinstance(template, bytes) else Path(template).name
    content = template if isinstance(template, bytes) else _read(Path(template))
    problem = problem_of(content)
    if problem:
        raise ConfigError(f"{name} {problem}")
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # whatever a damaged package makes python-docx raise
        raise ConfigError(f"{name} {DAMAGED} ({type(error).__name__})") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(f"{path}: the template cannot be read ({reason})") from error


def _lay_out(document: Any) -> None:
    """Make the one section of an empty document an A4 page with a first page of its own."""
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = (Twips(x) for x in _A4)
    for edge in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, edge, Twips(_MARGIN))
    section.different_first_page_header_footer = True


def _add_footer(document: Any, runs: str, style: str) -> None:
    section = document.sections[0]
    if not section.footer.is_linked_to_previous:  # the client's own
        return
    footer = section.footer
    footer.is_linked_to_previous = False
    element = footer._element
    for old in list(element):
        element.remove(old)
    markup = f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="right"/></w:pPr>{runs}</w:p>'
    element.append(parsed(markup))


def _update_fields_on_open(document: Any) -> None:
    """Ask Word to work out page numbers and the table of contents when the file is opened."""
    settings = document.settings.element
    if settings.find(f"{_W}updateFields") is None:
        update = parsed('<w:updateFields w:val="true"/>')
        # The order of the settings is part of the format; it comes before what is listed here.
        later = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")
        others = ("mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator")
        names = {*later, *others}
        first = next((e for e in settings if e.tag.rpartition("}")[2] in names), None)
        settings.append(update) if first is None else first.addprevious(update)


def _same_bytes(content: bytes) -> bytes:
    """Return a zip whose members bear no time of day and lie in a fixed order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        first: Callable[[str], tuple[bool, str]] = lambda name: (  # noqa: E731
            name != "[Content_Types].xml",
            name,
        )
        for name in sorted(old.namelist(), key=first):
            info = zipfile.ZipInfo(name, date_time=_NO_DATE.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            info.create_system = 3  # what made it, not where
            new.writestr(info, old.read(name), compresslevel=6)
    return out.getvalue()
