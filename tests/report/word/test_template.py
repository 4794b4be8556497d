from __future__ import annotations

import io
import zipfile

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from sample_outline import sample

from evalmine.errors import ConfigError
from evalmine.report.word import render_docx


@pytest.fixture
def render(read_docx):
    def make(template):
        made = sample()
        return read_docx(render_docx(made.outline, documents=made.documents, template=template))

    return make


def rewritten(content, changes):
    """Return a zip with some of its members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for before, after in changes.get(name, ()):
                assert before in data
                data = data.replace(before, after)
            new.writestr(name, data)
    return out.getvalue()


def test_the_report_takes_the_place_of_the_placeholder(render, template):
    def cover(document):
        document.add_paragraph("Fondens forside")
        document.add_paragraph("{{evalmine}}")
        document.add_paragraph("Kolofon")

    texts = [p.text for p in render(template(cover)).paragraphs]
    assert texts[0] == "Fondens forside"
    assert texts[1] == sample().outline.title
    assert texts[-1] == "Kolofon"
    assert "{{evalmine}}" not in texts


def test_a_placeholder_that_word_split_into_runs_is_found(render, template):
    def split(document):
        paragraph = document.add_paragraph()
        for part in ("{{", "eval", "mine}}"):
            paragraph.add_run(part)
        document.add_paragraph("Til sidst")

    texts = [p.text for p in render(template(split)).paragraphs]
    assert texts[0] == sample().outline.title
    assert texts[-1] == "Til sidst"


def test_a_bookmark_called_evalmine_is_a_place_too(render, template):
    def marked(document):
        document.add_paragraph("Forside")
        paragraph = document.add_paragraph("Bagside")
        names = nsdecls("w")
        mark = f'<w:bookmarkStart {names} w:id="7" w:name="Evalmine"/>'
        paragraph._p.insert(0, parse_xml(mark))
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {names} w:id="7"/>'))

    read = render(template(marked))
    texts = [p.text for p in read.paragraphs]
    assert (texts[0], texts[1], texts[-1]) == ("Forside", sample().outline.title, "Bagside")
    ids = [
        e.get(e.tag.replace("bookmarkStart", "id"))
        for e in read.body.iter()
        if "bookmarkStart" in str(e.tag)
    ]
    assert len(ids) == len(set(ids))


def test_without_a_place_the_report_follows_on_a_new_page(render, template):
    read = render(template(lambda d: d.add_paragraph("Brev til bestyrelsen")))
    assert read.paragraphs[0].text == "Brev til bestyrelsen"
    assert 'w:br w:type="page"' in read.paragraphs[1]._p.xml
    assert read.paragraphs[2].text == sample().outline.title


def test_the_clients_styles_are_left_as_they_are(render, template):
    def styled(document):
        heading = document.styles["Heading 1"]
        heading.font.color.rgb, heading.font.size = RGBColor(200, 0, 90), Pt(33)
        own = document.styles.add_style("Evalmine Citatkilde", WD_STYLE_TYPE.PARAGRAPH)
        own.font.size = Pt(7)

    styles = render(template(styled)).document.styles
    assert str(styles["Heading 1"].font.color.rgb) == "C8005A"
    assert styles["Heading 1"].font.size == Pt(33)
    assert styles["Evalmine Citatkilde"].font.size == Pt(7)


def test_styles_that_are_missing_are_added_without_our_colors(render, template):
    def bare(document):
        for name in ("Heading 3", "Quote", "Intense Quote", "Caption", "List Bullet", "Subtitle"):
            element = document.styles[name].element
            element.getparent().remove(element)

    read = render(template(bare))
    assert read.styled("Intense Quote")
    assert read.styled("List Bullet")
    assert read.document.styles["Heading 3"].font.color.rgb is None
    assert "w:numPr" in read.document.styles["List Bullet"].element.xml


def test_a_template_whose_style_names_have_other_capitals_is_understood(render, template):
    content = rewritten(
        template(),
        {"word/styles.xml": [(b'w:name w:val="heading 1"', b'w:name w:val="Heading 1"')]},
    )
    names = [s.name for s in render(content).document.styles]
    assert names.count("Heading 1") == 1


def test_header_and_footer_of_the_client_stay(render, template):
    def edges(document):
        document.sections[0].header.paragraphs[0].text = "Fonden"
        document.sections[0].footer.paragraphs[0].text = "Fortroligt"

    section = render(template(edges)).document.sections[0]
    assert section.header.paragraphs[0].text == "Fonden"
    assert [p.text for p in section.footer.paragraphs] == ["Fortroligt"]


def test_figures_and_tables_fit_between_the_clients_margins(render, template):
    def narrow(document):
        section = document.sections[0]
        section.page_width, section.left_margin, section.right_margin = Mm(150), Mm(30), Mm(30)

    read = render(template(narrow))
    room = Mm(150) - 2 * Mm(30)
    assert all(shape.width <= room for shape in read.document.inline_shapes)
    widths = [
        sum(int(c.get(c.tag.replace("gridCol", "w"))) for c in t._tbl.tblGrid)
        for t in read.document.tables
    ]
    assert max(widths) * 635 <= room


def test_the_same_template_gives_the_same_bytes(template):
    made, content = sample(), template(lambda d: d.add_paragraph("{{evalmine}}"))
    first, second = (
        render_docx(made.outline, documents=made.documents, template=content) for _ in range(2)
    )
    assert first == second


def test_a_path_is_as_good_as_bytes(render, template, tmp_path):
    path = tmp_path / "skabelon.docx"
    path.write_bytes(template(lambda d: d.add_paragraph("{{evalmine}}")))
    assert render(path).paragraphs[0].text == sample().outline.title


DAMAGED = "is not a Word document that can be read: open it in Word and save it again as .docx"


def test_what_cannot_be_a_template_is_told_in_one_line(render, template, tmp_path):
    word = template()
    main = b"wordprocessingml.document.main+xml"
    types = "[Content_Types].xml"
    dotx = rewritten(word, {types: [(main, b"wordprocessingml.template.main+xml")]})
    macro = rewritten(
        word,
        {
            types: [
                (
                    b"vnd.openxmlformats-officedocument." + main,
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                )
            ]
        },
    )
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("a.txt", "a")
    files = {
        "a.dotx": (
            dotx,
            "is a Word template (.dotx): open it in Word and save it as a document (.docx)",
        ),
        "a.docm": (
            macro,
            "holds macros (.docm or .dotm): save it as a document without macros (.docx)",
        ),
        "a.doc": (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "is an old .doc file, or protected by a password: save it as .docx without one",
        ),
        "half.docx": (word[: len(word) // 2], DAMAGED),
        "text.docx": (b"Hej", DAMAGED),
        "empty.docx": (b"", DAMAGED),
        "other.docx": (zipped.getvalue(), DAMAGED),
    }
    for name, (content, told) in files.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ConfigError) as error:
            render(path)
        assert str(error.value) == f"{name} {told}"


def test_a_package_without_its_document_is_told_in_one_line(render, template):
    broken = rewritten(template(), {"word/document.xml": [(b"<w:body>", b"<w:bo")]})
    with pytest.raises(ConfigError, match=r"^the template is not a Word document that can be read"):
        render(broken)


def test_a_template_that_is_not_there_says_so(render, tmp_path):
    with pytest.raises(ConfigError, match=r"skabelon\.docx: the template cannot be read \(No such"):
        render(tmp_path / "skabelon.docx")


def test_a_placeholder_in_a_table_or_a_header_says_where_it_must_stand(render, template):
    def in_table(document):
        document.add_table(1, 1).cell(0, 0).text = "{{evalmine}}"

    def in_header(document):
        document.sections[0].header.paragraphs[0].text = "{{evalmine}}"

    for change in (in_table, in_header, lambda d: d.add_paragraph("Her: {{evalmine}}")):
        with pytest.raises(ConfigError, match="put it in a paragraph of its own"):
            render(template(change))


def test_a_style_of_another_kind_is_named(render, template):
    def odd(document):
        element = document.styles["Quote"].element
        element.getparent().remove(element)
        document.styles.add_style("Quote", WD_STYLE_TYPE.CHARACTER)

    told = "the template's style 'Quote' is a character style and must be a paragraph style"
    with pytest.raises(ConfigError, match=told):
        render(template(odd))
