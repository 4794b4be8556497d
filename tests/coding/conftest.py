"""What the tests of trained coding share: a small codebook, and codings of made-up answers."""

import random

import pytest

from evalmine.coding.codebook import parse_codebook
from evalmine.coding.people.human_codings import HumanCoding, HumanCodings
from evalmine.coding.trained.training import train_coder
from evalmine.embeddings import load_encoder

BOOK = """
name: hverdag
codes:
  - id: time
    name: {da: Tid}
    definition: {da: "Der mangler timer og ro til opgaven, og kalenderen er fuld."}
  - id: trust
    name: {da: Tillid}
    definition: {da: "Kolleger stoler på hinanden og tør sige deres mening højt."}
  - id: tools
    name: {da: Redskaber}
    definition: {da: "Et skema, en tavle eller et andet konkret redskab bliver brugt."}
  - id: money
    name: {da: Penge}
    definition: {da: "Budgettet og bevillingen rakte, eller rakte ikke."}
"""
SAID = {
    "time": ["timerne slap op", "kalenderen var fuld", "vi manglede ro", "dagen var for kort"],
    "trust": ["vi stoler på hinanden", "man tør sige det højt", "tilliden voksede", "vi tør mere"],
    "tools": [
        "tavlen hænger i køkkenet",
        "skemaet bliver brugt",
        "redskabet er let",
        "vi brugte kort",
    ],
    "money": ["budgettet rakte ikke", "bevillingen slap op"],
    "": ["regnen silede ned", "bussen kom som altid", "vi mødtes en torsdag", "kaffen var varm"],
}
ENDS = ["i maj", "til sidst", "hos os", "på holdet", "i huset", "efter ferien", "igen", "for alle"]


@pytest.fixture(scope="session")
def made_book():
    return parse_codebook(BOOK)


@pytest.fixture(scope="session")
def made_codings(made_book):
    """Twelve projects of ten texts; "money" is given three times only."""
    draw = random.Random(7)
    codings = []
    for i in range(120):
        codes = ["time", "trust", "tools", "", "time", "trust", "tools", "", "trust", "time"][
            i % 10
        ]
        codes = "money" if i in (3, 47, 83) else codes
        said = f"{draw.choice(SAID[codes])} {draw.choice(ENDS)}, {draw.choice(SAID[''])} {i}"
        given = frozenset({codes} - {""})
        codings.append(HumanCoding(f"t{i}", said, given, project_id=f"p{i // 10}"))
    return HumanCodings(codings, made_book.code_ids)


@pytest.fixture(scope="session")
def lexical_encoder():
    return load_encoder("lexical")


@pytest.fixture(scope="session")
def made_coder(made_book, made_codings, lexical_encoder):
    return train_coder(made_book, made_codings, lexical_encoder)
