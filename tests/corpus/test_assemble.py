from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.assemble import Parsed, Piece, build_document, page_of
from evalmine.corpus.text import normalize_text

PIECES = (
    Piece("Resumé", "heading", 1),
    Piece("Det gik godt, sagde de i går", "paragraph", 1, breaks=((2, 14),)),
    Piece("Mere tid", "bullet", 2),
    Piece("Mere ro", "bullet", 2),
    Piece("Til slut", "paragraph", 4),
)


def build(pieces=PIECES, n_pages=5, **options):
    return build_document(
        Parsed(tuple(pieces), n_pages),
        document_id="A1/document",
        project_id="A1",
        kind="document",
        source="a.pdf",
        **options,
    )


def test_blocks_cut_their_pieces_and_know_heading_and_page():
    document = build()
    expected = "Resumé\n\nDet gik godt, sagde de i går\n\nMere tid\nMere ro\n\nTil slut"
    assert document.text == expected
    cut = [document.text[b.start : b.end] for b in document.blocks]
    assert cut == [piece.text for piece in PIECES]
    assert {b.heading for b in document.blocks} == {"Resumé"}
    assert [b.page for b in document.blocks] == [1, 1, 2, 2, 4]


def test_pages_start_where_their_text_does_and_an_empty_page_where_the_next_one_does():
    document = build()
    starts = [document.text.index(word) for word in ("Resumé", "sagde", "Til slut", "Til slut")]
    assert document.pages == (*starts, len(document.text))
    assert page_of(document.pages, document.text.index("sagde") - 2) == 1
    assert page_of(document.pages, document.text.index("sagde")) == 2
    assert page_of(document.pages, document.text.index("Til slut")) == 4
    assert page_of((), 3) is None


def test_masking_moves_the_offsets_with_the_text():
    pieces = [Piece("Skriv til post@firma.example i dag"), Piece("Slut")]
    document = build(pieces, 0)
    assert document.text == "Skriv til [E-MAIL] i dag\n\nSlut"
    assert document.text[document.blocks[1].start :] == "Slut"
    assert "post@firma.example" in build(pieces, 0, mask=False).text


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["paragraph", "bullet"]))))
def test_any_pieces_give_a_normalized_text_that_blocks_cut(pieces):
    document = build([Piece(text, role) for text, role in pieces], 0, mask=False)
    cut = [document.text[b.start : b.end] for b in document.blocks]
    assert cut == [t for t in (normalize_text(text).strip() for text, _ in pieces) if t]
    assert normalize_text(document.text) == document.text
