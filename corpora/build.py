"""Builds the sample survey exports from the hand-written sources: ``python corpora/build.py``.

Reads ``<corpus>/source/projects-*.yaml`` and writes ``selvevalueringer.xlsx`` and ``.csv`` with two
header rows, as survey tools make them.  The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

HERE = Path(__file__).resolve().parent
FACTS = {
    "id": "Projekt-id",
    "title": "Projekttitel",
    "organization": "Organisation",
    "pool": "Pulje",
    "level": "Projektniveau",
    "region": "Region",
    "sector": "Sektor",
    "organization_type": "Organisationstype",
    "n_employees": "Antal ansatte",
    "amount": "Bevilget beløb (kr.)",
    "start": "Startdato",
    "end": "Slutdato",
    "n_leaders": "Ledere nået",
    "n_staff": "Medarbejdere nået",
    "may_quote": "Må citeres",
}
OPEN = {
    "changes": "Hvilke konkrete forandringer har projektet ført til?",
    "learnings": "Hvad er jeres vigtigste læring fra projektet?",
    "worked": "Hvilke aktiviteter eller greb virkede bedst – og hvorfor?",
    "barriers": "Hvad har stået i vejen undervejs?",
    "anchoring": "Hvordan er projektet forankret og spredt?",
}
REWORDED = {2024: {"barriers": "Hvilke udfordringer har I mødt, og hvordan håndterede I dem?"}}
CLOSED = (
    "I hvilken grad har projektet styrket trivslen på arbejdspladsen?",
    "I hvilken grad har projektet givet jer et fælles sprog om trivsel?",
    "I hvilken grad er ledelsen blevet bedre til at understøtte trivsel?",
    "I hvilken grad bruger I projektets værktøjer i hverdagen?",
    "I hvilken grad forventer I, at forandringerne holder om et år?",
)
SCALE = {
    5: "I meget høj grad",
    4: "I høj grad",
    3: "I nogen grad",
    2: "I mindre grad",
    1: "Slet ikke",
    0: "Ved ikke",
    None: "",
}
LEVELS = {"Viden videre": "Formidlende organisation"}


def load_projects(folder: Path) -> list[dict[str, Any]]:
    """Return the projects of all source files, in the order of their ids."""
    projects: list[dict[str, Any]] = []
    for path in sorted(folder.glob("projects-*.yaml")):
        projects += yaml.safe_load(path.read_text(encoding="utf-8"))
    ids = [p["id"] for p in projects]
    if len(set(ids)) != len(ids):
        raise SystemExit(f"{folder}: a project id is used twice")
    return sorted(projects, key=lambda p: str(p["id"]))


def row_of(project: dict[str, Any]) -> list[Any]:
    """Return the cells of one project: facts, open answers, closed answers."""
    facts = {
        **project,
        "level": LEVELS.get(project["pool"], "Deltagende arbejdsplads"),
        "may_quote": "Ja" if project["may_quote"] else "Nej",
    }
    answers = [project["answers"].get(key) or "" for key in OPEN]
    return [facts[key] for key in FACTS] + answers + [SCALE[v] for v in project["closed"]]


def headers(year: int) -> tuple[list[tuple[str, int]], list[str]]:
    """Return the group header (name, number of columns) and the question header."""
    questions = {**OPEN, **REWORDED.get(year, {})}
    groups = [
        ("Projektoplysninger", len(FACTS)),
        ("Åbne spørgsmål", len(OPEN)),
        ("Lukkede spørgsmål", len(CLOSED)),
    ]
    return groups, [*FACTS.values(), *questions.values(), *CLOSED]


def write_csv(path: Path, year: int, rows: list[list[Any]]) -> None:
    """Write a ;-separated cp1252 file with decimal commas; emoji become "?", as in the tools."""
    groups, names = headers(year)
    top = [cell for name, n in groups for cell in [name] + [""] * (n - 1)]
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_MINIMAL)
        writer.writerows([top, names, *([danish(cell) for cell in row] for row in rows)])


def danish(cell: object) -> str:
    """Return the cell as a Danish survey tool writes it."""
    if isinstance(cell, float):
        return f"{cell:,.2f}".translate(str.maketrans(",.", ".,"))
    return cell.strftime("%d-%m-%Y") if isinstance(cell, dt.date) else str(cell)


def write_xlsx(path: Path, year: int, rows: list[list[Any]]) -> None:
    """Write a workbook with merged group headers, real dates and numbers."""
    groups, names = headers(year)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": path.stem, "created": dt.datetime(2025, 12, 1)})
    sheet = book.add_worksheet("Besvarelser")
    bold = book.add_format({"bold": True, "align": "center"})
    date, money = (book.add_format({"num_format": f}) for f in ("dd-mm-yyyy", "#,##0.00"))
    first = 0
    for name, n in groups:
        sheet.merge_range(0, first, 0, first + n - 1, name, bold)
        first += n
    sheet.write_row(1, 0, names)
    for y, row in enumerate(rows, start=2):
        for x, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(y, x, dt.datetime.combine(cell, dt.time()), date)
            elif cell != "":
                sheet.write(y, x, cell, money if isinstance(cell, float) else None)
    book.close()


def build(folder: Path, year: int) -> None:
    """Build both exports of one year and say how large they are."""
    rows = [row_of(project) for project in load_projects(folder / "source")]
    write_xlsx(folder / "selvevalueringer.xlsx", year, rows)
    write_csv(folder / "selvevalueringer.csv", year, rows)
    words = sum(len(str(cell).split()) for row in rows for cell in row[len(FACTS) : -len(CLOSED)])
    print(f"{folder.name}: {len(rows)} projects, {words} words in open answers")


if __name__ == "__main__":
    for year in (2024, 2025):
        if any((HERE / f"aftryk-{year}" / "source").glob("projects-*.yaml")):
            build(HERE / f"aftryk-{year}", year)
