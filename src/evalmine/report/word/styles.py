"""The named styles of the report; a client's template restyles everything by defining them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from evalmine.errors import ConfigError
from evalmine.report import svg

FONT: Final = "Calibri"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True)
class Style:
    """How a paragraph style looks where no template says otherwise; sizes in points."""

    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: str = ""
    before: float | None = None
    after: float | None = None
    left: float | None = None
    keep_next: bool = False
    bar: bool = False  # a line to the left
    is_own: bool = False  # ours, and not one of Word's


PARAGRAPHS: Final = (
    Style("Normal", "", 10.5, before=0, after=6),
    Style("Title", "Normal", 30, bold=True, color=svg.ACCENT, before=120, after=10),
    Style("Subtitle", "Normal", 14, italic=False, color=svg.MUTED, after=18),
    Style("Heading 1", "Normal", 20, True, color=svg.ACCENT, before=24, after=8, keep_next=True),
    Style("Heading 2", "Normal", 14, True, color=svg.ACCENT, before=18, after=5, keep_next=True),
    Style("Heading 3", "Normal", 11.5, True, color=svg.INK, before=12, after=4, keep_next=True),
    Style("Intense Quote", "Normal", 11.5, False, False, svg.INK, 4, 2, 14, bar=True),
    Style("Quote", "Normal", 10.5, False, True, svg.INK, 4, 2, 14),
    Style("Caption", "Normal", 9, False, False, svg.MUTED, 3, 10),
    Style("List Bullet", "Normal", after=3),
    Style("TOC Heading", "Normal", 20, True, color=svg.ACCENT, after=8, keep_next=True),
    Style("TOC 1", "Normal", bold=True, before=6, after=2),
    Style("TOC 2", "Normal", after=1, left=12),
    Style("Footer", "Normal", 9, color=svg.MUTED),
    Style("Evalmine Citatkilde", size=9, color=svg.MUTED, after=8, left=14, is_own=True),
    Style("Evalmine Optælling", bold=True, after=4, keep_next=True, is_own=True),
    Style("Evalmine Note", size=9, color=svg.MUTED, after=4, is_own=True),
    Style("Evalmine Forbehold", after=8, left=10, bar=True, is_own=True),
    Style("Evalmine Faktatal", size=14, bold=True, color=svg.ACCENT, after=0, is_own=True),
    Style("Evalmine Fakta", size=9, color=svg.MUTED, after=8, is_own=True),
    Style("Evalmine Tabeltekst", size=9, before=1, after=1, is_own=True),
    Style("Evalmine Tabelhoved", "Evalmine Tabeltekst", bold=True, keep_next=True, is_own=True),
    Style("Evalmine Figur", before=6, after=0, keep_next=True, is_own=True),
)
"""Every paragraph style that the report uses."""

HYPERLINK: Final = "Hyperlink"
TABLE: Final = "Evalmine Tabel"
FACTS: Final = "Evalmine Faktatabel"

NAMES: Final = (*(s.name for s in PARAGRAPHS), HYPERLINK, TABLE, FACTS)


def prepare(document: Any, *, is_template: bool) -> dict[str, str]:
    """Give a document the styles that it lacks and return the style ids by name.

    Parameters
    ----------
    document : docx.document.Document
        Changed in place.
    is_template : bool
        A client's styles are left as they are; in a document of our own all are set.

    Raises
    ------
    ConfigError
        If a style of that name is of another kind.
    """
    from evalmine.report.word.package import style_types

    kinds = style_types()
    for style in PARAGRAPHS:
        known = _found(document, style.name, kinds.PARAGRAPH)
        if known is None or not is_template:
            _set(document, known, style, is_template=is_template)
    if _found(document, HYPERLINK, kinds.CHARACTER) is None:
        made = document.styles.add_style(HYPERLINK, kinds.CHARACTER, builtin=True)
        made.font.underline = True
        if not is_template:
            _color(made, svg.ACCENT)
    for name, borders in ((TABLE, _LINES), (FACTS, "")):
        if _found(document, name, kinds.TABLE) is None:
            made = document.styles.add_style(name, kinds.TABLE)
            base = _found(document, "Normal Table", kinds.TABLE)
            made.base_style = base
            _table_look(made, borders)
    if not is_template:
        _one_font(document)
    known = {_key(style.name): style.style_id for style in document.styles}
    return {name: known[_key(name)] for name in NAMES}


def set_language(document: Any, language: str) -> None:
    """Make a language, such as "da-DK", that of every text that has no other."""
    styles = document.styles.element
    defaults = styles.find(f"{{{_W}}}docDefaults")
    if defaults is None:
        defaults = styles.makeelement(f"{{{_W}}}docDefaults")
        styles.insert(0, defaults)
    place = defaults
    for name in ("rPrDefault", "rPr", "lang"):
        child = place.find(f"{{{_W}}}{name}")
        if child is None:
            child = place.makeelement(f"{{{_W}}}{name}")
            place.insert(0, child) if name == "rPrDefault" else place.append(child)
        place = child
    place.set(f"{{{_W}}}val", language)
    # Word takes the language of "Normal" before that of the defaults.
    for element in styles.iter(f"{{{_W}}}style"):
        is_normal = element.get(f"{{{_W}}}default") and element.get(f"{{{_W}}}type") == "paragraph"
        for lang in element.iter(f"{{{_W}}}lang") if is_normal else ():
            lang.set(f"{{{_W}}}val", language)


def _key(name: str | None) -> str:
    """Return a name as Word compares it: "Heading 1" is "heading 1"."""
    return (name or "").casefold()


def _found(document: Any, name: str, kind: Any) -> Any:
    """Return a style by name, None if there is none."""
    style = next((s for s in document.styles if _key(s.name) == _key(name)), None)
    if style is not None and style.type != kind:
        kinds = {1: "paragraph", 2: "character", 3: "table", 4: "list"}
        is_now, wanted = (kinds.get(int(k), "other") for k in (style.type, kind))
        raise ConfigError(
            f"the template's style {name!r} is a {is_now} style and must be a {wanted} style: "
            "rename it in Word, or change its kind"
        )
    return style


def _set(document: Any, known: Any, style: Style, *, is_template: bool) -> None:
    from evalmine.report.word.package import style_types

    made, kind = known, style_types().PARAGRAPH
    if made is None:
        name = style.name.replace("TOC ", "toc ") if style.name[-1].isdecimal() else style.name
        made = document.styles.add_style(name, kind, builtin=not style.is_own)
    if style.base:
        made.base_style = _found(document, style.base, kind)
    made.quick_style, made.hidden, made.unhide_when_used = True, False, False
    # In a client's document our color would be a second one.
    color = "" if is_template and style.color != svg.MUTED else style.color
    _letters(made, replace(style, color=color))
    _spacing(made, style)
    _bullet(document, made, style)


def _letters(made: Any, style: Style) -> None:
    from evalmine.report.word.package import points

    for name in ("rFonts", "color", "spacing", "kern"):
        for element in made.element.findall(f"{{{_W}}}rPr/{{{_W}}}{name}"):
            element.getparent().remove(element)
    font = made.font
    font.bold, font.italic = style.bold, style.italic
    font.size = points(style.size)
    if style.color:
        _color(made, style.color)


def _spacing(made: Any, style: Style) -> None:
    from evalmine.report.word.package import points

    for name in ("pBdr", "spacing", "ind", "contextualSpacing", "keepLines"):
        for element in made.element.findall(f"{{{_W}}}pPr/{{{_W}}}{name}"):
            if name != "ind" or style.name != "List Bullet":
                element.getparent().remove(element)
    layout = made.paragraph_format
    layout.space_before, layout.space_after = points(style.before), points(style.after)
    if style.left is not None:
        layout.left_indent = points(style.left)
    layout.keep_with_next = True if style.keep_next else None
    if style.name == "Normal":
        layout.line_spacing = 1.15
    if style.bar:
        _bar(made)


def _bar(made: Any) -> None:
    """Draw a line to the left of a paragraph."""
    properties = made.element.get_or_add_pPr()
    borders = properties.makeelement(f"{{{_W}}}pBdr")
    left = borders.makeelement(f"{{{_W}}}left")
    values = (("val", "single"), ("sz", "18"), ("space", "8"), ("color", svg.ACCENT_LIGHT[1:]))
    for name, value in values:
        left.set(f"{{{_W}}}{name}", value)
    borders.append(left)
    # The order of the elements is part of the format: borders come before spacing and indents.
    later = ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")
    first = next((e for e in properties if e.tag in {f"{{{_W}}}{n}" for n in later}), None)
    properties.append(borders) if first is None else first.addprevious(borders)


def _bullet(document: Any, made: Any, style: Style) -> None:
    if style.name != "List Bullet" or made.element.find(f".//{{{_W}}}numPr") is not None:
        return
    from evalmine.report.word.package import add_bullets, points

    add_bullets(document, made)
    made.paragraph_format.left_indent = points(18)
    made.paragraph_format.first_line_indent = points(-18)


def _color(made: Any, color: str) -> None:
    from evalmine.report.word.package import rgb

    made.font.color.rgb = rgb(color)


def _one_font(document: Any) -> None:
    """Set one font for all; Word would take those of the theme first."""
    styles = document.styles.element
    for fonts in styles.iter(f"{{{_W}}}rFonts"):
        for name in _THEME_FONTS:
            fonts.attrib.pop(f"{{{_W}}}{name}", None)
        for name in ("ascii", "hAnsi", "cs"):
            fonts.set(f"{{{_W}}}{name}", FONT)


_LINES = (
    '<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{accent}"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{rule}"/></w:tblBorders>'
)


def _table_look(made: Any, borders: str) -> None:
    from evalmine.report.word.package import parsed

    lines = borders.format(accent=svg.ACCENT[1:], rule=svg.RULE[1:])
    margins = (
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
    )
    made.element.append(parsed(f"<w:tblPr>{lines}{margins}</w:tblPr>"))
