"""What one cell of a table of human codings says."""

import pytest

from evalmine.coding.codebook import parse_codebook
from evalmine.coding.people.code_names import CodeNames
from evalmine.coding.people.coding_cells import codes_in_cell, mark

NAMES = CodeNames(
    parse_codebook("""
name: b
codes:
  - {id: lead, name: {da: "Ledere, der bakker op"}}
  - {id: trust, name: {da: Tillid}}
""")
)


def test_names_with_commas_may_stand_in_a_list_with_commas():
    assert codes_in_cell("Tillid, Ledere, der bakker op", NAMES, None) == {"lead", "trust"}
    assert codes_in_cell("Ledere, der bakker op,Tillid,", NAMES, None) == {"lead", "trust"}


@pytest.mark.parametrize(
    ("cell", "told"),
    [("Tillid, Leder", "'Leder'"), ("Tiltro, dertil", "'Tiltro, dertil'"), ("Tillit", "'tillid'")],
)
def test_what_is_no_code_is_named(cell, told):
    with pytest.raises(LookupError, match=told):
        codes_in_cell(cell, NAMES, None)


@pytest.mark.parametrize("cell", ["x", "X ", "xx", "1", 1.0, True, "ja", "Ja!", "✓", "(x)", "x?"])
def test_marks(cell):
    assert mark(cell) is True


@pytest.mark.parametrize(("cell", "said"), [("0", False), ("nej", False), ("-", False),
                                            ("2", None), ("?", None), ("", None)])  # fmt: skip
def test_what_is_no_mark(cell, said):
    assert mark(cell) is said
