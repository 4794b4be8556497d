from __future__ import annotations

import pickle
from dataclasses import dataclass, replace

import pytest

from evalmine.records import Records, Shown, fields_of, with_display


@dataclass(frozen=True)
class Point:
    name: str
    x: float
    hidden: str = "not shown"


POINTS = (Point("a", 1.0), Point("b", 2.5), Point("c", 3.0))


def records():
    return Records(POINTS, ("name", "x"))


def test_one_record_by_index_and_a_shorter_table_by_slice():
    table = records()
    assert table[0] is POINTS[0]
    assert table[-1] is POINTS[2]
    assert table[1:] == Records(POINTS[1:], ("name", "x"))
    assert list(table[1:].to_df().columns) == ["name", "x"]
    assert (len(table), list(table), POINTS[1] in table) == (3, list(POINTS), True)
    with pytest.raises(IndexError):
        table[3]


def test_a_frame_has_the_columns_in_order():
    frame = records().to_df()
    assert frame.to_dict("list") == {"name": ["a", "b", "c"], "x": [1.0, 2.5, 3.0]}


def test_an_empty_table_keeps_its_columns_and_says_so():
    empty = Records([], ("name", "x"))
    assert list(empty.to_df().columns) == ["name", "x"]
    assert len(empty.to_df()) == 0
    assert repr(empty) == "no rows (name, x)"
    assert not empty


def test_rows_can_be_worked_out_and_survive_slicing():
    table = Records(POINTS, ("name", "double"), lambda p: {"name": p.name, "double": 2 * p.x})
    assert table[:2].to_df()["double"].tolist() == [2.0, 5.0]


def test_a_notebook_shows_a_table():
    assert "<table" in records()._repr_html_()
    assert "not shown" not in records()._repr_html_()
    assert "2.5" in repr(records())


@dataclass(frozen=True)
class Named:
    name: str
    keywords: tuple[str, ...] = ()
    stability: float | None = None


def test_what_is_shown_reads_like_a_table_and_not_like_code():
    row = Named("<b> & så videre", ("tavle", "møde"), 0.123456)
    table = Records([row, Named("uden", (), float("nan"))], fields_of(Named))
    html = table._repr_html_()
    assert "&lt;b&gt; &amp; så videre" in html
    assert "tavle, møde" in html
    assert "0.12<" in html
    assert "nan" not in html.lower() + repr(table).lower()
    assert "tavle, møde" in repr(table)
    assert table.to_df()["keywords"].tolist() == [("tavle", "møde"), ()]  # the frame keeps them


def test_a_long_text_is_whole_in_a_notebook():
    text = "Vi lærte, at man skal spørge " * 20
    assert text in Records([Named(text)], ("name",))._repr_html_()


def test_a_long_table_says_what_it_leaves_out():
    table = Records([Named(f"nummer {i}") for i in range(55)], ("name",))
    for shown in (repr(table), table._repr_html_()):
        assert "nummer 19" in shown
        assert "nummer 20" not in shown
        assert "20 of 55 rows; .to_df() holds all" in shown


def test_all_columns_are_shown_in_a_terminal():
    table = Records([Named("x" * 200, ("y" * 200,), 0.5)], fields_of(Named))
    assert all(name in repr(table) for name in fields_of(Named))


def test_equal_records_are_equal_tables():
    assert records() == records()
    assert hash(records()) == hash(records())
    assert records() != records()[:2]
    assert records() != list(POINTS)


def test_a_generator_is_read_once():
    table = Records((p for p in POINTS), fields_of(Point))
    assert list(table) == list(table) == list(POINTS)


def test_field_names_come_in_order():
    assert fields_of(Point) == ("name", "x", "hidden")


@dataclass(frozen=True, repr=False)
class Told(Shown, line="{x.name}, {x.n} projects"):
    name: str
    n: int = 3


class Aloud:
    def html(self, record):
        return f"<b>{record.name}</b>"

    def text(self, record):
        return f"{record.name.upper()}\nin full"


def test_a_record_is_one_line_until_it_has_a_display():
    told = Told("a {brace}")
    assert repr(told) == str(told) == "Told(a {brace}, 3 projects)"
    assert repr([told]) == "[Told(a {brace}, 3 projects)]"
    assert told._repr_html_() is None


def test_a_record_with_a_display_is_the_same_record_told_in_full():
    plain = Told("a")
    told = with_display(plain, Aloud())
    assert plain._repr_html_() is None
    assert told == plain
    assert hash(told) == hash(Told("a"))
    assert type(told) is Told
    assert told._repr_html_() == "<b>a</b>"
    assert str(told) == "A\nin full"
    assert repr(told) == "Told(a, 3 projects)"
    assert with_display(told, Aloud(), n=5) == Told("a", 5)


def test_a_changed_or_pickled_record_has_no_display():
    told = with_display(Told("a"), Aloud())
    assert replace(told, n=4)._repr_html_() is None
    kept = pickle.loads(pickle.dumps(told))
    assert kept == told
    assert kept._repr_html_() is None


def test_fewer_columns_are_shown_than_the_frame_has():
    table = Records(POINTS, ("name", "x", "hidden"), shown=("hidden", "name"))
    assert list(table.to_df().columns) == ["name", "x", "hidden"]
    for shown in (repr(table), repr(table[:2]), table._repr_html_()):
        assert "2.5" not in shown
        assert shown.index("hidden") < shown.index("name")
    assert repr(Records([], ("name", "x"), shown=("name",))) == "no rows (name)"


def test_words_are_found_in_the_columns_that_are_shown():
    rows = [Named("Ledelsen  var med", ("tavle",)), Named("Travlhed", ("LEDELSE",)), Named("Rum")]
    table = Records(rows, ("name", "keywords"))
    assert list(table.find("ledelse")) == rows[:2]
    assert list(table.find("LEDELSEN VAR")) == rows[:1]
    assert list(Records(rows, ("name", "keywords"), shown=("name",)).find("ledelse")) == rows[:1]
    assert not table.find("pause")
