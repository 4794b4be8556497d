from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample_outline import rich_sample, sample

import evalmine.report
from evalmine.report import html, svg
from evalmine.report.figures import HEAT, SCALE_COLORS

CSS = "".join(
    (Path(html.__file__).parent / "templates" / f"{name}.css").read_text(encoding="utf-8")
    for name in ("style", "tools", "narrow", "print")
)
COLORS = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", CSS))


@pytest.fixture(scope="module", params=["da", "en"])
def page(request, read_page):
    made = rich_sample(request.param)
    return read_page(evalmine.report.render_html(made.outline, documents=made.documents))


def contrast(a, b):
    """Return the contrast ratio of WCAG 2.2 (success criterion 1.4.3) of two colors, 1 to 21."""

    def luminance(color):
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # a known near miss


@pytest.mark.parametrize("paper", ["#ffffff", COLORS["tint"]])
@pytest.mark.parametrize("ink", ["ink", "muted", "accent"])
def test_text_has_the_contrast_of_level_aa(ink, paper):
    assert contrast(COLORS[ink], paper) >= 4.5


def test_marked_text_and_dark_buttons_have_the_contrast_of_level_aa():
    mark = re.search(r"\.document mark \{ background: (#\w{6})", CSS)[1]
    assert contrast(COLORS["ink"], mark) >= 4.5
    assert contrast("#ffffff", COLORS["accent"]) >= 4.5


def test_shapes_that_mean_something_stand_out_from_the_paper():
    for color in (COLORS["accent"], COLORS["warn"]):
        assert contrast(color, COLORS["tint"]) >= 3
    border = re.search(r"select \{ border: 1px solid (#\w{6})", CSS)[1]
    assert contrast(border, "#ffffff") >= 3


def test_numbers_on_shaded_fields_can_be_read():
    assert contrast(svg.PAPER, HEAT[0][1]) >= 4.5
    for _, shade in HEAT[1:]:
        assert contrast(svg.INK, shade) >= 4.5
    for color in (SCALE_COLORS[0], SCALE_COLORS[-1]):
        assert contrast(svg.PAPER, color) >= 4.5
    for color in SCALE_COLORS[1:-1]:
        assert contrast(svg.INK, color) >= 4.5


def test_no_color_of_the_page_is_written_twice_by_hand():
    by_hand = set(re.findall(r"#[0-9a-f]{6}", CSS)) - set(COLORS.values())
    assert by_hand <= {"#7d898c", "#fbe6b8"}  # edges of fields, marked text


def test_there_is_one_main_heading_and_every_part_is_a_landmark(page):
    tags = [tag for tag, _ in page.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("nav") == 1
    assert tags.count("header") == tags.count("footer") == 1
    nav = next(a for tag, a in page.tags if tag == "nav")
    assert nav["aria-label"]


def test_the_first_link_skips_to_the_content(page):
    first = next(a for tag, a in page.tags if tag == "a")
    assert first["href"] == "#main"
    main = next(a for tag, a in page.tags if tag == "main")
    assert (main["id"], main["tabindex"]) == ("main", "-1")


def test_every_figure_has_a_name_and_a_description(page):
    ids = set(page.ids)
    drawings = [a for tag, a in page.tags if tag == "svg" and "role" in a]
    assert drawings
    for drawing in drawings:
        assert drawing["role"] == "img"
        assert set(drawing["aria-labelledby"].split()) <= ids


def test_every_table_has_a_caption_and_named_columns(page):
    at = [i for i, (tag, _) in enumerate(page.tags) if tag == "table"]
    assert at
    for i in at:
        kinds = [tag for tag, _ in page.tags[i + 1 : i + 5]]
        is_named = "caption" in kinds or "aria-label" in page.tags[i][1]
        assert is_named, page.tags[i : i + 5]
    heads = [a for tag, a in page.tags if tag == "th"]
    assert all(a.get("scope") in ("col", "row") for a in heads)


def test_what_scrolls_can_be_reached_by_keyboard_and_is_named(page):
    regions = [a for _, a in page.tags if a.get("class") == "wide"]
    assert regions
    assert all(a.get("tabindex") == "0" and a.get("aria-label") for a in regions)


def test_fields_are_labelled_and_buttons_say_what_they_do(page):
    html = page.html
    for label in re.findall(r"<label[^>]*>(.*?)</label>", html, re.S):
        assert re.match(r"\w", label.strip()), label
    inside = re.findall(r"<label[^>]*>.*?</label>", html, re.S)
    for kind in ("<input", "<select"):
        assert html.count(kind) == sum(x.count(kind) for x in inside)
    for button in re.findall(r"<button[^>]*>(.*?)</button>", html, re.S):
        assert re.sub(r"<[^>]*>", "", button).strip()


def test_every_summary_is_the_first_child_of_its_details_and_says_something(page):
    after = [page.tags[i + 1][0] for i, (tag, _) in enumerate(page.tags) if tag == "details"]
    assert set(after) == {"summary"}
    assert all(
        re.sub(r"<[^>]*>", "", s).strip()
        for s in re.findall(r"<summary[^>]*>(.*?)</summary>", page.html, re.S)
    )


def test_quotes_in_another_language_say_which(read_page):
    made = sample()
    page = read_page(evalmine.report.render_html(made.outline, documents=made.documents))
    english = next(a for tag, a in page.tags if a.get("id") == "L001-Q2")
    assert english["lang"] == "en"
    cites = re.findall(r'id="L001-Q2"[^>]*>.*?<cite([^>]*)>', page.html, re.S)
    assert 'lang="da"' in cites[0]  # the source is in the report's own language


def test_codes_and_themes_found_differ_by_more_than_color():
    assert re.search(r"\.spot\.found circle \{ fill: #fff;", CSS)


def test_nothing_moves_for_those_who_want_stillness():
    assert "prefers-reduced-motion: no-preference" in CSS
    for rule in re.findall(r"[^{}]*\{[^{}]*(?:scroll-behavior|transition|animation)[^{}]*\}", CSS):
        assert "scroll-behavior" in rule


def test_focus_can_be_seen():
    assert re.search(
        r"a:focus-visible, summary:focus-visible, button:focus-visible[^{]*\{ outline: 2px", CSS
    )
    assert ".spot:focus-visible circle" in CSS
