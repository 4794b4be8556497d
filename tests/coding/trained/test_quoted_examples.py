import pytest

from evalmine.coding.codebook import parse_codebook
from evalmine.coding.trained.quoted_examples import quoted_texts, without_quotes

BOOK = """
name: korte
codes:
  - id: time
    name: {da: Tid}
    examples: {da: ["Timerne slap op før jul.", "Nej."], en: ["We had no hours left."]}
"""


@pytest.fixture(scope="module")
def book():
    return parse_codebook(BOOK)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("timerne  slap op - før jul", True),
        ("Det gik godt, men timerne slap op før jul, og så holdt vi.", True),
        ("slap op før jul", True),  # the example holds the text
        ("slap op", False),  # three words and fewer are no quote
        ("Nej", True),
        ("Nej, det gjorde vi ikke i år.", False),
        ("Vi timerne slap op før julen", False),
    ],
)
def test_a_text_is_quoted_in_whole_or_in_part(book, text, quoted):
    assert quoted_texts(book, [text]).tolist() == [quoted]


def test_only_examples_that_come_from_the_texts_are_left_out(book):
    left = without_quotes(book, ["Timerne slap op før jul", "nej"])
    assert left["time"].examples == {"da": (), "en": ("We had no hours left.",)}
    assert left.code_ids == book.code_ids
    assert without_quotes(book, ["noget andet"]) == book
