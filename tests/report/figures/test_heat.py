from __future__ import annotations

from xml.etree import ElementTree

from sample_outline import POOLS, prevalence_rows

from evalmine.report.figures import HEAT, heat_figure
from evalmine.synthesis.outline import PrevalenceRow

SVG = "{http://www.w3.org/2000/svg}"


def row(pools):
    return PrevalenceRow("t", "Tema", "codebook", 5, 10, 0.2, 0.8, tuple(pools))


def texts(root):
    return ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]


def test_every_pool_has_a_cell_with_share_and_counts():
    root = ElementTree.fromstring(heat_figure(prevalence_rows(), "da"))
    cells = list(root.iter(f"{SVG}rect"))
    assert len(cells) == len(POOLS) * len(prevalence_rows())
    assert "28 af 44" in texts(root)
    assert "64 %" in texts(root)


def test_the_shade_is_the_share():
    root = ElementTree.fromstring(heat_figure([row([("A", 9, 10), ("B", 0, 10)])], "da"))
    assert [e.get("fill") for e in root.iter(f"{SVG}rect")] == [HEAT[0][1], "#ffffff"]


def test_many_pools_are_numbered_and_named_below_and_more_than_twelve_are_said():
    pools = [(f"Pulje nummer {i}", 1, 40 - i) for i in range(15)]
    root = ElementTree.fromstring(heat_figure([row(pools)], "da"))
    shown = " ".join(texts(root)).replace("\N{NO-BREAK SPACE}", " ")
    assert "12 Pulje nummer 11" in shown
    assert "Pulje nummer 12" not in shown
    assert "Vist er de 12 største af 15 puljer." in root.find(f"{SVG}desc").text
    assert len(list(root.iter(f"{SVG}rect"))) == 12
