import json

from benchmarks.datasets import HERE, NAMES, SIB200
from benchmarks.make_splits import components, halve


def test_rows_that_share_a_value_hang_together():
    assert components(["a", "b", "a", "c"], [1, 2, 3, 2]) == [0, 1, 0, 1]


def test_no_group_and_no_text_lies_on_both_sides():
    texts = [f"text {i % 40}" for i in range(60)]
    groups = [f"g{i // 4}" for i in range(60)]
    labels = [frozenset({"abc"[i % 3]}) for i in range(60)]
    side = halve([str(i) for i in range(60)], texts, labels, groups)
    for column in (texts, groups):
        for value in column:
            assert len({s for s, v in zip(side, column, strict=True) if v == value}) == 1


def test_halves_are_even_and_see_every_label_and_do_not_depend_on_the_order():
    ids = [f"id{i}" for i in range(100)]
    labels = [frozenset({"ab"[i % 2]}) for i in range(100)]
    side = dict(zip(ids, halve(ids, ids, labels, ids), strict=True))
    assert list(side.values()).count("test") == 50
    assert [side[i] for i in ids[::2]].count("test") == 25
    again = halve(ids[::-1], ids[::-1], labels[::-1], ids[::-1])
    assert dict(zip(ids[::-1], again, strict=True)) == side


def test_the_committed_splits_cover_every_set_and_put_no_id_on_both_sides():
    splits = json.loads((HERE / "splits.json").read_text(encoding="utf-8"))
    assert set(splits) == {"sib200", *(name for name in NAMES if name not in SIB200)}
    for sides in splits.values():
        assert list(sides) == ["development", "test"]
        assert not set(sides["development"]) & set(sides["test"])
