from __future__ import annotations

import csv
import hashlib
import os
from pathlib import Path

import pytest

from evalmine.exchange.files import (
    check_place,
    sha256_of_file,
    whole_file,
    write_rows,
    write_text,
)


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


def fill_the_disk(path):
    with whole_file(path) as part:
        part.write_text("halv")
        raise OSError(28, "fuld")


def test_a_block_that_fails_leaves_no_half_file(tmp_path):
    with pytest.raises(OSError, match="fuld") as error:
        fill_the_disk(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
    assert error.value.filename == str(tmp_path / "a.txt")


def test_two_writers_of_one_file_do_not_share_a_half_file(tmp_path):
    path = tmp_path / "a.txt"
    with whole_file(path) as first, whole_file(path) as second:
        first.write_text("et")
        second.write_text("to")
    assert path.read_text() == "et"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_followed(tmp_path):
    (tmp_path / "nyeste.csv").symlink_to(tmp_path / "2025.csv")
    write_text(tmp_path / "nyeste.csv", "tal")
    assert (tmp_path / "nyeste.csv").is_symlink()
    assert (tmp_path / "2025.csv").read_text() == "tal"


def test_a_device_is_written_to_and_not_replaced():
    null = Path(os.devnull)
    write_text(null, "væk")
    check_place(null)
    assert not null.is_file()


def test_a_place_that_cannot_be_written_is_known_beforehand(tmp_path):
    check_place(tmp_path / "ny" / "a.csv")
    assert list((tmp_path / "ny").iterdir()) == []
    (tmp_path / "fil").touch()
    with pytest.raises(OSError, match="fil"):
        check_place(tmp_path / "fil" / "a.csv")
    with pytest.raises(IsADirectoryError):
        check_place(tmp_path)


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
