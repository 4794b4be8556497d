from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalmine.corpus.mask import mask_identifiers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Borgeren (120190-1234) ringede selv.", "Borgeren ([CPR]) ringede selv."),
        ("Hun skrev 451390-0000 i feltet.", "Hun skrev [CPR] i feltet."),  # no such day or month
        ("Nummer 990099-1234 findes ikke.", "Nummer [CPR] findes ikke."),
        ("Nummeret er 310205 - 4321.", "Nummeret er [CPR]."),
        ("Nummeret er 310205–4321.", "Nummeret er [CPR]."),
        ("Det var 120190 1234, tror jeg.", "Det var [CPR], tror jeg."),
        ("Det var 1201901234, tror jeg.", "Det var [CPR], tror jeg."),
        ("CPR: 1201901234", "CPR: [CPR]"),
        ("cpr-nr. 999999 1234 og ferie", "cpr-nr. [CPR] og ferie"),
        ("Journalen viser 120190-XXXX.", "Journalen viser [CPR]."),
        ("Et erstatningsnummer: 120190-1AB2.", "Et erstatningsnummer: [CPR]."),
        ("Dag plus 60: 720190-1234", "Dag plus 60: [CPR]"),
        ("120190-1234,120191-1234", "[CPR],[CPR]"),
    ],
)
def test_cpr_numbers(text, masked):
    result = mask_identifiers(text)
    assert result.text == masked
    assert set(result.counts) == {"CPR"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ring på 00 12 34 56.", "Ring på [TELEFON]."),
        ("Ring på 12 34 56 78!", "Ring på [TELEFON]!"),
        ("Ring 12345678 før kl. 12.", "Ring [TELEFON] før kl. 12."),
        ("Ring til Ellen på 12345678", "Ring til Ellen på [TELEFON]"),
        ("tlf. 12345678", "tlf. [TELEFON]"),
        ("Tlf.nr.: 12345678", "Tlf.nr.: [TELEFON]"),
        ("Telefonnummer 12345678", "Telefonnummer [TELEFON]"),
        ("mobil nr. 1234 5678", "mobil nr. [TELEFON]"),
        ("Skriv en sms til 12345678.", "Skriv en sms til [TELEFON]."),
        ("Min vagttelefon er 20 12 34 56", "Min vagttelefon er [TELEFON]"),
        ("Lederen har 20123456 hele døgnet.", "Lederen har [TELEFON] hele døgnet."),
        ("Lederen har 2012 3456.", "Lederen har [TELEFON]."),
        ("+45 12345678", "[TELEFON]"),
        ("+4512345678", "[TELEFON]"),
        ("(+45) 12 34 56 78", "[TELEFON]"),
        ("0045 12 34 56 78", "[TELEFON]"),
        ("004512345678", "[TELEFON]"),
        ("Vi har 12 34 56 78 20123456", "Vi har [TELEFON] [TELEFON]"),
        ("12-34-56-78 eller 12.34.56.78", "[TELEFON] eller [TELEFON]"),
        ("12\u00a034\u00a056\u00a078", "[TELEFON]"),
        ("Ring på 28 02 20 25 eller 20 10 2024.", "Ring på [TELEFON] eller [TELEFON]."),
        ("Ring på 28-02-20-25.", "Ring på [TELEFON]."),
        ("Svensk: +46 70 123 45 67.", "Svensk: [TELEFON]."),
        ("Norsk: +47 22 12 34 56.", "Norsk: [TELEFON]."),
    ],
)
def test_telephone_numbers(text, masked):
    result = mask_identifiers(text)
    assert result.text == masked
    assert set(result.counts) == {"TELEFON"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Skriv til ellen@firma.example.", "Skriv til [E-MAIL]."),
        ("(Ægir.Ø-p+liste@under.firma.example)", "([E-MAIL])"),
        ("mailto:a@b.example", "mailto:[E-MAIL]"),
        ("Se www.firma.example/side?x=1.", "Se [URL]."),
        ("Se https://firma.example/a(b)c, der står det.", "Se [URL], der står det."),
        ("Siden (http://firma.example) er lukket", "Siden ([URL]) er lukket"),
        ("»WWW.FIRMA.EXAMPLE«", "»[URL]«"),
        ("https://firma.example/12345678/120190-1234", "[URL]"),
        ("https://firma.example/?til=ellen@firma.example", "[URL]"),
    ],
)
def test_addresses(text, masked):
    assert mask_identifiers(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        # amounts
        "Vi brugte 20500000 kr. på to år.",
        "Vi brugte 20 500 000 kr. på to år.",
        "Vi brugte kr. 20.500.000,00 på to år.",
        "Vi brugte kr. 20500000 på to år.",
        "Budgettet var 33123456 kroner.",
        "Mellem 100000-200000 kr. om året.",
        "Mellem 250 000 - 300 000 kr.",
        "Fra 2.000.000-3.000.000 kr. til 12,5 mio. kr.",
        "Fra 250000 - 3000 er langt.",
        "Vi gik fra 10 20 30 40 procent.",
        "20123456 % er nok en tastefejl.",
        # years, dates and times
        "Projektet løb 2024-2025.",
        "Projektet løb 2024/2025, ikke 2023 2024.",
        "I 2023, 2024 og 2025 mødtes vi.",
        "Fra 2024-02-01 til 2025-06-30.",
        "Fra 20240201 til 20250630.",
        "Den 01.02.2024 og den 01-02-2024 og den 01/02/2024.",
        "Den 28-02-2025 og den 28.02.2025 og den 20-10-2024.",
        "28-02-2025",
        "Fra 01-01-2024 - 31-12-2024.",
        "Evalueringen (2010-2014) og manualen (2010-02-22; ændret 2015-07-06).",
        "d. 1. februar 2024 kl. 12.30-14.30",
        "kl. 08.30-10.30 eller kl. 0830-1030 eller 08:30-10:30",
        "2024-02-01 12:30",
        "I uge 20 21 22 23 holdt vi pause.",
        # other numbers
        "CVR-nr. 33123456 står på fakturaen.",
        "EAN 5790000123456",
        "Sagsnr. 2024-123456 og j.nr. 2024-1234-5678.",
        "Vi tæller 1 2 3 4 5 6 7 8.",
        "12 ledere, 34 kolleger, 56 borgere og 78 andre",
        "Side 12-34 og 56-78.",
        "Tidsskriftet 4(12), 3248–3259.",
        "20.000-30.000 medarbejdere",
        # what only looks like an address
        "Vi mødes @kontoret og skriver a@b.",
        "Firmaet hedder firma.dk i daglig tale.",
        "www. er ikke en adresse",
    ],
)
def test_what_must_stay(text):
    result = mask_identifiers(text)
    assert result.text == text
    assert not result.counts


