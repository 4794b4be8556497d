from __future__ import annotations

from evalmine.corpus.model import Project
from evalmine.synthesis.estimation.clusters import project_clusters


def of(**names):
    return [Project(p, attributes={"organization": name}) for p, name in names.items()]


def test_only_organizations_with_several_projects_are_clusters():
    assert project_clusters(of(P1="Havnen", P2="Skolen", P3="havnen ")) == {
        "P1": "havnen",
        "P3": "havnen",
    }


def test_projects_without_an_organization_are_not_one_cluster():
    assert project_clusters(of(P1="", P2=None, P3="  ", P4=float("nan"))) == {}


def test_another_attribute_may_be_named():
    projects = [Project(f"P{i}", attributes={"Evaluator": "Rådgiverne"}) for i in range(3)]
    assert len(project_clusters(projects, by="Evaluator")) == 3
    assert project_clusters(projects) == {}
