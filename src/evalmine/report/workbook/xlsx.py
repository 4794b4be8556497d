"""Writes sheets as one Excel workbook; the same sheets give the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from evalmine.report.workbook.sheet import (
    LONGEST_CELL,
    MOST_LINKS,
    MOST_ROWS,
    Cell,
    Link,
    Sheet,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_ACCENT, _LIGHT, _RULE, _ENTRY = "#0F5C63", "#E4EFEF", "#D9DEDD", "#FFF8DC"
# XML has no way to write these, and Excel repairs a file that holds them by throwing cells away.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Excel counts a date that is fixed as a fact about the file; the run's own is in manifest.json.
_CREATED: Final = datetime.datetime(2000, 1, 1)


def write_workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Return the workbook as the bytes of an ``.xlsx`` file.

    Parameters
    ----------
    sheets : sequence of Sheet
        In the order of their tabs.
    title : str
        In the file's properties.

    Notes
    -----
    No cell is ever a formula, whatever it begins with: text from a survey must not be run
    (OWASP, "CSV injection").  Cells longer than Excel takes end in "…"; rows beyond what a sheet
    takes are left to the tables, and the last row says so.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": _CREATED, "comments": "evalmine"})
        formats = _formats(book)
        names = {sheet.key: sheet.name for sheet in sheets}
        tops = {sheet.key: _top(sheet) for sheet in sheets}
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, formats, names, tops)
    return target.getvalue()


def _top(sheet: Sheet) -> int:
    """Return the row (from 0) of a sheet's heading."""
    return 1 if sheet.lead else 0


def _formats(book: Workbook) -> dict[str, Any]:
    plain = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11}
    edge = {"bottom": 1, "bottom_color": _RULE}
    return {
        "lead": book.add_format({**plain, "italic": True, "font_color": "#5C676B"}),
        "head": book.add_format(
            {**plain, "bold": True, "bg_color": _ACCENT, "font_color": "#FFFFFF"}
        ),
        "text": book.add_format({**plain, **edge}),
        "number": book.add_format({**plain, **edge, "num_format": "#,##0"}),
        "share": book.add_format({**plain, **edge, "num_format": "0 %"}),
        "choice": book.add_format({**plain, **edge, "bg_color": _ENTRY}),
        "link": book.add_format({**plain, **edge, "font_color": _ACCENT, "underline": 1}),
    }


def _write(
    page: Worksheet,
    sheet: Sheet,
    formats: Mapping[str, Any],
    names: Mapping[str, str],
    tops: Mapping[str, int],
) -> None:
    top, last = _top(sheet), len(sheet.columns) - 1
    _write_head(page, sheet, formats)
    rows = sheet.rows[: MOST_ROWS - top - 2]
    n_links = 0
    for number, row in enumerate(rows, start=top + 1):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            if isinstance(cell, Link) and n_links < MOST_LINKS:
                n_links += 1
                target = f"internal:'{names[cell.sheet]}'!A{tops[cell.sheet] + cell.row + 2}"
                page.write_url(number, place, target, formats["link"], _fitting(cell.text))
            else:
                value = cell.text if isinstance(cell, Link) else cell
                _put(page, number, place, value, formats[column.kind])
    bottom = top + max(1, len(rows))
    if len(rows) < len(sheet.rows):
        page.write_string(bottom + 1, 0, f"… {len(sheet.rows) - len(rows)}", formats["lead"])
    if rows and last:
        page.autofilter(top, 0, bottom, last)
    page.freeze_panes(top + 1, sheet.fixed)
    for place, column in enumerate(sheet.columns):
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices), "ignore_blank": True}
            page.data_validation(top + 1, place, bottom, place, rule)


def _write_head(page: Worksheet, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    top, last = _top(sheet), len(sheet.columns) - 1
    if sheet.lead:
        if last:
            page.merge_range(0, 0, 0, min(last, 7), sheet.lead, formats["lead"])
        else:
            page.write_string(0, 0, sheet.lead, formats["lead"])
        page.set_row(0, 15 * (1 + len(sheet.lead) // 110))
    for place, column in enumerate(sheet.columns):
        hidden = {"hidden": column.name in sheet.hidden}
        page.set_column(place, place, column.width, None, hidden)
        page.write_string(top, place, column.name, formats["head"])
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _put(page: Worksheet, row: int, place: int, value: Cell, form: Any) -> None:
    if value is None or value == "" or value != value:
        page.write_blank(row, place, None, form)
    elif isinstance(value, str):
        page.write_string(row, place, _fitting(value), form)
    else:
        page.write_number(row, place, value, form)


def _fitting(text: str) -> str:
    """Return a text as a cell can hold it."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 2]} …"
