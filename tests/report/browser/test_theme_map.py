from __future__ import annotations

import pytest


@pytest.fixture
def figure(page):
    found = page.locator("#map")
    found.scroll_into_view_if_needed()
    return found


def spot(figure, name):
    return figure.locator(f'.spot[aria-label^="{name}"]')


def shown(figure):
    return [
        s.get_attribute("aria-label").split(",")[0] for s in figure.locator(".spot:not(.out)").all()
    ]


def test_pointing_tells_of_a_theme_and_leaving_forgets_it(figure, page):
    assert "Vælg en cirkel" in figure.locator(".panel").inner_text()
    spot(figure, "Fælles sprog").locator("circle").hover()
    told = figure.locator(".panel").inner_text()
    assert "61 af 97 projekter. Fra kodebogen." in told
    assert "Ord: ord, sprog." in told
    assert "Trivsel i fællesskab 28 af 44" in told
    page.mouse.move(2, 2)
    assert "Vælg en cirkel" in figure.locator(".panel").inner_text()


def test_a_click_keeps_the_theme_and_its_link_leads_to_the_learning(figure, page):
    spot(figure, "Fælles sprog").locator("circle").click()
    page.mouse.move(2, 2)
    assert spot(figure, "Fælles sprog").get_attribute("aria-pressed") == "true"
    figure.locator(".panel a").first.click()
    assert page.url.endswith("#L001")
    assert page.evaluate("document.getElementById('L001').getBoundingClientRect().top") < 300


def test_the_arrows_move_in_their_direction(figure, page):
    spot(figure, "Fælles sprog").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Ledelse")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(
        "Nattevagter"
    )
    assert "Nattevagter" in figure.locator(".panel").inner_text()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert spot(figure, "Musik").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert spot(figure, "Musik").get_attribute("aria-pressed") == "false"


def test_tab_reaches_the_map_once_and_then_what_is_told(figure, page):
    assert figure.locator('.spot[tabindex="0"]').count() == 1
    figure.get_by_label("Mindst så mange projekter").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('spot')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#L001"


def test_themes_can_be_filtered_by_origin_pool_size_and_words(figure):
    assert len(shown(figure)) == 4
    figure.locator("[name=origin]").select_option("inductive")
    assert shown(figure) == ["Nattevagter og skiftehold", "Musik"]
    figure.get_by_label("Mindst så mange projekter").fill("1")
    assert shown(figure) == ["Nattevagter og skiftehold"]
    assert figure.locator(".shown").inner_text() == "1 af 4 temaer vises."
    figure.locator("[name=origin]").select_option("")
    figure.get_by_label("Mindst så mange projekter").fill("0")
    figure.get_by_label("Pulje").select_option("Viden videre")
    assert shown(figure) == ["Fælles sprog", "Ledelse", "Nattevagter og skiftehold"]
    figure.get_by_label("Pulje").select_option("")
    figure.get_by_label("Søg efter tema eller ord").fill("LEDER")
    assert shown(figure) == ["Ledelse"]


def test_a_circle_shrinks_to_the_projects_of_the_chosen_pool(figure):
    radius = "circle => Number(circle.getAttribute('r'))"
    circle = spot(figure, "Fælles sprog").locator("circle")
    whole = circle.evaluate(radius)
    figure.get_by_label("Pulje").select_option("Viden videre")
    assert circle.evaluate(radius) == pytest.approx(whole * (14 / 61) ** 0.5, abs=0.1)
    figure.get_by_label("Pulje").select_option("")
    assert circle.evaluate(radius) == pytest.approx(whole, abs=0.1)


def test_a_theme_that_is_filtered_away_is_no_longer_told(figure, page):
    spot(figure, "Ledelse").locator("circle").click()
    figure.locator("[name=origin]").select_option("inductive")
    page.mouse.move(2, 2)
    assert "Vælg en cirkel" in figure.locator(".panel").inner_text()
    assert (
        figure.locator('.spot[tabindex="0"]').get_attribute("aria-label").startswith("Nattevagter")
    )


def test_a_screen_reader_meets_a_group_of_named_buttons(figure):
    assert figure.locator("svg.map").get_attribute("role") == "group"
    assert spot(figure, "Fælles sprog").get_attribute("aria-label") == (
        "Fælles sprog, 61 af 97 projekter"
    )
