import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from evalmine.corpus.docx import read_docx
from evalmine.errors import InputError
from evalmine.resources import resource_path

W = nsdecls("w")
LONG = "Vi lærte, at man skal spørge de folk, det handler om, " * 3


@pytest.fixture
def word():
    return docx.Document()


def pieces(word, tmp_path):
    word.save(str(tmp_path / "a.docx"))
    return [(p.role, p.text) for p in read_docx(tmp_path / "a.docx").pieces]


def test_styles_say_what_a_piece_is(word, tmp_path):
    word.sections[0].header.paragraphs[0].text = "Fonden Eksempel"
    word.add_paragraph("Slutrapport", style="Title")
    word.add_heading("Resumé", level=1)
    word.add_paragraph("Det gik godt.")
    word.add_paragraph("Mere ro", style="List Bullet")
    word.add_paragraph("Mere tid", style="List Number")
    word.add_paragraph("Jeg tør nu.", style="Quote")
    word.add_paragraph("— Leder, plejehjem")
    word.add_paragraph("")
    word.add_paragraph().add_run("Barrierer").bold = True
    assert pieces(word, tmp_path) == [
        ("heading", "Slutrapport"),
        ("heading", "Resumé"),
        ("paragraph", "Det gik godt."),
        ("bullet", "Mere ro"),
        ("bullet", "Mere tid"),
        ("quote", "Jeg tør nu."),
        ("footnote", "— Leder, plejehjem"),
        ("heading", "Barrierer"),
    ]


def test_a_style_that_builds_on_a_heading_is_one(word, tmp_path):
    style = word.styles.add_style("Kapitel", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Heading 2"]
    word.add_paragraph("Læring", style="Kapitel")
    assert pieces(word, tmp_path) == [("heading", "Læring")]


def test_a_table_is_one_piece_and_merged_cells_come_once(word, tmp_path):
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Antal"
    table.cell(1, 0).text, table.cell(1, 1).text = "Ledere", "6"
    assert pieces(word, tmp_path) == [("table", "Antal\nLedere | 6")]


def test_a_form_is_read_cell_by_cell(word, tmp_path):
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Hvad lærte I?", LONG
    table.cell(1, 0).text, table.cell(1, 1).text = "Hvad stod i vejen?", "Tid"
    assert pieces(word, tmp_path) == [
        ("heading", "Hvad lærte I?"),
        ("paragraph", LONG),
        ("heading", "Hvad stod i vejen?"),
        ("paragraph", "Tid"),
    ]


def test_inserted_text_is_read_and_deleted_text_is_not(word, tmp_path):
    paragraph = word.add_paragraph("Vi blev ")
    for tag, text in (("ins", "<w:t>enige</w:t>"), ("del", "<w:delText>uenige</w:delText>")):
        xml = f'<w:{tag} {W} w:id="1" w:author="x"><w:r>{text}</w:r></w:{tag}>'
        paragraph._p.append(parse_xml(xml))
    assert pieces(word, tmp_path) == [("paragraph", "Vi blev enige")]


def test_line_breaks_and_hard_hyphens(word, tmp_path):
    run = word.add_paragraph("TR").add_run()
    run._r.append(parse_xml(f"<w:noBreakHyphen {W}/>"))
    run.add_text("møde")
    run.add_break()
    run.add_text("hver uge")
    assert pieces(word, tmp_path) == [("paragraph", "TR-møde\nhver uge")]


def test_a_table_of_contents_is_no_content(word, tmp_path):
    xml = (
        f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Resumé 3</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    word.element.body.insert(0, parse_xml(xml))
    assert pieces(word, tmp_path) == [("toc", "Resumé 3")]


def test_a_sample_report_with_footnotes_quotes_and_tables():
    path = resource_path("corpora", "reports", "AFT25-031_ekstern-evaluering.docx")
    found = read_docx(path).pieces
    roles = [piece.role for piece in found]
    assert roles.count("quote") == 3
    assert roles.count("table") == 2  # caption and cells
    assert sum(role == "heading" for role in roles) == 12
    note = next(i for i, piece in enumerate(found) if piece.role == "footnote")
    assert found[note - 1].role in ("paragraph", "quote", "bullet")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "a.docx: is password-protected or an old .doc: save it as .docx without a password",
        ),
        (
            b"PK\x03\x04 nonsense",
            "a.docx: is not a readable Word document (damaged, or another format renamed): "
            "save it anew",
        ),
    ],
)
def test_bad_files_say_what_to_do(tmp_path, content, message):
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(InputError) as error:
        read_docx(tmp_path / "a.docx")
    assert str(error.value) == message


def test_a_workbook_renamed_is_no_word_document(tmp_path):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.docx")
    with pytest.raises(InputError, match="is not a readable Word document"):
        read_docx(tmp_path / "a.docx")
