from __future__ import annotations

import pytest
from sample_outline import DOCUMENTS, POOLS, rich_sample

HEADLINE = rich_sample().outline.front[0].headline
LEADER = "Lederen skal gå forrest."


@pytest.fixture
def dialog(page):
    page.locator('button.drill[data-learning="L001"]').click()
    return page.locator("#drill")


def words_of(dialog):
    return dialog.locator(".list blockquote p").all_inner_texts()


def test_a_learning_opens_the_segments_behind_it(dialog):
    assert dialog.locator(".headline").inner_text() == HEADLINE
    assert sorted(words_of(dialog)) == sorted(q.text for q in rich_sample().outline.evidence)
    assert dialog.locator(".count").inner_text() == "5 tekststykker fra 3 projekter"
    assert dialog.locator(".left-out").inner_text() == (
        "2 tekststykker vises ikke, fordi projekterne ikke må citeres, "
        "eller fordi en person har valgt dem fra."
    )
    assert dialog.locator("h3").all_inner_texts() == [
        "Det, projekterne skriver",
        "Ser ud til at sige det modsatte",
    ]


def test_a_segment_opens_its_place_in_the_document(dialog):
    item = dialog.locator("li", has_text=LEADER).first
    item.locator("summary").click()
    place = item.locator(".document")
    assert place.locator(".position").inner_text() == "Citat fra selvevaluering · Svar 2 af 3"
    assert place.locator(".here").inner_text() == "Hvad lærte I?"
    assert place.locator(".whole").inner_text() == f"{LEADER} Ellers sker der ingenting."
    assert place.locator("mark").all_inner_texts() == [LEADER]
    before, after = place.locator(".beside").all_inner_texts()
    assert before.startswith("Lige før: Hvad har ændret sig?")
    assert "Det tager otte minutter." in before
    assert after.startswith("Lige efter: Hvad stod i vejen?")


def test_an_emoji_before_a_segment_does_not_shift_it(dialog):
    item = dialog.locator("li", has_text="Det tager otte minutter.").first
    item.locator("summary").click()
    assert item.locator("mark").inner_text() == "Det tager otte minutter."


def test_hostile_words_are_shown_and_never_run(dialog, page):
    item = dialog.locator("li", has_text="Vi havde for travlt")
    assert "</script><script>alert(1)</script> & mere." in item.locator("blockquote").inner_text()
    assert item.locator("script").count() == 0
    assert page.errors == []


def test_segments_can_be_filtered_by_pool_source_and_words(dialog):
    dialog.get_by_label("Pulje").select_option(POOLS[1][0])
    assert words_of(dialog) == ["På to af tre afdelinger holdt møderne."]
    assert dialog.locator(".count").inner_text() == "1 tekststykke fra 1 projekt"
    dialog.get_by_label("Pulje").select_option("")
    dialog.get_by_label("Kilde").select_option("citat fra selvevaluering")
    assert len(words_of(dialog)) == 4
    dialog.get_by_label("Søg i teksten").fill("FORREST")
    assert words_of(dialog) == [LEADER]
    dialog.get_by_label("Søg i teksten").fill("findes ikke")
    assert words_of(dialog) == []
    assert "Ingen tekststykker passer" in dialog.locator(".list").inner_text()


def test_a_foreign_segment_says_its_language(dialog):
    foreign = dialog.locator("blockquote", has_text=DOCUMENTS["english"][:20])
    assert foreign.get_attribute("lang") == "en"


def test_escape_closes_and_gives_the_focus_back(dialog, page):
    page.keyboard.press("Escape")
    assert dialog.is_hidden()
    assert page.evaluate("document.activeElement.dataset.learning") == "L001"


def test_it_works_by_keyboard_alone(page):
    button = page.locator('button.drill[data-learning="L001"]')
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#drill")
    assert dialog.is_visible()
    assert page.evaluate("document.getElementById('drill').contains(document.activeElement)")
    dialog.locator("summary").first.focus()
    page.keyboard.press("Enter")
    dialog.locator(".document").first.wait_for()
    dialog.locator(".close").focus()
    page.keyboard.press("Space")
    assert dialog.is_hidden()
    assert page.evaluate("document.activeElement.dataset.learning") == "L001"


def test_what_was_filtered_is_forgotten_when_another_learning_is_opened(dialog, page):
    dialog.get_by_label("Søg i teksten").fill("findes ikke")
    dialog.locator(".close").click()
    page.locator('button.drill[data-learning="L001"]').click()
    assert len(words_of(dialog)) == 5


def test_a_quote_on_the_page_opens_its_own_paragraph(page):
    quote = page.locator("#L001-Q0")
    quote.locator("summary").click()
    assert "De nye lærer ordene den første dag." in quote.inner_text()
