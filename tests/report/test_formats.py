from __future__ import annotations

import math

import pytest

from evalmine.report import formats

DA, EN = "da", "en"


def test_numbers_take_the_marks_of_their_language():
    assert formats.number(1_250_000, DA) == "1.250.000"
    assert formats.number(1_250_000, EN) == "1,250,000"
    assert formats.number(-1234.5, DA, decimals=1) == "−1.234,5"


def test_halves_are_rounded_up_as_people_expect():
    assert [formats.number(x, DA) for x in (0.5, 1.5, 2.5)] == ["1", "2", "3"]
    assert formats.percent(0.285, DA) == "29 %"


def test_nan_is_a_dash_everywhere():
    nan = math.nan
    assert {
        formats.number(nan, DA),
        formats.percent(nan, DA),
        formats.amount(nan, DA),
        formats.short_amount(nan, DA),
        formats.interval(nan, 1, DA),
    } == {"–"}


def test_per_cent_has_a_blank_in_danish_and_none_in_english():
    assert formats.percent(79 / 97, DA) == "81 %"
    assert formats.percent(79 / 97, EN) == "81%"
    assert formats.interval(0.41, 0.61, DA) == "41-61 %"
    assert formats.interval(0.41, 0.61, EN) == "41-61%"


def test_what_is_not_all_or_nothing_is_never_printed_as_such():
    assert formats.percent(1 / 1000, DA) == "<1 %"
    assert formats.percent(999 / 1000, DA) == ">99 %"
    assert formats.percent(0, DA) == "0 %"
    assert formats.percent(1, DA) == "100 %"


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (385_000, "385.000 kr.", "DKK 385,000"),
        (1_234_000, "1,2 mio. kr.", "DKK 1.2 million"),
        (38_000_000, "38 mio. kr.", "DKK 38 million"),
        (999_960_000, "1 mia. kr.", "DKK 1 billion"),
        (2_500_000_000, "2,5 mia. kr.", "DKK 2.5 billion"),
    ],
)
def test_amounts_are_short_enough_to_read(value, danish, english):
    assert formats.short_amount(value, DA) == danish
    assert formats.short_amount(value, EN) == english


def test_dates_are_written_out():
    assert formats.day("2025-03-12", DA) == "12. marts 2025"
    assert formats.day("2025-03-12T00:00:00", EN) == "12 March 2025"
    assert formats.day("forår 2025", DA) == "forår 2025"
    assert formats.day("2025-13-12", DA) == "2025-13-12"


def test_a_period_may_lack_either_end():
    assert formats.period("2024-03-01", "2025-06-30", DA) == "marts 2024 - juni 2025"
    assert formats.period("2024-03-01", "2024-03-30", DA) == "marts 2024"
    assert formats.period("2024-03-01", "", EN) == "from March 2024"
    assert formats.period("", "2025-06-30", DA) == "til juni 2025"
    assert formats.period("", "", DA) == ""


def test_lists_end_with_and():
    assert formats.joined(["a"], DA) == "a"
    assert formats.joined(["a", "b", "c"], DA) == "a, b og c"
    assert formats.joined([], DA) == ""


def test_counts_take_the_right_form():
    assert formats.counted(1, "plural.project", DA) == "1 projekt"
    assert formats.counted(1250, "plural.project", DA) == "1.250 projekter"


@pytest.mark.parametrize(
    ("n", "total", "word"),
    [
        (0, 97, "ingen"),
        (2, 3, "enkelte"),
        (4, 97, "enkelte"),
        (5, 97, "nogle"),
        (15, 97, "flere"),
        (30, 97, "mange"),
        (49, 97, "en stor del"),
        (73, 97, "de fleste"),
        (88, 97, "næsten alle"),
        (97, 97, "alle"),
    ],
)
def test_quantity_words_follow_the_table(n, total, word):
    assert formats.quantity_word(n / total, n, DA) == word


def test_a_share_of_nothing_is_no_quantity():
    assert formats.quantity_word(math.nan, 0, EN) == "none"


def test_larger_shares_never_get_a_smaller_word():
    order = [key for _, key in reversed(formats.QUANTITY_WORDS)]
    english = [formats.load_words(EN)[f"quantity.{key}"] for key in order]
    seen = [english.index(formats.quantity_word(n / 200, n, EN)) for n in range(1, 201)]
    assert seen == sorted(seen)
    assert set(seen) == set(range(len(order)))
