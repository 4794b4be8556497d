import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.cells import cell_text, parse_date, parse_number, parse_yes_no, plain_frame


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("385.000,00", 385000.0),
        ("385.000", 385000.0),
        ("1.250.000 kr.", 1250000.0),
        ("kr. 12.500,-", 12500.0),
        ("385,000.50", 385000.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("1 250 000", 1250000.0),
        ("-7", -7.0),
        ("1,5 mio. kr.", 1500000.0),
        ("2,35 mill. kroner", 2350000.0),
        ("250 t.kr.", 250000.0),
        (42, 42.0),
        ("ca. 50", None),
        ("50-100", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_numbers_as_they_are_written_in_the_north(cell, number):
    assert parse_number(cell) == number


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_danish_amounts_come_back(whole, cents):
    written = f"{whole:,}".replace(",", ".") + f",{cents:02d}"
    expected = whole - cents / 100 if whole < 0 else whole + cents / 100
    assert parse_number(written) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("01-03-2024", "2024-03-01"),
        ("1/3/2024", "2024-03-01"),
        ("31.12.24", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("1. marts 2024", "2024-03-01"),
        ("den 5. maj 2024", "2024-05-05"),
        ("17 oktober 2024", "2024-10-17"),
        (dt.datetime(2024, 3, 1), "2024-03-01"),
        (dt.date(2024, 3, 1), "2024-03-01"),
        ("31-02-2024", None),
        ("foråret 2024", None),
        (None, None),
    ],
)
def test_dates(cell, date):
    assert parse_date(cell) == date


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)))
def test_danish_dates_come_back(date):
    assert parse_date(date.strftime("%d-%m-%Y")) == date.isoformat()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Ja", True),
        ("Ja, gerne", True),
        ("nej.", False),
        ("Yes", True),
        (True, True),
        ("Måske", None),
    ],
)
def test_yes_and_no(cell, said):
    assert parse_yes_no(cell) is said


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (3.0, "3"),
        (3.5, "3.5"),
        ("  a\u030a\r\nb ", "å\nb"),
        (dt.datetime(2024, 3, 1), "2024-03-01"),
        ("None", "None"),
        ("nan", "nan"),
    ],
)
def test_cells_as_text(cell, text):
    assert cell_text(cell) == text


def test_every_kind_of_gap_becomes_none_and_text_stays():
    frame = pd.DataFrame(
        {
            "a": pd.array([1, None], dtype="Int64"),
            "b": [np.nan, 2.5],
            "c": ["nan", None],
            "d": pd.to_datetime(["2024-03-01", None]),
        }
    )
    rows = plain_frame(frame).to_numpy().tolist()
    assert rows == [[1, None, "nan", pd.Timestamp("2024-03-01")], [None, 2.5, None, None]]
