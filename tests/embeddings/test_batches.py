"""Fixed shapes: a text's shape depends on its own length, and nothing is lost in batches."""

from evalmine.embeddings.batches import Budget, Shape, cut_text, cut_to_fit, plan

BUDGET = Budget(step=8, n_tokens=64, n_texts=100)


def test_shape_depends_on_the_length_alone() -> None:
    """Rounded up to the step; as many rows as the budget has room for; never over the limit."""
    assert BUDGET.shape(1, 512) == Shape(8, 8)
    assert BUDGET.shape(8, 512) == Shape(8, 8)
    assert BUDGET.shape(9, 512) == Shape(16, 4)
    assert BUDGET.shape(500, 512) == Shape(504, 1)
    assert BUDGET.shape(509, 510) == Shape(510, 1)


def test_every_text_is_in_one_batch() -> None:
    """Batches hold one shape each, never more rows than it has, long texts first."""
    shapes = [BUDGET.shape(1 + 13 * i % 60, 512) for i in range(50)]
    batches = plan(shapes)

    assert sorted(i for _, members in batches for i in members) == list(range(50))
    assert all(shapes[i] == shape for shape, members in batches for i in members)
    assert all(len(members) <= shape.n_rows for shape, members in batches)
    assert [shape.n_tokens for shape, _ in batches] == sorted(
        (shape.n_tokens for shape, _ in batches), reverse=True
    )


def test_cutting_loses_nothing() -> None:
    """The parts are the text; words stay whole where there are spaces."""
    text = "Det var svært at finde tid til møder. " * 9

    for n_parts in (2, 3, 7):
        parts = cut_text(text, n_parts)
        assert len(parts) == n_parts
        assert "".join(parts) == text
        assert all(part.endswith(" ") for part in parts)
    assert [len(part) for part in cut_text("x" * 90, 3)] == [30, 30, 30]


def test_as_many_parts_as_it_takes() -> None:
    """One more part until all fit; a text of single letters ends the search."""
    text = "abcdefghij"

    assert cut_to_fit(text, 2, lambda parts: max(map(len, parts)) <= 4) == ["abc", "def", "ghij"]
    assert "".join(cut_to_fit(text, 2, lambda _: False)) == text
