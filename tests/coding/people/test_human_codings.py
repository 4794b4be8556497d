import numpy as np
import pytest

from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.errors import InputError


def coding(text_id, codes, coder="a", **about):
    return HumanCoding(text_id, f"Text {text_id}", frozenset(codes.split()), coder, **about)


TWO = HumanCodings(
    [
        coding("t1", "trust time", project_id="p1", question="Why?"),
        coding("t2", ""),
        coding("t1", "trust", coder="b", aspect="change"),
        coding("t3", "time", coder="b"),
        coding("t1", "", coder="c"),
    ],
    ["time", "trust", "unused"],
)


def test_a_code_counts_where_at_least_half_of_the_readers_gave_it():
    gold = TWO.gold()
    assert gold.code_ids == ("time", "trust", "unused")
    assert gold.text_ids == ("t1", "t2", "t3")
    assert gold.n_coders.tolist() == [3, 1, 1]
    assert np.allclose(gold.share[0], [1 / 3, 2 / 3, 0])
    assert gold.assigned.tolist() == [[False, True, False], [False] * 3, [True, False, False]]


def test_one_of_two_readers_is_half():
    two = HumanCodings([coding("t", "x"), coding("t", "", coder="b")])
    assert two.gold().assigned.tolist() == [[True]]


def test_what_one_coder_knows_about_a_text_is_known():
    gold = TWO.gold()
    assert (gold.project_ids[0], gold.questions[0], gold.aspects[0]) == ("p1", "Why?", "change")
    assert gold.groups == ("project p1", "text t2", "text t3")
    assert gold.texts == TWO.texts_once() == ("Text t1", "Text t2", "Text t3")


def test_gold_for_some_codes_leaves_out_the_others():
    gold = TWO.gold(["trust"])
    assert gold.assigned.tolist() == [[True], [False], [False]]


def test_codings_of_one_text_by_one_coder_are_one():
    merged = HumanCodings([coding("t", "x"), coding("t", "y"), coding("t", "", coder="b")])
    assert [c.codes for c in merged] == [{"x", "y"}, set()]
    assert merged.coders == ("a", "b")


def test_the_files_of_two_coders_are_added():
    both = TWO.of_coder("a") + TWO.of_coder("b") + TWO.of_coder("c")
    assert np.array_equal(both.gold().share, TWO.gold().share)
    assert both.of_texts(["t3", "t9"]).text_ids == ("t3",)
    extra = HumanCodings([coding("t1", "new", coder="d")])
    assert (TWO + extra).code_ids == ("time", "trust", "unused", "new")


def test_one_id_for_two_texts_is_refused():
    with pytest.raises(InputError) as caught:
        HumanCodings([coding("t", "x"), HumanCoding("t", "Another text", frozenset())])
    assert str(caught.value) == (
        'human codings: id \'t\' stands for two texts, "Text t" and "Another text": '
        "give every text an id of its own, and one text the same words in every file"
    )


def test_of_two_long_texts_what_differs_is_shown():
    long = "Vi har holdt møder hver eneste mandag i to år"
    with pytest.raises(InputError) as caught:
        HumanCodings(
            [HumanCoding("t", f"{long}.", frozenset()), HumanCoding("t", f"{long}!", frozenset())]
        )
    assert '"…mandag i to år."' in str(caught.value)
    assert '"…mandag i to år!"' in str(caught.value)


def test_a_code_that_is_not_among_the_codes_is_refused():
    with pytest.raises(InputError, match="code 'x' is not among the codes y, z"):
        HumanCodings([coding("t", "x")], ["y", "z"])


def test_it_shows_itself_and_becomes_a_table():
    assert repr(TWO) == "HumanCodings(3 texts by a, b, c, 3 codes, 4 assigned)"
    frame = TWO.to_df()
    assert frame.columns[:3].tolist() == ["text_id", "text", "codes"]
    assert frame.codes.tolist() == ["time;trust", "", "trust", "time", ""]
    assert TWO[1:3].text_ids == ("t2", "t1")
    assert HumanCodings(list(TWO), TWO.code_ids) == TWO


def test_two_coders_are_compared_on_what_both_read():
    anne = [coding(f"t{i}", "trust" if i < 3 else "", "anne") for i in range(6)]
    bo = [coding(f"t{i}", "trust" if i < 2 else "", "bo") for i in range(5)]
    both = HumanCodings([*bo[::-1], *anne], ["trust", "time"])
    table = both.agreement().set_index("code_id")
    assert table.loc["trust", ["n", "n_a", "n_b", "n_both"]].tolist() == [5, 3, 2, 2]
    assert table.loc["trust", "percent"] == 0.8
    assert both.agreement("bo", "anne").n_a.tolist() == [2, 0]


def test_who_is_compared_must_be_clear():
    with pytest.raises(InputError, match="name two of the coders: a, b, c"):
        TWO.agreement()
    with pytest.raises(InputError, match="name two of the coders"):
        TWO.agreement("a", "x")
    assert TWO.agreement("a", "b").n.tolist() == [1, 1, 1]
    apart = HumanCodings([coding("t1", "x"), coding("t2", "x", "b")])
    with pytest.raises(InputError, match="a and b read no text both"):
        apart.agreement()
