from __future__ import annotations

import pytest

from evalmine.corpus.non_answers import is_non_answer


@pytest.mark.parametrize(
    "answer",
    """
    -|–|.|...|?|/|👍|😊😊|:-)|x|XXX|N/A|n/a|NA|n.a.|None|none.|Nothing|Nope
    Nej|nej.|Nej tak|Nej, ikke relevant.|Nej, intet at tilføje|Intet|Intet nyt|Ingen|Ingen.
    Ingen bemærkninger|INGEN BEMÆRKNINGER!|Ingen yderligere kommentarer|Ikke noget særligt
    Ikke relevant|Ikke relevant for vores projekt|Ej relevant|Ikke aktuelt|Ikke besvaret
    Ved ikke|Det ved vi ikke|Det ved jeg ikke endnu|Aner det ikke|Ingen anelse
    Se vedhæftede rapport|Se vedhæftede rapport.|se venligst vedhæftede bilag|Se bilag 3|Vedhæftet
    Vi henviser til den eksterne evaluering|Jf. vedlagte evalueringsrapport
    Som ovenfor|Se ovenfor|"Se ovenfor"|Samme som ovenfor|Se svaret på spørgsmål 3|Ditto|Det samme
    Ingen merknader|Ingenting å tilføye|Ikke aktuelt|Vet ikke|Se vedlegg|Som over|Nei
    Inga kommentarer|Inget att tillägga|Ej aktuellt|Vet inte|Se bifogad rapport|Se ovan|Nej tack
    No comments|No further comments.|Nothing to add|Not applicable|Not relevant|Don't know
    I don’t know|We do not know yet|See attached report|Please see the attached report|As above
    See above|Same as above|Unknown|
    """.replace("\n", "|").split("|"),
)
def test_answers_that_say_nothing(answer):
    assert is_non_answer(answer.strip())


@pytest.mark.parametrize(
    "answer",
    [
        "Ja",
        "0",
        "14",
        "Tavlen",
        "Ingen ændringer",
        "Ingen ny viden, men mere ro",
        "Nej, det blev sværere",
        "Nej. Tiden var knap.",
        "Ikke nok tid",
        "Ved ikke hvorfor, men det virkede",
        "Se på hinanden og lyt",
        "Som ovenfor, og desuden har vi ansat en vikar",
        "Rapporten blev for lang",
        "Vi ved ikke, om det holder, når tilskuddet er brugt",
        "Evalueringen",
        "Ingen tid",
        "Nothing worked",
        "None of the leaders came",
        "No time",
        "Above all the breaks",
        "Inga pengar",
        "Ingen ledelse å få øye på",
        "Se vedhæftede rapport om, hvordan nattevagterne fik indflydelse",
    ],
)
def test_answers_that_say_something(answer):
    assert not is_non_answer(answer)
