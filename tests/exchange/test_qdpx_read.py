"""Projects of other programs, built here after the standard, become human codings."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

import pytest

from evalmine.coding.codebook import parse_codebook
from evalmine.errors import InputError
from evalmine.exchange.human_files import read_human_codings
from evalmine.exchange.qdpx_project import read_qdpx_project
from evalmine.exchange.qdpx_read import read_qdpx

BOOK = parse_codebook("""
name: small
codes:
  - {id: trust, name: {da: Tillid, en: Trust}}
  - {id: own_time, name: {da: Egen tid}}
""")
TEXT = "Vi fik tillid til hinanden 😀. Der var ikke tid nok. Ledelsen bakkede os op hele vejen."
CODES = """
<Code guid="{C0}" name="Vilkår" isCodable="true"><Description>Rammer</Description>
  <Code guid="c1" name="tillid" isCodable="true"/><Code guid="C2" name="Egen tid"/></Code>
<Code guid="c3" name="Andet" isCodable="true"/>"""


def selection(quote, code, *, user="u1", text=TEXT, name=None):
    start = text.index(quote)
    return (
        f'<PlainTextSelection guid="s" name={quoteattr(quote if name is None else name)} '
        f'startPosition="{start}" endPosition="{start + len(quote)}" creatingUser="u1">'
        f'<Coding guid="k" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
    )


def source(*inside, guid="T1", path="internal://T1.txt", name="Svar 1", tag="TextSource"):
    return f'<{tag} guid="{guid}" name="{name}" plainTextPath="{path}">{"".join(inside)}</{tag}>'


def project(tmp_path, *sources, files=None, codes=CODES, head="", more="", origin="Test 1",
            name="project.qde", encoding="utf-8"):  # fmt: skip
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>{head}'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}">'
        '<Users><User guid="U1" name="Anne"/><User guid="u2" name="Bo"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        '<Cases><Case guid="ca" name="Projekt 7"><SourceRef targetGUID="t1"/></Case></Cases>'
        f"<Sources>{''.join(sources)}</Sources>{more}</Project>"
    )
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, xml.encode(encoding))
        for inside, content in (files or {"sources/T1.txt": TEXT.encode()}).items():
            archive.writestr(inside, content)
    return path


def codes_by_text(codings, coder="Anne"):
    return {c.text: sorted(c.codes) for c in codings if c.coder == coder}


FIRST, SECOND, THIRD = (
    "Vi fik tillid til hinanden 😀.", "Der var ikke tid nok.", "Ledelsen bakkede os op hele vejen."
)  # fmt: skip


def test_selections_become_coded_segments(tmp_path):
    path = project(tmp_path, source(selection("tillid", "c1"), selection("ikke tid nok. L", "c2")))
    codings = read_qdpx(path, codebook=BOOK)
    assert codes_by_text(codings) == {FIRST: ["trust"], SECOND: ["own_time"], THIRD: []}
    assert codings.code_ids == ("trust", "own_time")
    assert {c.project_id for c in codings} == {"Projekt 7"}


def test_a_selection_over_sentences_codes_those_it_covers_by_half(tmp_path):
    path = project(tmp_path, source(selection(TEXT[10:62], "c1")))  # into the third, under half
    assert codes_by_text(read_qdpx(path, codebook=BOOK)) == {
        FIRST: ["trust"], SECOND: ["trust"], THIRD: []
    }  # fmt: skip


def test_only_who_coded_in_a_text_has_read_it(tmp_path):
    other = source(selection("tillid", "c1", user="U2"), guid="t2", path="internal://t2.txt",
                   name="Svar 2")  # fmt: skip
    files = {"sources/T1.txt": TEXT.encode(), "sources/t2.txt": TEXT.encode()}
    codings = read_qdpx(
        project(tmp_path, source(selection("tid nok", "c2")), other, files=files), codebook=BOOK
    )
    assert {(c.coder, c.project_id) for c in codings} == {("Anne", "Projekt 7"), ("Bo", "Svar 2")}
    assert len(codings) == 6
    only = read_qdpx(tmp_path / "p.qdpx", codebook=BOOK, coders=["Bo"])
    assert only.coders == ("Bo",)
    assert any("codings by Anne left out" in remark for remark in only.remarks)


def test_machines_are_no_coders(tmp_path):
    path = project(tmp_path, source(selection("tillid", "c1", user="trained:lexical")))
    with pytest.raises(InputError, match="no codings that can be read"):
        read_qdpx(path, codebook=BOOK)


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), "sources/T1.txt"),
        (TEXT.encode("utf-16"), "Sources/t1.TXT"),
        (TEXT.encode(), "T1.txt"),
        (TEXT.encode(), "../../T1.txt"),
        (TEXT.encode(), "sources\\T1.txt"),
    ],
)
def test_a_source_is_read_wherever_and_however_it_is_stored(tmp_path, content, inside):
    path = project(tmp_path, source(selection("tillid", "c1")), files={inside: content})
    assert codes_by_text(read_qdpx(path, codebook=BOOK))[FIRST] == ["trust"]
    assert {p.name for p in tmp_path.iterdir()} == {"p.qdpx"}


def test_inline_text_another_name_and_encoding_of_the_project(tmp_path):
    inline = f"<PlainTextContent>{escape(TEXT)}</PlainTextContent>"
    path = project(tmp_path, source(inline, selection("tillid", "c1"), path=""),
                   name="Mit projekt.QDE", encoding="utf-16", files={"x": b""})  # fmt: skip
    assert codes_by_text(read_qdpx(path, codebook=BOOK))[FIRST] == ["trust"]


def test_text_of_a_pdf_lies_beside_it(tmp_path):
    text = source(selection("tillid", "c1"), tag="Representation", guid="r1", name="")
    path = project(tmp_path, f'<PDFSource guid="T1" name="R.pdf" path="internal://R.pdf">{text}'
                   '<PDFSelection guid="x" page="1"/></PDFSource>')  # fmt: skip
    codings = read_qdpx(path, codebook=BOOK)
    assert codes_by_text(codings)[FIRST] == ["trust"]
    assert "p.qdpx: not read: areas of PDF pages (1)" in codings.remarks


def test_codes_of_a_whole_text_count_only_where_it_is_short(tmp_path):
    whole = '<Coding guid="k" creatingUser="u1"><CodeRef targetGUID="c1"/></Coding>'
    codings = read_qdpx(project(tmp_path, source(whole)), codebook=BOOK)
    assert codes_by_text(codings) == {t: ["trust"] for t in (FIRST, SECOND, THIRD)}
    files = {"sources/T1.txt": (TEXT * 3).encode()}
    path = project(tmp_path, source(whole, selection("tid nok", "c2")), files=files)
    longer = read_qdpx(path, codebook=BOOK)
    assert all("trust" not in c.codes for c in longer)
    assert any("codes of the whole text left out (1)" in remark for remark in longer.remarks)


def test_without_a_codebook_the_projects_codes_are_the_codes(tmp_path):
    twice = CODES + '<Code guid="c4" name="Barrierer"><Code guid="c5" name="tillid"/></Code>'
    path = project(tmp_path, source(selection("tillid", "c1")), codes=twice)
    codings = read_qdpx(path)
    assert codings.code_ids == (
        "Vilkår", "Vilkår > tillid", "Egen tid", "Andet", "Barrierer", "Barrierer > tillid"
    )  # fmt: skip
    assert codes_by_text(codings)[FIRST] == ["Vilkår > tillid"]


def test_an_unknown_code_is_refused_or_left_out_with_a_remark(tmp_path):
    path = project(tmp_path, source(selection("tillid", "c1"), selection("Ledelsen", "c3")))
    with pytest.raises(InputError) as caught:
        read_qdpx(path, codebook=BOOK)
    assert str(caught.value) == (
        "p.qdpx: code 'Andet' is not in the codebook; the codes are trust, own_time; "
        "add it there, or leave out unknown codes"
    )
    codings = read_qdpx(path, codebook=BOOK, unknown_codes="leave_out")
    assert "p.qdpx: code 'Andet' left out (codings: 1)" in codings.remarks


def test_everything_that_is_lost_is_listed(tmp_path):
    path = project(
        tmp_path,
        source(selection("tillid", "c1"), selection("tid nok", "c9"),
               selection("Ledelsen", "c2", name="bakkede os op"),
               '<PlainTextSelection guid="s" startPosition="x"/>'),
        source(selection("tillid", "c1"), guid="t2", path="internal://t2.txt", name="Svar 2"),
        '<AudioSource guid="a" name="lyd"/>',
        more='<Notes><Note guid="n"/></Notes><Links><Link guid="l"/><Link guid="m"/></Links>',
    )  # fmt: skip
    losses = read_qdpx_project(path).losses
    assert losses == (
        "source 'Svar 1': a selection without positions",
        "source 'Svar 1': selection 52-60 moved to 61, to \"bakkede os op\"",
        "source 'Svar 1': a coding with a code that is not in the file",
        "source 'Svar 2': its plain text is not in the file (codings lost with it: 1)",
        "not read: sound recordings (1), links (2), memos (1)",
    )


def test_the_codebook_of_the_project_keeps_its_tree(tmp_path):
    codes = read_qdpx_project(project(tmp_path, source())).codes
    assert [c.path for c in codes] == [("Vilkår",), ("Vilkår", "tillid"), ("Vilkår", "Egen tid"),
                                       ("Andet",)]  # fmt: skip
    assert codes[0].description == "Rammer"


def test_users_with_one_name_are_kept_apart(tmp_path):
    path = project(tmp_path, source(selection("tillid", "c1"), selection("tid nok", "c2",
                                                                          user="u2")))  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("project.qde").decode().replace('name="Bo"', 'name="Anne" id="B"')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/T1.txt", TEXT)
    assert read_qdpx(path, codebook=BOOK).coders == ("Anne (B)", "Anne (u1)")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project SYSTEM "http://a.example/p.dtd">',
    ],
)
def test_a_project_with_a_dtd_is_refused(tmp_path, head):
    path = project(tmp_path, source(), head=head)
    with pytest.raises(InputError, match=r"p\.qdpx: its project\.qde has a DTD"):
        read_qdpx(path)


def test_control_characters_in_the_project_are_passed_over(tmp_path):
    path = project(
        tmp_path, source(selection("tillid", "c1")), more="<Description>\x02</Description>"
    )
    assert codes_by_text(read_qdpx(path, codebook=BOOK))[FIRST] == ["trust"]


def refusal(path):
    with pytest.raises(InputError) as caught:
        read_qdpx(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_project_is_refused_with_what_to_do(tmp_path):
    assert refusal(tmp_path / "nej.qdpx").endswith("nej.qdpx: does not exist: check the path")
    assert "is a folder" in refusal(tmp_path)
    (tmp_path / "x.qdpx").write_bytes(b"not a zip")
    assert refusal(tmp_path / "x.qdpx").startswith("x.qdpx: is not a readable .qdpx file")
    with zipfile.ZipFile(tmp_path / "y.qdpx", "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(tmp_path / "y.qdpx").startswith("y.qdpx: has no project.qde inside")
    with zipfile.ZipFile(tmp_path / "z.qdpx", "w") as archive:
        archive.writestr("project.qde", "<Project><Users></Project>")
    assert refusal(tmp_path / "z.qdpx").startswith("z.qdpx: its project.qde is not XML (line 1)")
    with zipfile.ZipFile(tmp_path / "w.qdpx", "w") as archive:
        archive.writestr("project.qde", "<CodeBook/>")
    assert "holds a CodeBook, not a Project" in refusal(tmp_path / "w.qdpx")
    uncoded = project(tmp_path, source())
    assert refusal(uncoded) == (
        "p.qdpx: has no codings that can be read: nobody has coded anything"
    )
    gone = project(tmp_path, source(selection("tillid", "c1")), files={"x": b""})
    assert "its plain text is not in the file (codings lost with it: 1)" in refusal(gone)


def test_a_project_and_a_table_become_one_list(tmp_path):
    path = project(tmp_path, source(selection("tillid", "c1"), selection("Ledelsen", "c3")))
    table = tmp_path / "Bo.csv"
    table.write_text("id,tekst,koder\n1,Tiden var vores egen.,Egen tid\n", encoding="utf-8")
    with pytest.raises(InputError, match="'Andet' is not in the codebook"):
        read_human_codings([path, table], codebook=BOOK)
    codings = read_human_codings([path, table], codebook=BOOK, unknown_codes="leave_out")
    assert codings.coders == ("Anne", "Bo")
    assert codings.code_ids == ("trust", "own_time")
