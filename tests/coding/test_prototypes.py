import numpy as np
import pytest

from evalmine.coding.codebook import Codebook
from evalmine.coding.prototypes import (
    blend,
    exclude_lines_of,
    fit_prototypes,
    lines_of,
    shared_part,
    unit,
)


def code(**fields):
    return Codebook(name="x", codes=[{"id": "a", "name": "Navn", **fields}]).codes[0]


def points(*lines, seed=0):
    rng = np.random.default_rng(seed)
    return dict(zip(lines, unit(rng.normal(size=(len(lines), 16))), strict=True))


def test_fields_hold_all_languages_once():
    told = lines_of(
        code(
            name={"da": "Tillid", "sv": "Tillit", "nb": "Tillit"},
            examples={"da": ["Vi stoler på hinanden."]},
            definition={"da": " "},
        )
    )
    assert told == [["Tillid", "Tillit"], ["Vi stoler på hinanden."]]
    assert exclude_lines_of(code(exclude={"da": ["Ikke dette"], "en": ["Not this"]})) == [
        "Ikke dette",
        "Not this",
    ]


def test_ten_examples_weigh_more_than_one_definition_but_not_ten_times():
    definition, examples = np.array([[1.0, 0.0]]), np.tile([0.0, 1.0], (9, 1))
    assert blend([definition, examples]).tolist() == [0.25, 0.75]
    assert blend([definition]).tolist() == [1.0, 0.0]


def test_what_codes_share_is_taken_out_and_a_single_code_keeps_its_direction():
    three = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, -1.0]])
    assert shared_part(three).tolist() == [0.75, 0.0]
    one = np.array([[0.6, 0.8]])
    assert unit(one - shared_part(one)) == pytest.approx(one)
    assert unit(np.zeros((1, 2))).tolist() == [[0.0, 0.0]]


def test_a_text_is_nearest_to_the_code_it_repeats():
    vector_of = points("Tillid", "Travlhed", "Kurser")
    codes = Codebook(
        name="x", codes=[{"id": str(i), "name": name} for i, name in enumerate(vector_of)]
    ).codes
    background = unit(np.random.default_rng(5).normal(size=(40, 16)))
    near = fit_prototypes(codes, vector_of, background).similarity(
        np.stack(list(vector_of.values()))
    )
    assert near.argmax(axis=1).tolist() == [0, 1, 2]
    assert near.max() <= 1


def test_rows_of_any_number_have_the_same_bits_and_rules_only_touch_their_code():
    vector_of = points("Tillid", "Travlhed", "Ikke vagtplaner", "Heller ikke ferie")
    rows = [
        {"id": "trust", "name": "Tillid"},
        {"id": "busy", "name": "Travlhed", "exclude": ["Ikke vagtplaner", "Heller ikke ferie"]},
    ]
    background = unit(np.random.default_rng(5).normal(size=(40, 16)))
    ruled = fit_prototypes(Codebook(name="x", codes=rows).codes, vector_of, background)
    free = [rows[0], {**rows[1], "exclude": []}]
    plain = fit_prototypes(Codebook(name="x", codes=free).codes, vector_of, background)
    texts = unit(np.random.default_rng(7).normal(size=(3000, 16)))
    texts[0] = vector_of["Ikke vagtplaner"]
    found, without = ruled.similarity(texts), plain.similarity(texts)
    assert found[:, 0].tolist() == without[:, 0].tolist()
    assert found[0, 1] < without[0, 1]
    assert (found <= without).all()
    for i in (0, 2047, 2048, 2999):
        assert ruled.similarity(texts[i : i + 1]).tobytes() == found[i].tobytes()
    assert ruled.similarity(texts[:0]).shape == (0, 2)
