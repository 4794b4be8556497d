import pandas as pd
import pytest

from evalmine.corpus.roles import explain_roles, guess_roles
from evalmine.errors import InputError

LONG = [
    f"Vi lærte nummer {i}, at man skal spørge de folk, det handler om, før man begynder"
    for i in range(4)
]


def one(header, cells):
    return guess_roles(pd.DataFrame({"Id": range(len(cells)), header: cells}, dtype=object))[header]


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [
        ("Projektets titel", ["a", "b"], "title"),
        ("Project name", ["a", "b"], "title"),
        ("Arbejdsplads", ["a", "b"], "organization"),
        ("Organisasjon", ["a", "b"], "organization"),
        ("Organisationstype", ["a", "b"], "organization_type"),
        ("Pulje", ["a", "b"], "pool"),
        ("Fylke", ["a", "b"], "region"),
        ("Bransch", ["a", "b"], "sector"),
        ("Projektniveau", ["a", "b"], "level"),
        ("Antal ansatte", ["12", "13"], "n_employees"),
        ("Antal anställda", [12, 13], "n_employees"),
        ("Ledere nået", [1, 2], "n_leaders"),
        ("Number of employees reached", [1, 2], "n_staff"),
        ("Bevilget beløb (kr.)", ["385.000,00", "1.000"], "amount"),
        ("Beviljat belopp", ["385 000", "1000"], "amount"),
        ("Startdato", ["01-03-2024", "02-03-2024"], "start"),
        ("End date", ["2024-03-01", "2024-03-02"], "end"),
        ("År", ["2024", "2025"], "year"),
        ("Må citeres", ["Ja", "Nej"], "may_quote"),
        ("May we quote you?", ["yes", "no"], "may_quote"),
        ("Må vi bringe jeres ord?", ["ja", "nej"], "may_quote"),
        ("Må jeres svar gengives i rapporten?", ["Ja", "Nej"], "may_quote"),
        ("Samtykke til offentliggørelse", ["Ja", "Nej"], "may_quote"),
        ("Får vi publicera era svar?", ["Ja", "Nej"], "may_quote"),
        ("Må vi kontakte jer igen?", ["Ja", "Nej"], "attribute"),
        ("Udbetalt tilskud", ["312.500,50", "98.000,00"], "amount"),
        ("Tilskudsperiode fra", ["01/03/2024", "15-04-2024"], "start"),
        ("Tilskudsperiode til", ["28-02-2025", "1. marts 2025"], "end"),
        ("Foreningens navn", ["a", "b"], "organization"),
        ("Har I nået jeres mål?", ["Ja, i høj grad", "Nej, i ringe grad"], "closed"),
        ("E-mail", ["a@b.example", "c@d.example"], "ignore"),
        ("Hvad er jeres vigtigste læring?", LONG, "open"),
        ("Vad har ni lärt er?", ["Mycket", "Lite", "Vet ej ännu", "Att fråga"], "open"),
        ("I hvilken grad virkede det?", ["I høj grad", "Slet ikke", "Ved ikke"], "closed"),
        ("To what extent did it work?", ["5", "4", "3"], "closed"),
        ("Tilfredshed", ["Meget tilfreds", "Utilfreds"], "closed"),
        ("Kommune", ["Nord", "Nord", "Syd"], "attribute"),
        ("Start", ["Det gik trægt i begyndelsen", "Vi kom godt fra start"], "attribute"),
    ],
)
def test_roles_by_header_and_cells(header, cells, role):
    assert one(header, cells) == role


@pytest.mark.parametrize(
    "header", ["Projekt-id", "Sagsnr.", "Project ID", "Prosjektnummer", "Journalnummer", "ID", "Nr"]
)
def test_project_ids(header):
    frame = pd.DataFrame({header: ["A1", "A2"], "Hvad lærte I?": LONG[:2]})
    assert guess_roles(frame)[header] == "project_id"


def test_the_project_id_goes_before_the_respondent_id():
    frame = pd.DataFrame({"Respondent-id": ["1", "2"], "Projekt-id": ["A1", "A2"]})
    assert guess_roles(frame) == {"Respondent-id": "attribute", "Projekt-id": "project_id"}


def test_a_lone_text_column_is_text_and_beside_a_question_it_is_open():
    assert guess_roles(pd.DataFrame({"id": ["1", "2"], "text": LONG[:2]}))["text"] == "text"
    both = pd.DataFrame({"id": ["1", "2"], "text": LONG[:2], "Hvad lærte I undervejs?": LONG[:2]})
    assert guess_roles(both)["text"] == "open"


def test_group_headers_decide_where_the_cells_do_not():
    frame = pd.DataFrame({"Id": ["1", "2", "3"], "Læring": ["Tid", "Tid", "Ro"]})
    assert guess_roles(frame)["Læring"] == "attribute"
    assert guess_roles(frame, groups=["Projekt", "Åbne spørgsmål"])["Læring"] == "open"


def test_given_roles_win_and_free_their_place():
    frame = pd.DataFrame({"Projekt-id": ["1", "2"], "Sag": ["A1", "A2"], "Note": LONG[:2]})
    roles = {
        g.column: g.role for g in explain_roles(frame, roles={"Sag": "project_id", "Note": "open"})
    }
    assert roles == {"Projekt-id": "attribute", "Sag": "project_id", "Note": "open"}


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        (
            {"Projektid": "project_id"},
            "a.xlsx: has no column 'Projektid', did you mean 'Projekt-id'? "
            "Its columns are 'Projekt-id', 'Svar'",
        ),
        (
            {"Qwxz": "open"},
            "a.xlsx: has no column 'Qwxz'; its columns are 'Projekt-id', 'Svar'",
        ),
        (
            {"Projekt-id": "title", "Svar": "title"},
            "a.xlsx: role 'title' is given to 'Projekt-id' and 'Svar': give it to one column",
        ),
    ],
)
def test_wrong_roles_say_what_is_near(roles, message):
    frame = pd.DataFrame({"Projekt-id": ["1"], "Svar": ["x"]})
    with pytest.raises(InputError) as error:
        explain_roles(frame, roles=roles, source="a.xlsx")
    assert str(error.value) == message


def test_an_unknown_role_names_the_nearest():
    with pytest.raises(InputError, match="role 'opened' is not known, did you mean 'open'"):
        explain_roles(pd.DataFrame({"Svar": ["x"]}), roles={"Svar": "opened"})


def test_an_empty_question_is_still_a_question():
    assert one("Hvad stod i vejen undervejs?", [None, None]) == "open"
