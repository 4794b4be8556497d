from evalmine.corpus.pdf_fragments import Fragment
from evalmine.corpus.pdf_layout import Line
from evalmine.corpus.pdf_tables import table_spans, table_text


def line(y, *cells):
    made = tuple(Fragment(text, x0, y, x1, y + 10) for text, x0, x1 in cells)
    text = " ".join(cell.text for cell in made)
    return Line(text, made[0].x0, y, made[-1].x1, y + 10, 0, 0, 1, made, 60, 400)


TABLE = [
    line(700, ("Gruppe", 60, 100), ("Antal", 200, 230)),
    line(683, ("Ledere og mellem-", 60, 160), ("6", 200, 206)),
    line(672, ("ledere", 60, 100)),
    line(655, ("Ansatte", 60, 105), ("44", 200, 212)),
]


def test_a_table_with_a_wrapped_cell():
    before = line(730, ("En almindelig linje, der fylder hele spalten", 60, 400))
    after = line(630, ("Endnu en almindelig linje, der fylder spalten", 60, 400))
    assert table_spans([before, *TABLE, after]) == [(1, 5)]
    assert table_text(TABLE) == "Gruppe | Antal\nLedere og mellemledere | 6\nAnsatte | 44"


def test_wide_gaps_of_justified_lines_are_no_table():
    lines = [
        line(700, ("ord", 60, 120), ("og flere ord", 140, 400)),
        line(687, ("mange ord på linjen", 60, 250), ("til sidst", 270, 400)),
    ]
    assert table_spans(lines) == []


def test_a_line_of_contents_is_no_table():
    lines = [
        line(700 - 13 * i, (f"Kapitel {i} .......", 60, 300), ("4", 380, 390)) for i in range(4)
    ]
    assert table_spans(lines) == []
