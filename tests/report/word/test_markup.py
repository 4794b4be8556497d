from __future__ import annotations

from xml.etree import ElementTree

import pytest

from evalmine.report.word import markup
from evalmine.report.word.markup import Cell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parsed(text):
    return ElementTree.fromstring(f"<x {markup.NAMESPACES}>{text}</x>")


def letters(root):
    return "".join(e.text or "" for e in root.iter(f"{W}t"))


@pytest.mark.parametrize("text", ["  to blanke  ", "<b>&amp;</b> \"citat\" 'x'", "🙂 Ω æøå"])
def test_text_comes_out_as_it_went_in(text):
    root = parsed(markup.run(text))
    assert letters(root) == text
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert next(root.iter(f"{W}t")).get(space) == "preserve"


def test_line_ends_and_tabs_are_words_own():
    tags = [e.tag.removeprefix(W) for e in parsed(markup.run("a\nb\tc\r\nd")).iter()][2:]
    assert tags == ["t", "br", "t", "tab", "t", "br", "t"]


def test_nothing_is_written_for_no_text():
    assert markup.run("") == ""


def test_a_field_shows_a_text_until_word_works_it_out():
    root = parsed(markup.field("SEQ Figur \\* ARABIC", "3"))
    kinds = [e.get(f"{W}fldCharType") for e in root.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert letters(root) == "3"


def test_properties_stand_in_the_order_of_the_format():
    made = markup.run("x", bold=True, italic=True, style="S", language="da-DK", no_proof=True)
    order = [e.tag.removeprefix(W) for e in parsed(made).find(f"{W}r/{W}rPr")]
    assert order == ["rStyle", "b", "i", "noProof", "lang"]
    made = markup.paragraph("", "S", keep_next=True, right=True, new_page=True)
    order = [e.tag.removeprefix(W) for e in parsed(made).find(f"{W}p/{W}pPr")]
    assert order == ["pStyle", "keepNext", "pageBreakBefore", "jc"]


def test_an_empty_cell_still_holds_a_paragraph():
    made = markup.table([], [[Cell(())]], style="T", text_style="S", widths=[100])
    assert parsed(made).find(f".//{W}tc/{W}p") is not None


def test_a_cell_too_few_is_noticed():
    with pytest.raises(ValueError, match="argument"):
        markup.table([], [[Cell(())]], style="T", text_style="S", widths=[100, 100])
