from __future__ import annotations

import csv
import hashlib

import pytest

from evalmine.exchange.files import sha256_of_file, write_rows, write_text


def test_text_is_utf8_with_line_feeds_and_the_folder_is_made(tmp_path):
    path = write_text(tmp_path / "ny" / "mappe" / "rapport.html", "Ærlig læring\nÅr 2\n")
    assert path == tmp_path / "ny" / "mappe" / "rapport.html"
    assert path.read_bytes() == "Ærlig læring\nÅr 2\n".encode()


def test_an_existing_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a.txt"
    write_text(path, "et langt første udkast")
    write_text(path, "to")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "to"


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = write_text(tmp_path / "a.txt", "gammel")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "ny \ud800")
    assert path.read_text(encoding="utf-8") == "gammel"


def test_the_hash_is_that_of_the_bytes(tmp_path):
    path = write_text(tmp_path / "a.txt", "trivsel")
    assert sha256_of_file(path) == hashlib.sha256(b"trivsel").hexdigest()


def test_rows_come_back_with_commas_quotes_and_newlines(tmp_path):
    rows = [("s1", "sprog", 0.5, True), ("s2", 'sagde "ja", tror jeg\ni dag', None, False)]
    path = write_rows(tmp_path / "ud.csv", ("id", "code", "score", "assigned"), iter(rows))
    content = path.read_bytes()
    assert b"\r" not in content
    assert content.startswith(b"id,code,score,assigned\ns1,sprog,0.5,True\n")
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[2] == ["s2", 'sagde "ja", tror jeg\ni dag', "", "False"]


def test_no_rows_still_give_the_header(tmp_path):
    assert write_rows(tmp_path / "tom.csv", ("id", "score"), []).read_bytes() == b"id,score\n"
