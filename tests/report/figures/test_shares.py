from __future__ import annotations

from xml.etree import ElementTree

from sample_outline import prevalence_rows, sample

from evalmine.report.figures import learnings_figure, prevalence_figure

SVG = "{http://www.w3.org/2000/svg}"


def dots(root):
    return [float(e.get("cx")[:-1]) for e in root.iter(f"{SVG}circle")]


def test_learnings_are_drawn_from_the_most_common_with_their_share_of_those_asked():
    learnings = sample().outline.learnings
    root = ElementTree.fromstring(learnings_figure(learnings, "da"))
    shares = sorted((x.n_projects / x.n_asked for x in learnings), reverse=True)
    assert [round((x - 41) / 38, 3) for x in dots(root)] == [round(s, 3) for s in shares]
    assert "Lederen går forrest, før andre tør: 44 af 97 projekter" in root.find(f"{SVG}desc").text


def test_on_a_page_names_and_counts_stand_beside_the_axis():
    root = ElementTree.fromstring(prevalence_figure(prevalence_rows(), "da", is_wide=True))
    counts = [e for e in root.iter(f"{SVG}text") if "61 af 97" in "".join(e.itertext())]
    names = [e for e in root.iter(f"{SVG}text") if "Fælles sprog" in "".join(e.itertext())]
    assert float(counts[0].get("x")[:-1]) > 79 > 41 > float(names[0].get("x")[:-1])
    assert all(41 <= x <= 79 for x in dots(root))
