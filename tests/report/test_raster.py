from __future__ import annotations

import struct
import subprocess
import sys
import zlib

import pytest
from sample_outline import closed_questions, prevalence_rows

from evalmine.report import figures, svg
from evalmine.report.raster import has_our_letters, picture


def size_of(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def colors_of(png):
    """Return the colors of an RGBA picture without interlacing; filters undone."""
    width, height = size_of(png)
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw, step = zlib.decompress(data), 4
    before, rows = bytearray(width * step), []
    for r in range(height):
        kind = raw[r * (width * step + 1)]
        line = bytearray(raw[r * (width * step + 1) + 1 : (r + 1) * (width * step + 1)])
        for i in range(len(line)):
            a = line[i - step] if i >= step else 0
            b, c = before[i], before[i - step] if i >= step else 0
            p = a + b - c
            near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = (line[i] + (0, a, b, (a + b) // 2, near)[kind]) % 256
        rows.append(line)
        before = line
    return {tuple(line[i : i + 3]) for line in rows for i in range(0, len(line), step)}


def test_the_picture_has_the_size_asked_for():
    drawing = svg.figure_svg([svg.dot(50, 10)], height=20, title="t", desc="d", key="k")
    assert size_of(picture(drawing, width=300, scale=1)) == (300, 20)
    assert size_of(picture(drawing, width=300, scale=3)) == (900, 60)


def test_the_same_figure_gives_the_same_bytes_in_another_process():
    code = (
        "from evalmine.report import svg;from evalmine.report.raster import picture;import hashlib;"
        "d=svg.figure_svg([svg.label(0,14,'Fælles sprog')],height=20,title='t',desc='d',key='k');"
        "print(hashlib.sha256(picture(d)).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_letters_are_drawn_from_our_own_font():
    def drawn(text):
        body = [svg.label(0, 16, text)]
        return picture(svg.figure_svg(body, height=24, title="t", desc="d", key="k"), width=60)

    assert len({drawn(text) for text in ("", "æ", "ø", "å", "Ж")}) == 5


def test_colors_are_those_of_the_figure():
    drawing = figures.closed_figure(closed_questions()[0], "da", key="c")
    found = colors_of(picture(drawing, width=400, scale=1))
    for color in figures.SCALE_COLORS:
        assert tuple(bytes.fromhex(color[1:])) in found


@pytest.mark.parametrize(
    ("text", "ours"),
    [("Læring – »godt« ≥3 €", True), ("Ελληνικά, Україна", True), ("健康", False), ("🙂", False)],
)
def test_other_letters_may_come_from_the_machine(text, ours):
    assert has_our_letters(text) is ours


def test_a_picture_that_would_not_fit_into_memory_is_refused():
    drawing = figures.prevalence_figure(prevalence_rows(), "da")
    with pytest.raises(ValueError, match=r"a picture of 80000 x \d+ pixels is too large: give a"):
        picture(drawing, width=10000, scale=8)
