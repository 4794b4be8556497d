import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from evalmine.corpus.assemble import build_document, page_of
from evalmine.corpus.pdf import read_pdf
from evalmine.errors import InputError
from evalmine.resources import resource_path

REPORTS = resource_path("corpora", "reports")


class Sheet:
    """Draws lines on A4 pages, top to bottom."""

    def __init__(self, path, **options):
        self.path = path
        self.canvas = canvas.Canvas(str(path), pagesize=(595, 842), invariant=1, **options)

    def lines(self, lines, *, x=70.0, y=740.0, size=10, font="Helvetica", pitch=13.0):
        self.canvas.setFont(font, size)
        for line in lines:
            self.canvas.drawString(x, y, line)
            y -= pitch
        return y

    def furniture(self, number):
        self.lines(["Evaluering af projektet"], y=805, size=8)
        self.lines([f"Side {number}"], y=30, size=8, x=290)

    def pieces(self):
        self.canvas.save()
        return [(p.role, p.text) for p in read_pdf(self.path).pieces]


@pytest.fixture
def sheet(tmp_path):
    return Sheet(tmp_path / "a.pdf")


FULL = "Medarbejderne fortæller, at de nye møder gør en forskel i hverdagen, og det"


def test_paragraphs_headings_bullets_and_hyphens(sheet):
    y = sheet.lines(["Resumé"], size=15, font="Helvetica-Bold")
    y = sheet.lines(
        [FULL, "er aften- og nattevagter sammen med TR-", "repræsentanten enige om for-"], y=y - 8
    )
    y = sheet.lines(["delene ved."], y=y)
    y = sheet.lines([FULL, "gælder alle."], y=y - 8)
    sheet.lines(["• Mere ro", "• Mere tid"], y=y - 8)
    assert sheet.pieces() == [
        ("heading", "Resumé"),
        (
            "paragraph",
            f"{FULL} er aften- og nattevagter sammen med TR-repræsentanten enige om fordelene ved.",
        ),
        ("paragraph", f"{FULL} gælder alle."),
        ("bullet", "• Mere ro"),
        ("bullet", "• Mere tid"),
    ]


def test_running_headers_and_page_numbers_are_left_out_and_pages_joined(sheet):
    for number, lines in enumerate(
        ([FULL, FULL], ["fortsætter på den næste side."], [FULL + "."]), 1
    ):
        sheet.furniture(number)
        sheet.lines(lines)
        sheet.canvas.showPage()
    assert sheet.pieces() == [
        ("paragraph", f"{FULL} {FULL} fortsætter på den næste side."),
        ("paragraph", FULL + "."),
    ]
    parsed = read_pdf(sheet.path)
    document = build_document(
        parsed, document_id="a", project_id="a", kind="document", source="a.pdf"
    )
    assert page_of(document.pages, document.text.index("fortsætter")) == 2
    assert page_of(document.pages, document.text.index("fortsætter") - 2) == 1
    assert [b.page for b in document.blocks] == [1, 3]


def test_two_columns_are_read_one_after_the_other(sheet):
    left = [f"venstre spalte linje {i} med nogle ord" for i in range(8)]
    right = [f"højre spalte linje {i} med nogle flere" for i in range(8)]
    sheet.lines(["En overskrift, der løber hen over begge spalter på hele siden"], size=16, x=70)
    for a, b, y in zip(left, right, range(700, 590, -13), strict=False):
        sheet.lines([a], y=y, x=70)
        sheet.lines([b], y=y, x=310)
    roles = sheet.pieces()
    assert roles[0][0] == "heading"
    assert " ".join(text for _, text in roles[1:]) == " ".join(left + right)


def test_tables_captions_and_footnotes(sheet):
    y = sheet.lines([FULL, FULL, FULL, FULL + ".", "Slut."])
    y = sheet.lines(["Tabel 1. Hvem var med"], y=y - 10, font="Helvetica-Bold", size=9)
    for cells in (
        ("Gruppe", "Antal", "Andel"),
        ("Ledere", "6", "12 pct."),
        ("Ansatte", "44", "88 pct."),
    ):
        for x, cell in zip((70, 200, 300), cells, strict=True):
            sheet.lines([cell], x=x, y=y, size=9)
        y -= 16
    sheet.lines(["1 Opgjort af projektet selv."], y=90, size=7.5)
    assert sheet.pieces()[-3:] == [
        ("table", "Tabel 1. Hvem var med"),
        ("table", "Gruppe | Antal | Andel\nLedere | 6 | 12 pct.\nAnsatte | 44 | 88 pct."),
        ("footnote", "1 Opgjort af projektet selv."),
    ]