def test_what_was_masked_is_counted():
    text = "Ring til Ellen, 120190-1234, på 12 34 56 78 eller 20 12 34 56, a@b.example"
    result = mask_identifiers(text)
    assert result.text == "Ring til Ellen, [CPR], på [TELEFON] eller [TELEFON], [E-MAIL]"
    assert result.counts == {"CPR": 1, "TELEFON": 2, "E-MAIL": 1}


def test_national_numbers_of_another_country():
    text = "Ring på 070-123 45 67."
    assert mask_identifiers(text).text == text
    assert mask_identifiers(text, region="SE").text == "Ring på [TELEFON]."


pieces = st.sampled_from(
    ["120190-1234", "12 34 56 78", "2024-2025", "kr. ", "20500000", " kr.", "a@b.example",
     "www.x.dk", "tlf. ", "cpr ",
     " ", ", ", "Vi mødtes", "+45", "1", "-", "[", "\n", "(", "12345678"]
)  # fmt: skip


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_masking_twice_changes_nothing_more(text):
    once = mask_identifiers(text).text
    assert mask_identifiers(once).text == once


@given(st.text(st.characters(exclude_categories=["Nd", "Cs"]).filter(lambda c: c not in "@:.")))
def test_text_without_digits_and_addresses_stays_as_it_is(text):
    assert mask_identifiers(text).text == text


def test_a_long_run_without_an_address_takes_no_time():
    text = "a" * 200_000 + " " + "1." * 20_000
    assert mask_identifiers(text).text == text
