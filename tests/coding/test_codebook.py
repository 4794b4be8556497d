import pytest

from evalmine.coding.codebook import (
    Codebook,
    check_codebook,
    list_codebooks,
    load_codebook,
    parse_codebook,
    save_codebook,
)
from evalmine.errors import CodebookError

SMALL = """
name: small
version: 1.10
codes:
  - id: trust
    name: {da: Tillid, no: Tillit}
    definition: {da: "Man stoler på hinanden."}
    headlines: {change: {da: "Tilliden vokser"}}
  - id: group
    name: Gruppe
    assignable: false
  - id: open_talk
    name: {en: Open talk}
    parent: trust
    include: {da: "Man siger det højt"}
"""


def message(text):
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, source="min.yaml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def one_code(line, head="name: x"):
    return f"{head}\ncodes:\n  - id: a\n    name: {{da: A}}\n    {line}\n"


BAD = {
    "codes: [": "min.yaml: line 1: it is not YAML (expected the node content, but found '<stream "
    "end>'); check the indentation, and put quotes around text with ': ' or '#'",
    "Fælles sprog": "min.yaml: it is not a codebook; start with 'name: my_codebook' and a list "
    "under 'codes:'",
    "": "min.yaml: it is not a codebook; start with 'name: my_codebook' and a list under 'codes:'",
    "name: x\ncodes: []": "min.yaml: there are no codes: add at least one under 'codes:'",
    "name: x\ncodes:": "min.yaml: there are no codes: add at least one under 'codes:'",
    "name: x": "min.yaml: the field 'codes' is missing; add it",
    "codes: [{id: a, name: A}]": "min.yaml: the field 'name' is missing; add it",
    "name: x\ncode: []\ncodes: [{id: a, name: A}]": "min.yaml: unknown field 'code'; did you mean "
    "'codes'?",
    "name: x\nname: y\ncodes: []": "min.yaml: line 2: 'name' is written twice; keep one of them",
    "name: x\ncodes: [{id: a}]": "min.yaml, code 'a': the field 'name' is missing; add it",
    "name: x\ncodes: [{name: A}]": "min.yaml, code no. 1: the field 'id' is missing; add it",
    "name: x\ncodes: [{id: a, name: ''}]": "min.yaml, code 'a': name: it is empty: give the code "
    "a name, such as {da: Fælles sprog}",
    "name: x\ncodes: [{id: a b, name: A}]": "min.yaml, code 'a b': id: 'a b' is not an id: use "
    "letters, digits and _ . : - only",
    "name: x\ncodes: [{id: a, name: A}, {id: a, name: B}]": "min.yaml, code 'a': the id is used "
    "twice; rename one of them",
    "name: x\nlanguages: [da, en]\ncodes: [{id: a, name: {da: A}}]": "min.yaml, code 'a': it has "
    "no name in 'en'; add one, or take 'en' out of 'languages'",
    "name: x\ncodes: [{id: a, name: A, parent: c}, {id: trust, name: C, parent: a}]": "min.yaml, "
    "code 'a': parent 'c' is not a code; add that code or leave it out",
    "name: x\ncodes: [{id: a, name: A, parent: trus}, {id: trust, name: C}]": "min.yaml, "
    "code 'a': parent 'trus' is not a code; did you mean 'trust'?",
    "name: x\ncodes: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]": "min.yaml, "
    "code 'a': the parents go in a circle (a > b > a); take one 'parent' out",
    one_code("defintion: {da: Noget}"): "min.yaml, code 'a': unknown field 'defintion'; "
    "did you mean 'definition'?",
    one_code("aspects: [mecanism]"): "min.yaml, code 'a': aspects: 'mecanism' is not an aspect; "
    "did you mean 'mechanism'?",
    one_code("definition: {danish: Noget}"): "min.yaml, code 'a': definition: 'danish' is not a "
    "language code: write da, en, nb or sv",
    one_code("color: blue"): "min.yaml, code 'a': color: 'blue' is not a color: write it as "
    "'#1f77b4'",
    one_code("threshold: 2"): "min.yaml, code 'a': threshold: input should be less than or equal "
    "to 1, not '2'",
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_file_gets_one_line_with_file_code_and_remedy(text):
    assert message(text) == BAD[text]


def test_an_unknown_name_lists_what_is_built_in():
    with pytest.raises(CodebookError) as caught:
        load_codebook("welbeing")
    assert str(caught.value) == (
        "welbeing: no codebook has that name; did you mean 'wellbeing'? "
        "Built in: oecd_dac, wellbeing"
    )
    with pytest.raises(CodebookError, match=r"name a \.yaml file, or one that is built in"):
        load_codebook("zzz")


def test_paths_that_cannot_be_read(tmp_path):
    with pytest.raises(CodebookError, match="there is no such file; check the path"):
        load_codebook(tmp_path / "ukendt.yaml")
    with pytest.raises(CodebookError, match="it is a folder"):
        load_codebook(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: fælles".encode("cp1252"))
    with pytest.raises(CodebookError, match=r"latin\.yaml: it is not UTF-8; save it again"):
        load_codebook(latin)


def test_scalars_stay_as_they_were_written():
    book = parse_codebook(SMALL)
    assert book.version == "1.10"
    assert book["trust"].name_in("no") == "Tillit"
    assert book["open_talk"].include == {"da": ("Man siger det højt",)}


def test_names_fall_back_to_the_nearest_language():
    book = parse_codebook(SMALL)
    assert book["trust"].name_in("sv") == "Tillid"
    assert book["open_talk"].name_in("da") == "Open talk"
    assert book["group"].name_in("en") == "Gruppe"
    assert book["open_talk"].definition_in("da") == ""
    assert book["trust"].headline_in("change", "en") == "Tilliden vokser"
    assert book["trust"].headline_in("barrier") == ""
    assert book.title_in("da") == "small"


def test_parents_children_and_groups():
    book = parse_codebook(SMALL)
    assert book.code_ids == ("trust", "open_talk")
    assert [c.id for c in book.children()] == ["trust", "group"]
    assert [c.id for c in book.children("trust")] == ["open_talk"]
    assert [c.id for c in book.parents("open_talk")] == ["trust"]
    assert "group" in book
    assert "nothing" not in book
    with pytest.raises(KeyError, match="did you mean 'trust'"):
        book["trus"]


def test_a_codebook_does_not_change():
    book = parse_codebook(SMALL)
    with pytest.raises(ValueError):
        book.name = "other"
    with pytest.raises(ValueError):
        book["trust"].threshold = 0.1


def test_the_hash_is_of_the_content_not_the_layout():
    book = parse_codebook(SMALL)
    assert parse_codebook("# a remark\n" + SMALL).sha256 == book.sha256
    assert parse_codebook(SMALL.replace("stoler", "tror")).sha256 != book.sha256
    assert len(book.sha256) == 64


def test_thresholds_can_be_set():
    book = parse_codebook(SMALL).with_thresholds({"trust": 0.35})
    assert book["trust"].threshold == 0.35
    assert book["open_talk"].threshold is None
    with pytest.raises(KeyError):
        book.with_thresholds({"trus": 0.35})
    with pytest.raises(ValueError):
        book.with_thresholds({"trust": 1.5})


@pytest.mark.parametrize("name", ["wellbeing", "oecd_dac"])
def test_yaml_round_trip(name, tmp_path):
    book = load_codebook(name)
    again = load_codebook(save_codebook(book, tmp_path / "again.yaml"))
    assert again == book
    assert again.sha256 == book.sha256
    assert parse_codebook(parse_codebook(SMALL).to_yaml()) == parse_codebook(SMALL)


def test_the_built_in_codebooks_are_complete():
    assert list_codebooks() == ["oecd_dac", "wellbeing"]
    for name in list_codebooks():
        book = load_codebook(name)
        assert check_codebook(book) == []
        for code in book.assignable:
            assert len(code.examples["da"]) >= 6
            assert len(code.examples["en"]) >= 3
            assert code.aspects
            assert set(code.headlines) <= {"change", "learning", "mechanism", "barrier", "spread"}
            assert all(set(texts) == {"da", "en"} for texts in code.headlines.values())
    assert len(load_codebook("wellbeing").code_ids) == 21
    assert len(load_codebook("oecd_dac").code_ids) == 6
    assert "OECD-DAC" in load_codebook("oecd_dac").source


def test_what_a_methodologist_would_say():
    text = """
name: poor
codes:
  - id: a
    name: {da: A, en: A}
    definition: {da: "Medarbejderne har fået mere tid til at tale om arbejdet i hverdagen."}
    examples: {da: ["Vi taler sammen."]}
    exclude: {da: ["Ikke møder: brug b"]}
  - id: b
    name: {da: B}
    definition: {da: "Medarbejderne har fået tid til at tale om arbejdet i hverdagen."}
    examples: {da: ["vi taler  sammen."]}
  - id: c
    name: {da: C, en: C}
    definition: {da: "Kort.", en: "Short."}
  - id: d
    name: D
"""
    assert check_codebook(parse_codebook(text)) == [
        "a: no definition in English",
        "b: no name in English",
        "b: no definition in English",
        "b: no rule for when not to use it; name the nearest other code",
        "c: the definition in 'da' has only 1 words",
        "c: the definition in 'en' has only 1 words",
        "c: no examples; three or more make coding much better",
        "c: no rule for when not to use it; name the nearest other code",
        "d: no definition; say in two sentences what belongs here",
        "d: no examples; three or more make coding much better",
        "d: no rule for when not to use it; name the nearest other code",
        "a and b: nearly the same definition",
        "a and b: the same example, 'vi taler  sammen.'",
    ]


def test_a_codebook_can_be_made_in_python():
    book = Codebook(name="x", codes=[{"id": "a", "name": "A"}])
    assert load_codebook(book) is book
    with pytest.raises(ValueError, match="used twice"):
        Codebook(name="x", codes=[{"id": "a", "name": "A"}, {"id": "a", "name": "A"}])


def test_a_comma_in_braces_is_explained():
    text = "name: n\ncodes:\n  - id: a\n    name: {da: A}\n    definition: {da: Et, to og tre}\n"
    with pytest.raises(CodebookError, match=r"definition: a comma in \{...\} begins a new entry"):
        parse_codebook(text)
