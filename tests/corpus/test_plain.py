import pytest

from evalmine.corpus.plain import read_plain
from evalmine.errors import InputError


def pieces(tmp_path, name, text, encoding="utf-8"):
    (tmp_path / name).write_bytes(text.encode(encoding))
    return [(p.role, p.text) for p in read_plain(tmp_path / name).pieces]


def test_text_keeps_its_lines_and_parts_at_blank_ones(tmp_path):
    text = (
        "Resumé\n======\n\nEt afsnit\npå to linjer.\n\n"
        "- Mere ro\n- Mere tid\n  på to linjer\n\nSlut."
    )
    assert pieces(tmp_path, "a.txt", text, "cp1252") == [
        ("heading", "Resumé"),
        ("paragraph", "Et afsnit\npå to linjer."),
        ("bullet", "- Mere ro"),
        ("bullet", "- Mere tid\n  på to linjer"),
        ("paragraph", "Slut."),
    ]


def test_markdown_says_what_a_piece_is(tmp_path):
    text = (
        "---\ntitle: x\n---\n# Læring\nFørste **vigtige** afsnit\nmed [henvisning](u).[^1]\n\n"
        "> Jeg *tør* nu.\n> Det er nyt.\n\n* Mere ro\n* Mere `tid`\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n[^1]: En note.\n\n---\n\n```\nkode\n```\n\n"
        "Barrierer\n---------\n\nsnake_case_ord og 2 * 3 * 4\n"
    )
    assert pieces(tmp_path, "a.md", text) == [
        ("heading", "Læring"),
        ("paragraph", "Første vigtige afsnit med henvisning."),
        ("quote", "Jeg tør nu. Det er nyt."),
        ("bullet", "* Mere ro"),
        ("bullet", "* Mere tid"),
        ("table", "A | B\n1 | 2"),
        ("footnote", "En note."),
        ("heading", "Barrierer"),
        ("paragraph", "snake_case_ord og 2 * 3 * 4"),
    ]


def test_html_without_its_scaffold(tmp_path):
    text = (
        "<html><head><title>x</title></head><body><nav>Menu</nav><h1>Læring</h1>"
        "<p>Et <b>vigtigt</b>\n afsnit<br>på to linjer<!-- skjult --></p><ul><li>Mere ro</li>"
        "<li><p>Mere tid</p></li></ul><blockquote>Jeg tør nu</blockquote>løs tekst"
        "<table><tr><th>A</th><td>1</td></tr></table><script>var x</script>"
        "<footer>Fonden</footer></body></html>"
    )
    assert pieces(tmp_path, "a.html", text) == [
        ("heading", "Læring"),
        ("paragraph", "Et vigtigt afsnit\npå to linjer"),
        ("bullet", "Mere ro"),
        ("bullet", "Mere tid"),
        ("quote", "Jeg tør nu"),
        ("paragraph", "løs tekst"),
        ("table", "A | 1"),
    ]


def test_html_says_its_encoding(tmp_path):
    text = "<meta charset='iso-8859-1'><p>Fælles sprog på øen</p>"
    assert pieces(tmp_path, "a.htm", text, "latin-1") == [("paragraph", "Fælles sprog på øen")]


def test_broken_html_is_read_all_the_same(tmp_path):
    assert pieces(tmp_path, "a.html", "<p>Et<p>To <b>tre") == [
        ("paragraph", "Et"),
        ("paragraph", "To tre"),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.rtf", "a.rtf: .rtf files are not read: save it as .docx, .pdf or .txt"),
        (
            "a.doc",
            "a.doc: is in the old Word format: open it in Word or LibreOffice and save it as .docx",
        ),
    ],
)
def test_other_formats_say_what_to_do(tmp_path, name, message):
    (tmp_path / name).write_text("x", "utf-8")
    with pytest.raises(InputError) as error:
        read_plain(tmp_path / name)
    assert str(error.value) == message
