from __future__ import annotations

import hashlib
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.text import fold, normalize_text, sha256_of

# Lone surrogates too: broken exports hold them.
anything = st.text(st.characters(codec=None))


@given(anything)
def test_normalizing_twice_changes_nothing_more(text):
    once = normalize_text(text)
    assert normalize_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(anything)
def test_the_result_goes_into_xml_and_utf8(text):
    once = normalize_text(text)
    element = ElementTree.Element("t")
    element.text = once
    assert (ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text or "") == once
    assert len(sha256_of(once)) == 64


@given(anything)
def test_no_mark_or_carriage_return_is_left(text):
    assert not set(normalize_text(text)) & set("\r\ufeff\x00\x85\u2028\u2029\u00ad\x0c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffså går vi i gang", "så går vi i gang"),
        ("sma\u030a skridt", "små skridt"),
        ("en\r\nto\rtre\u2028fire\u2029fem\x85seks\x0bsyv\x0cotte",
         "en\nto\ntre\nfire\nfem\nseks\nsyv\notte"),
        ("arbejds\u00admiljø", "arbejdsmiljø"),
        ("nul\x00tegn\x1f og \x7fslet", "nultegn og slet"),
        ("tab\tbliver", "tab\tbliver"),
        ("hårdt\u00a0mellemrum, 👍🏽 og »citat«", "hårdt\u00a0mellemrum, 👍🏽 og »citat«"),
        ("a\u00ad\u030a", "å"),  # taking the hyphen out brings letter and ring together
        ("\ud83d alene", " alene"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_repaired_and_what_is_left(text, expected):
    assert normalize_text(text) == expected


def test_the_hash_is_of_the_utf8_bytes():
    assert sha256_of("små") == hashlib.sha256("små".encode()).hexdigest()


@given(st.text())
def test_folding_ignores_case_and_white_space(text):
    assert fold(f"  {text}\n\t") == fold(text)
    assert fold(text) == " ".join(fold(text).split())


def test_folded_texts_are_compared_without_case_and_layout():
    assert fold(" Hvad ER  vigtigst\nfor jer? ") == "hvad er vigtigst for jer?"
