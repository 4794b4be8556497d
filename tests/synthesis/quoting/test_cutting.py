from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalmine.coding.aspect.polarity import polarity
from evalmine.synthesis.quoting.cutting import (
    RESERVATIONS,
    Place,
    Span,
    best_span,
    candidates,
    clause_cuts,
    stands,
)

CLAUSES = [
    "vi fik en fast tavle i kantinen på alle ni afdelinger",
    "lederne begyndte at spise frokost sammen med holdet hver eneste torsdag",
    "men det virkede ikke på natholdet",
    "hvis lederen selv gik med",
    "vi håbede at møderne blev kortere",
    "ingen af vagterne mødte op til de fælles morgener",
    "samtalekortene gjorde det lettere at tage de svære emner op",
    "kun to af holdene holdt fast efter sommeren",
    "medarbejderne byggede selv et lille bibliotek af gode vaner",
    "uden at nogen rigtig vidste hvorfor",
    "det blev aldrig til noget",
    "nye kolleger får en makker den første dag",
    "møderne mislykkedes helt i foråret",
]
GLUE = [", og ", "; ", " – ", ", så ", ", ", ", and ", ", hvilket "]


@st.composite
def long_sentences(draw):
    parts = [draw(st.sampled_from(CLAUSES))]
    for _ in range(draw(st.integers(1, 6))):
        parts += [draw(st.sampled_from(GLUE)), draw(st.sampled_from(CLAUSES))]
    sentence = "".join(parts)
    lead = draw(st.sampled_from(["", "Før havde vi intet. ", "Tavlen hænger i gangen. "]))
    text = lead + sentence[0].upper() + sentence[1:] + "."
    before = 0 if lead and draw(st.booleans()) else None
    return Place(text, len(lead), len(text), "da", before)


@settings(max_examples=300, deadline=None)
@given(long_sentences())
def test_a_cut_hides_no_reservation_and_turns_nothing_around(place):
    for span in clause_cuts(place):
        assert place.start <= span.start < span.end <= place.end
        kept = place.text[span.start : span.end]
        removed = place.text[place.start : span.start] + " " + place.text[span.end : place.end]
        assert not RESERVATIONS & set(re.findall(r"\w+", removed.lower()))
        assert polarity([kept], ["da"])[0] == polarity([place.segment], ["da"])[0]
        assert span.cut_before == (span.start > place.start)
        assert span.cut_after == (span.end < place.end)


def letters_of_longer_words(text):
    return sum(len(word) for word in re.findall(r"\w+", text) if len(word) > 3)


@settings(max_examples=300, deadline=None)
@given(long_sentences())
def test_the_best_span_is_one_stretch_that_holds_the_segment_or_its_greater_part(place):
    span, alone = best_span(place)
    assert alone == stands(place, span)
    if not span.cut_before and not span.cut_after:
        assert span.end == place.end
        assert span.start in (place.start, place.before)
    else:
        kept = place.text[span.start : span.end]
        assert 2 * letters_of_longer_words(kept) >= letters_of_longer_words(place.segment)


def test_some_long_sentences_are_cut_and_the_place_is_told():
    text = (
        "Da vi begyndte at spørge de nye, hvad der undrede dem, fik alle ni arbejdspladser en "
        "kærlig og grundig gennemgang af deres egne vaner, og mange steder blev møder, pauser og "
        "tonen i frokoststuen ændret i løbet af det samme år."
    )
    span, alone = best_span(Place(text, 0, len(text), "da"))
    assert alone
    assert (span.start, span.cut_before, span.cut_after) == (0, False, True)
    assert text[: span.end].endswith("egne vaner")


@pytest.mark.parametrize(
    "tail",
    [
        ", men det virkede ikke på natholdet.",
        ", og natholdet var aldrig med.",
        ", og alle 14 hold var tilbage ved det gamle efter et år.",
        ", og vi håbede på mere.",
        ", og flere klagede over larmen.",
        ", og var det nu godt?",
    ],
)
def test_what_speaks_against_is_never_cut_away(tail):
    head = (
        "Alle hold fik en fast tavle i kantinen med plads til dagens aftaler, så lederen og "
        "medarbejderne kunne mødes ved den hver eneste morgen før vagten og tale sammen om "
        "opgaverne, pauserne og de nye kolleger"
    )
    place = Place(head + tail, 0, len(head + tail), "da")
    assert not any(span.cut_after and span.end == len(head) for span in clause_cuts(place))


def test_what_governs_the_rest_is_never_cut_away():
    text = "Vi håbede, at lederne kom med på gulvet, og medarbejderne fik bedre tid til hinanden."
    assert not [s for s in clause_cuts(Place(text, 0, len(text), "da")) if s.cut_before]


def test_a_sentence_that_points_back_takes_the_one_before_it_along():
    text = "Lederne satte en time af hver uge. Det gav en helt anden ro på stuen om aftenen."
    start = text.index("Det gav")
    with_it = best_span(Place(text, start, len(text), "da", before=0))
    assert with_it == (Span(0, len(text)), True)
    assert best_span(Place(text, start, len(text), "da")) == (Span(start, len(text)), False)


def test_the_one_before_is_not_taken_where_it_points_back_too_or_is_most_of_the_quote():
    for text, second in (
        ("Det tog vi op med dem. Det gav en helt anden ro på stuen.", "Det gav"),
        ("Alle ni hold fik en fast tavle ved siden af kaffemaskinen i gangen, hvor lederen og "
         "medarbejderne mødes hver eneste morgen før vagten. Det var ikke nemt i starten.",
         "Det var"),
    ):  # fmt: skip
        place = Place(text, text.index(second), len(text), "da", before=0)
        assert best_span(place)[1] is False


def test_a_sentence_that_stands_alone_is_left_as_it_is():
    text = "Tavlen hænger i gangen. Lederne spiser frokost med holdet hver torsdag."
    place = Place(text, text.index("Lederne"), len(text), "da", before=0)
    assert best_span(place) == (Span(place.start, place.end), True)


def test_an_answer_without_a_last_stop_stands_only_where_nothing_follows():
    text = "Lederne spiser frokost med holdet hver torsdag"
    assert best_span(Place(text, 0, len(text), "da", closes=True))[1]
    assert not best_span(Place(text, 0, len(text), "da", closes=False))[1]
    for broken in (
        "Lederne spiser frokost med holdet og",
        "Vi prøvede et kort til folk med bord …",
    ):
        assert not best_span(Place(broken, 0, len(broken), "da", closes=True))[1]


def test_a_masked_identifier_is_never_taken_along():
    text = "Lederen har nummer [TELEFON] på tavlen. Det gav en helt anden ro på stuen om aftenen."
    place = Place(text, text.index("Det gav"), len(text), "da", before=0)
    assert list(candidates(place))
    assert best_span(place) == (Span(place.start, place.end), False)


def test_a_setback_is_never_cut_from_a_success():
    head = (
        "Samtalekortene gjorde det lettere og bedre at tage de svære emner op på møderne, og nye "
        "kolleger fik en god start med en fast makker, der viste rundt i huset den første dag og "
        "spiste frokost sammen med dem hele den første uge"
    )
    for tail, cut in (
        (", og flere klagede over larmen.", False),
        (", og kortene blev kopieret.", True),
    ):
        place = Place(head + tail, 0, len(head + tail), "da")
        found = [s for s in clause_cuts(place) if s.cut_after and s.end == len(head)]
        assert bool(found) is cut
