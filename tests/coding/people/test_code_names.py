import pytest

from evalmine.coding.codebook import load_codebook, parse_codebook
from evalmine.coding.people.code_names import CodeNames


@pytest.mark.parametrize("name", ["wellbeing", "oecd_dac"])
def test_every_id_and_name_of_a_built_in_codebook_is_its_code(name):
    book = load_codebook(name)
    names = CodeNames(book)
    for code in book.assignable:
        for written in (code.id, code.id.upper(), *code.name.values(), f"x ({code.id})"):
            assert names.find(written) == code.id
        assert names.is_code(f" {code.id} ")


def test_an_id_is_never_taken_for_another_codes_name():
    book = parse_codebook(
        "name: x\ncodes: [{id: time, name: Pace}, {id: pace, name: {da: Tid, en: Time}}]"
    )
    names = CodeNames(book)
    assert (names.find("time"), names.find("Pace"), names.find("tid")) == ("time", "pace", "pace")


def test_what_says_that_no_code_applies():
    book = parse_codebook("name: x\ncodes: [{id: none, name: Nobody}, {id: a, name: A}]")
    given, free = CodeNames(book), CodeNames()
    for said in ("-", "Ingen kode passer", "no code fits"):
        assert given.says_none(said)
        assert free.says_none(said)
    assert given.says_none("ingen")
    assert not given.says_none("none")  # it is a code of this codebook
    assert not free.says_none("none")


def test_without_a_codebook_spellings_are_one_code():
    names = CodeNames()
    assert [names.find(n) for n in ("God  idé", "god idé", "B")] == ["God idé", "God idé", "B"]
    assert names.code_ids == ("B", "God idé")


def test_an_unknown_name_gets_the_nearest_or_the_list():
    names = CodeNames(load_codebook("oecd_dac"))
    assert names.find("relevans!") == ""
    assert "did you mean" in names.hint("relevanc")
    many = CodeNames(load_codebook("wellbeing")).hint("qqqqqq")
    assert many.startswith("; the codes are shared_language, ")
    assert many.endswith("and 13 more")
