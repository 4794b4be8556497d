from evalmine.corpus.pdf_fragments import Fragment, PdfPage
from evalmine.corpus.pdf_layout import find_gutter, reading_order, without_furniture

WORDS = "en linje med så mange ord, at den fylder sin spalte"


def fragment(text, x0, y0, x1, size=10.0):
    return Fragment(text, x0, y0, x1, y0 + size)


def page(fragments, number=1):
    return PdfPage(number, 595, 842, tuple(fragments))


def column(x0, x1, n=10, top=700):
    return [fragment(f"{WORDS} {i}", x0, top - 13 * i, x1) for i in range(n)]


def test_columns_have_a_gutter_and_one_column_has_none():
    assert 290 < find_gutter(column(68, 292) + column(310, 533)) < 310
    assert find_gutter(column(68, 533)) is None


def test_the_short_cells_of_a_table_are_no_columns():
    cells = [fragment("Ledere", 68, 700 - 13 * i, 100) for i in range(8)]
    cells += [fragment("12 pct.", 310, 700 - 13 * i, 350) for i in range(8)]
    assert find_gutter(cells) is None


def test_three_columns_and_a_heading_across_them():
    across = [fragment("En overskrift på tværs af det hele", 60, 760, 540, 18)]
    columns = [column(60, 200), column(220, 360), column(380, 540)]
    strips = reading_order(page(columns[2] + columns[0] + across + columns[1]))
    assert [strip[0].x0 for strip in strips] == [60, 60, 220, 380]
    assert [len(strip) for strip in strips] == [1, 10, 10, 10]


def test_furniture_is_what_comes_back_at_the_same_height():
    pages = [
        page(
            [
                fragment("Fonden Eksempel", 60, 800, 160),
                fragment(f"Kapitel {'ABC'[n]}", 450, 800, 530),
                fragment(WORDS, 60, 700, 500),
                fragment("Fonden Eksempel", 60, 500, 160),
                fragment(str(n + 1), 290, 30, 300),
            ],
            n + 1,
        )
        for n in range(3)
    ]
    kept = [[f.text for f in p.fragments] for p in without_furniture(pages)]
    assert kept == [[WORDS, "Fonden Eksempel"]] * 3


def test_a_first_line_that_comes_once_is_kept():
    pages = [page([fragment(f"{word} {WORDS}", 60, 790, 500)], n) for n, word in enumerate("ab", 1)]
    assert without_furniture(pages) == pages
