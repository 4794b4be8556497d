"""Which column of a table of human codings is what."""

import pandas as pd

from evalmine.coding.codebook import parse_codebook
from evalmine.coding.people.code_names import CodeNames
from evalmine.coding.people.coding_columns import find_columns

NAMES = CodeNames(parse_codebook("name: b\ncodes:\n  - {id: trust, name: {da: Tillid}}"))


def columns_of(**cells):
    return find_columns(pd.DataFrame(cells), NAMES, {}, None, "k.csv")


def test_the_column_with_most_words_holds_the_texts():
    found = columns_of(fil=["x" * 90] * 2, udtalelse=["Vi stoler på dem.", "Nej."], koder=["", ""])
    assert found.text == "udtalelse"


def test_long_ids_are_no_texts():
    assert columns_of(fil=["besvarelse-0001-endelig"] * 2, koder=["Tillid", ""]).text == ""
    assert columns_of(fil=["", ""], koder=["Tillid", ""]).text == ""


def test_koder_holds_codes_or_who_coded():
    assert columns_of(tekst=["a"], koder=["Tillid"]).codes == ("koder",)
    assert columns_of(tekst=["a"], koder=["Anne"], Tillid=["x"]).coder == "koder"
