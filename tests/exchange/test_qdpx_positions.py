"""Selections are found however the program that wrote them counts."""

import pytest

from evalmine.corpus.text import normalize_text
from evalmine.exchange.qdpx_positions import Place, find_places

TEXT = "Første linje 😀 her.\nVi fik mere tid 🎉 og tillid.\nDet var a\u030arsagen til alt."
QUOTES = ("linje 😀 her", "mere tid 🎉", "tillid", "a\u030arsagen til alt")


def counted(quotes, *, text=TEXT, units=len, shift=0, last=0):
    places = []
    for quote in quotes:
        start = text.index(quote)
        end = units(text[: start + len(quote)]) + shift - last
        places.append(Place(units(text[:start]) + shift, end, quote))
    return places


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def with_crlf(text):
    return len(text) + text.count("\n")


CRLF = TEXT.replace("\n", "\r\n")
WAYS = {
    "as the standard says": (TEXT, {}),
    "CR LF counted as one": (CRLF, {}),
    "CR LF counted as two": (CRLF, {"units": with_crlf}),
    "LF counted as two": (TEXT, {"units": with_crlf}),
    "UTF-16": (TEXT, {"units": utf16}),
    "UTF-16 and CR LF as two": (CRLF, {"units": lambda t: utf16(t) + t.count("\n")}),
    "byte order mark counted": (TEXT, {"shift": 1}),
    "one too low": (TEXT, {"shift": -1}),
    "last character included": (TEXT, {"last": 1}),
    "everything at once": (CRLF, {"units": utf16, "shift": 1, "last": 1}),
}


@pytest.mark.parametrize("way", WAYS)
def test_however_positions_are_counted_the_quotes_are_right(way):
    raw, how = WAYS[way]
    found, _ = find_places(raw, counted(QUOTES, **how))
    text = normalize_text(raw)
    assert [text[f.start : f.end] for f in found] == [normalize_text(q) for q in QUOTES]
    assert {f.how for f in found} == {"name"}


def test_what_was_found_out_is_told():
    assert str(find_places(TEXT, counted(QUOTES, units=utf16))[1]) == "emoji counted as two"
    everything = find_places(CRLF, counted(QUOTES, units=utf16, shift=1, last=1))[1]
    assert str(everything) == (
        "line breaks counted as one, emoji counted as two, positions off by +1, ends included"
    )


def test_without_names_the_program_decides_about_line_breaks():
    places = [Place(p.start, p.end) for p in counted(["mere tid 🎉"])]
    ((atlas,), _), ((other,), _) = (
        find_places(CRLF, places, breaks_are_one=one) for one in (True, False)
    )
    assert TEXT[atlas.start : atlas.end] == "mere tid 🎉"
    assert TEXT[other.start : other.end] == "mere tid"  # one too early, its blank trimmed
    assert atlas.how == other.how == "unchecked"


def test_a_selection_that_lies_elsewhere_is_found_by_its_name():
    places = [*counted(QUOTES[:2]), Place(0, 6, "tillid")]
    found, counting = find_places(TEXT, places)
    assert str(counting) == "as the standard says"
    assert [f.how for f in found] == ["name", "name", "moved"]
    assert TEXT[found[2].start : found[2].end] == "tillid"


def test_names_may_be_typeset_otherwise_or_cut():
    text = "Han sagde: »Det er – måske – vores vigtigste læring i hele projektet«, og smilede."
    quote = "»Det er – måske – vores vigtigste læring i hele projektet«"
    start, end = text.index(quote), text.index(quote) + len(quote)
    for name in ('"Det er - måske - vores vigtigste læring i hele projektet"', "»Det er – må…",
                 "»Det er – måske – vores vigtigste", "»Det  er\n– måske ..."):  # fmt: skip
        ((found,), _) = find_places(text, [Place(start, end, name)])
        assert (found.start, found.end, found.how) == (start, end, "name")


def test_a_name_that_is_no_quote_leaves_the_selection_where_it_is():
    ((found,), _) = find_places(TEXT, [Place(0, 6, "Note 1")])
    assert (TEXT[found.start : found.end], found.how) == ("Første", "unchecked")


def test_a_selection_outside_the_text_is_lost():
    found, _ = find_places(TEXT, [Place(500, 510), Place(9, 3), Place(4, 4)])
    assert found == [None, None, None]
