import pytest

from evalmine.corpus.model import Corpus, Project
from evalmine.errors import ConfigError
from evalmine.synthesis.comparing.grouping import (
    cluster_codes,
    group_projects,
    organization_of,
    year_of,
)


def corpus_of(*attributes):
    return Corpus(tuple(Project(f"P{i:02}", "", a) for i, a in enumerate(attributes)))


def test_size_has_the_bands_of_the_european_commission():
    employees = [1, 9, 10, 49, 50, 249, 250, 9000]
    grouping = group_projects(corpus_of(*({"n_employees": n} for n in employees)), "size")
    assert [grouping.of[f"P{i:02}"] for i in range(8)] == [
        label for label in ("<10", "10-49", "50-249", "250+") for _ in range(2)
    ]
    assert grouping.labels == ("<10", "10-49", "50-249", "250+")


def test_other_numbers_are_put_in_thirds_and_equal_ones_stay_together():
    amounts = [100] * 5 + [200, 300, 400, 500, 600, 700, 800, 900, 1000]
    grouping = group_projects(corpus_of(*({"amount": float(n)} for n in amounts)), "amount")
    assert grouping.labels == ("<200", "200-599", "600+")
    assert {grouping.of[f"P{i:02}"] for i in range(5)} == {"<200"}
    assert [grouping.of[f"P{i:02}"] for i in (5, 8, 9, 13)] == ["200-599"] * 2 + ["600+"] * 2


def test_few_different_numbers_are_groups_as_they_are():
    grouping = group_projects(corpus_of(*({"Runde": n} for n in (1, 2, 2.0, 1))), "runde")
    assert grouping.of == {"P00": "1", "P01": "2", "P02": "2", "P03": "1"}


def test_columns_of_the_survey_are_found_without_regard_to_case():
    grouping = group_projects(corpus_of({"Kommune": "Ribe"}, {"Kommune": ""}, {}), "kommune")
    assert (grouping.of, grouping.labels) == ({"P00": "Ribe"}, ("Ribe",))


def test_dates_are_grouped_by_year():
    corpus = corpus_of({"end": "2024-05-01"}, {"end": "2025-01-31"}, {"end": "2025-02-28"})
    assert group_projects(corpus, "end").labels == ("2025", "2024")
    assert group_projects(corpus, "year").of["P00"] == "2024"
    assert year_of(corpus) == "2025"
    assert year_of(corpus_of({"year": 2023})) == "2023"
    assert year_of(corpus_of({})) == ""


def test_what_nobody_has_is_named_with_what_there_is():
    message = "no project has 'farve' to compare by: choose one of size, source, closed, pool"
    with pytest.raises(ConfigError, match=message):
        group_projects(corpus_of({"pool": "Nær"}), "farve")


def test_organizations_are_one_without_regard_to_case_and_blanks():
    corpus = corpus_of({"organization": "Skolen  Nord"}, {"organization": "skolen nord"}, {})
    names = organization_of(corpus)
    assert names["P00"] == names["P01"] != names["P02"] == "project P02"
    assert cluster_codes(names[p] for p in ("P00", "P02", "P01")) == [1, 0, 1]
