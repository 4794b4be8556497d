import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.hyphens import join_lines, vocabulary


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["en lang sæt-", "ning"], "en lang sætning"),
        (["vores TR-", "repræsentant"], "vores TR-repræsentant"),
        (["MED-", "udvalget mødtes"], "MED-udvalget mødtes"),
        (["aften-", "og nattevagter"], "aften- og nattevagter"),
        (["kvälls-", "och nattpass"], "kvälls- och nattpass"),
        (["børn på 8-", "årsalderen"], "børn på 8-årsalderen"),
        (["send en e-", "mail"], "send en e-mail"),
        (["Nord-", "Jylland"], "Nord-Jylland"),
        (["to linjer", "uden streg"], "to linjer uden streg"),
        (["en pause -", "og så videre"], "en pause - og så videre"),
        (["SOSU-assi-", "stenten"], "SOSU-assistenten"),
        (["", "  tom  ", ""], "tom"),
    ],
)
def test_line_ends(lines, text):
    assert join_lines(lines) == text


def test_a_hyphen_that_the_document_writes_elsewhere_is_kept():
    known = vocabulary(["den gode ro-aftale holder", "mange sam-", "taler"])
    assert join_lines(["vores ro-", "aftale"], known) == "vores ro-aftale"
    assert join_lines(["vores sam-", "taler"], known) == "vores samtaler"


@given(st.lists(st.text("abcæøå ,.", max_size=20), max_size=6))
def test_no_letter_is_lost(lines):
    assert join_lines(lines).replace(" ", "") == "".join(lines).replace(" ", "")
