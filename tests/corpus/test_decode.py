import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.decode import decode_text
from evalmine.errors import InputError

TEXT = "Projekt-id;Svar\nA1;Vi øver os på at spørge – også når det er svært\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_of_survey_tools_are_told_apart(encoding):
    assert decode_text(TEXT.encode(encoding), "svar.csv") == TEXT


@pytest.mark.parametrize("encoding", ["latin-1", "cp850", "mac_roman"])
def test_older_encodings_are_told_apart(encoding):
    text = TEXT.replace("–", "-")
    assert decode_text(text.encode(encoding), "svar.csv") == text


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=80)
)
def test_utf_8_comes_back(text):
    content = text.encode("utf-8")
    assert decode_text(content, "a.txt", encoding="utf-8") == text


def test_a_named_encoding_that_does_not_fit_says_which_byte_and_line():
    with pytest.raises(InputError) as error:
        decode_text(TEXT.encode("cp1252"), "svar.csv", encoding="utf-8")
    assert str(error.value) == (
        "svar.csv, line 2: byte 0xf8 is not utf-8: leave out encoding= to have it guessed, "
        "or save the file as UTF-8"
    )


def test_unknown_encoding():
    with pytest.raises(InputError, match="encoding 'utf-9' is not known: use one such as utf-8"):
        decode_text(b"a", "svar.csv", encoding="utf-9")


def test_bytes_that_are_no_text():
    with pytest.raises(
        InputError, match=r"svar.csv: is not a text file in UTF-8, UTF-16 or cp1252"
    ):
        decode_text(b"PK\x03\x04\x00\x00\x08\x00\xff", "svar.csv")
