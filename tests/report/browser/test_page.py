from __future__ import annotations

import pytest
from sample_outline import rich_sample


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(open_page, width):
    page = open_page(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_dialog_fills_the_screen(open_page):
    page = open_page(width=390, height=844)
    page.locator('button.drill[data-learning="L001"]').click()
    page.locator("#drill summary").first.click()
    box = page.locator("#drill").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert page.evaluate("document.getElementById('drill').scrollWidth") <= 390


def test_no_request_leaves_the_page(open_page, report_file):
    page = open_page()
    page.locator('button.drill[data-learning="L001"]').click()
    page.keyboard.press("Escape")
    page.locator(".spot circle").first.click()
    page.emulate_media(media="print")
    page.wait_for_load_state("networkidle")
    assert page.asked == [report_file.as_uri()]
    assert page.errors == []


def test_the_policy_of_the_page_stops_what_would_leave_it(open_page):
    page = open_page()
    page.evaluate("() => { new Image().src = 'https://example.org/x.png'; }")
    page.evaluate("() => fetch('https://example.org/').catch(() => 0)")
    assert [url for url in page.asked if "example.org" in url] == []
    assert any("Content Security Policy" in error for error in page.errors)


def test_a_script_that_is_not_ours_does_not_run(open_page):
    page = open_page()
    page.evaluate(
        """() => { const s = document.createElement('script');
                   s.textContent = 'window.stolen = true'; document.body.append(s); }"""
    )
    assert page.evaluate("window.stolen") is None


def test_without_script_everything_can_be_read_and_nothing_dead_is_shown(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator("button:visible, form:visible, dialog:visible").count() == 0
    assert page.locator("svg.map").is_visible()
    for learning in rich_sample().outline.front:
        assert page.locator(f"#{learning.learning_id} h3").is_visible()
    assert page.locator(".contents a").first.is_visible()
    page.locator("#L001-Q0 summary").click()
    assert page.locator("#L001-Q0 details p").last.is_visible()
    page.locator("#map summary").click()
    assert page.locator("#map table").is_visible()


def test_the_contents_list_stands_open_on_a_wide_screen_and_folds_on_a_telephone(open_page):
    assert open_page().locator(".contents a").first.is_visible()
    page = open_page(width=390)
    links = page.locator(".contents a")
    assert not links.first.is_visible()
    page.locator(".contents summary").click()
    links.nth(1).click()
    assert not links.first.is_visible()
    assert page.url.endswith("#overview")


def test_a_link_to_a_folded_learning_unfolds_it(open_page):
    page = open_page()
    page.evaluate("location.hash = 'L006'")
    assert page.locator("details#L006 .inside").is_visible()


def test_the_part_that_is_read_is_marked_in_the_contents(open_page):
    page = open_page()
    page.evaluate("document.getElementById('method').scrollIntoView()")
    current = page.locator(".contents a[aria-current]")
    page.locator('.contents a[href="#method"][aria-current]').wait_for()
    assert current.count() == 1


def test_paper_has_what_matters_and_nothing_to_press(open_page):
    page = open_page()
    page.locator(".spot circle").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert (
        page.locator("button:visible, select:visible, input:visible, dialog:visible").count() == 0
    )
    assert page.locator(".panel").is_hidden()
    assert page.locator("#L001 .conditions blockquote").is_visible()
    assert page.locator("#map table").is_visible()
    assert page.locator(".contents a").first.is_visible()
    link = "a => getComputedStyle(a).color"
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert page.locator(".brief a").first.evaluate(link) == ink
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#L001 .conditions blockquote").is_hidden()


def test_paper_that_is_narrow_does_not_fold_the_contents_and_afterwards_a_window_does(open_page):
    page = open_page()
    links = page.locator(".contents a").first
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": 600, "height": 800})
    page.locator(".brief a").first.hover()
    assert links.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.set_viewport_size({"width": 600, "height": 800})
    links.wait_for(state="hidden")


def test_a_learning_is_not_torn_apart_by_a_page(open_page):
    page = open_page()
    page.emulate_media(media="print")
    for selector in (".story", "blockquote", "figure", "tr", ".case"):
        broken = page.locator(selector).first.evaluate("e => getComputedStyle(e).breakInside")
        assert broken == "avoid", selector


def test_the_page_prints_to_a_pdf(open_page):
    assert open_page().pdf(prefer_css_page_size=True)[:5] == b"%PDF-"


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