def test_raised_footnote_numbers_are_left_out_but_not_those_of_square_meters(sheet):
    sheet.lines([FULL, FULL])
    x = 70.0
    for text, raised in (
        ("et hus på 90 m", False),
        ("2", True),
        (" er småt", False),
        ("1", True),
        (" for så mange.", False),
    ):
        size = 6 if raised else 10
        sheet.lines([text], x=x, y=718 if raised else 714, size=size)
        x += stringWidth(text, "Helvetica", size)
    assert sheet.pieces()[0][1].endswith(f"{FULL} et hus på 90 m2 er småt for så mange.")


def test_a_quote_box_and_who_said_it(sheet):
    y = sheet.lines([FULL, FULL + "."])
    y = sheet.lines(
        ["Jeg tør godt sige det højt nu, og", "det er nyt."],
        x=85,
        y=y - 10,
        font="Helvetica-Oblique",
    )
    y = sheet.lines(["— Medarbejder, bosted"], x=250, y=y - 3, size=8.5)
    sheet.lines([FULL + "."], y=y - 12)
    assert sheet.pieces()[1:3] == [
        ("quote", "Jeg tør godt sige det højt nu, og det er nyt."),
        ("footnote", "— Medarbejder, bosted"),
    ]


def test_a_contents_page_is_no_content(sheet):
    sheet.lines(["Indhold"], size=15, font="Helvetica-Bold")
    sheet.lines([f"{i} Kapitel {'.' * 60} {i + 2}" for i in range(1, 6)], y=700)
    sheet.canvas.showPage()
    sheet.lines([FULL + "."])
    roles = [role for role, _ in sheet.pieces()]
    assert set(roles[:-1]) == {"toc"}
    assert roles[-1] == "paragraph"


def test_a_picture_page_between_others_is_remarked(sheet):
    sheet.lines([FULL + "."])
    sheet.canvas.showPage()
    sheet.canvas.rect(100, 100, 300, 300, fill=1)
    sheet.canvas.showPage()
    sheet.lines(["Slut på rapporten."])
    sheet.canvas.save()
    parsed = read_pdf(sheet.path)
    reason = "has no text (a picture or a scan?): nothing is read from it"
    assert parsed.remarks == (("page 2", reason),)
    assert parsed.n_pages == 3


@pytest.mark.parametrize("name", ["AFT25-004", "AFT25-018", "AFT25-052"])
def test_the_sample_reports_come_back_as_they_were_written(name):
    import re

    path = REPORTS / f"{name}_ekstern-evaluering.pdf"
    source = (REPORTS / "source" / f"{path.stem}.md").read_text("utf-8").split("---\n", 2)[2]
    written = [" ".join(re.sub(r"\*\*?|\[\^\d+\]", "", p).split()) for p in source.split("\n\n")]
    wanted = [p for p in written if p and p[0].isalpha() and not p.startswith("Tabel")]
    read = {piece.text for piece in read_pdf(path).pieces}
    assert len(wanted) > 15
    assert [p for p in wanted if p not in read] == []


def test_reading_twice_gives_the_same():
    path = REPORTS / "AFT25-018_ekstern-evaluering.pdf"
    assert read_pdf(path) == read_pdf(path)


def test_a_scanned_pdf(sheet):
    sheet.canvas.rect(50, 50, 400, 600, fill=1)
    sheet.canvas.save()
    with pytest.raises(InputError) as error:
        read_pdf(sheet.path)
    assert str(error.value) == (
        "a.pdf: has no text layer: run OCR on it first (ocrmypdf does that), "
        "or ask for the original"
    )


def test_an_encrypted_pdf(tmp_path):
    sheet = Sheet(
        tmp_path / "a.pdf", encrypt=pdfencrypt.StandardEncryption("hemmelig", strength=128)
    )
    sheet.lines([FULL])
    sheet.canvas.save()
    with pytest.raises(InputError) as error:
        read_pdf(sheet.path)
    assert str(error.value) == "a.pdf: is password-protected: save a copy without a password"


def test_a_broken_pdf(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(InputError) as error:
        read_pdf(tmp_path / "a.pdf")
    assert str(error.value) == (
        "a.pdf: is not a readable PDF (damaged, or another format renamed): save it anew"
    )
