"""What divides the projects: attributes, bands of numbers, organizations, years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np

from evalmine.corpus.model import ATTRIBUTE_ROLES, Corpus, Project, is_missing
from evalmine.corpus.text import fold
from evalmine.errors import ConfigError

SIZE_CUTS = (10, 50, 250)
"""Employees from which an organization is small, medium and large.

Commission Recommendation 2003/361/EC, by headcount alone; below the first it is micro."""

_N_BANDS = 3
_MANY_VALUES = 8  # numbers with more different values than this are put in bands
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Grouping:
    """Which group each project is in; `labels` in the order to tell them in."""

    by: str
    of: Mapping[str, str]  # group by project_id; projects of unknown group are not there
    labels: tuple[str, ...]


def group_projects(corpus: Corpus, by: str) -> Grouping:
    """Return the groups of projects by an attribute.

    Parameters
    ----------
    corpus : Corpus
    by : str
        "size" (bands of `n_employees`, see `SIZE_CUTS`), a role such as "pool", or a column of the
        survey.  Other numbers of many different values are put in three bands with about as many
        projects each; equal values stay together.  Dates are grouped by year.

    Raises
    ------
    ConfigError
        If no project has the attribute.
    """
    role = _role(corpus, by)
    values = {
        p.project_id: p.attributes[role]
        for p in corpus.projects
        if not is_missing(p.attributes.get(role))
    }
    if role in ("start", "end"):
        values = {p: found[0] for p, v in values.items() if (found := _YEAR.search(str(v)))}
    if by == "year" and not values:
        values = {p.project_id: year for p in corpus.projects if (year := _year(p))}
    if not values:
        known = ", ".join(["size", "source", "closed", *_attributes(corpus)])
        raise ConfigError(f"no project has {by!r} to compare by: choose one of {known}")
    numbers = {p: float(v) for p, v in values.items() if _is_number(v)}
    if role == "n_employees":
        return _banded(by, numbers, SIZE_CUTS)
    if len(numbers) == len(values) and len(set(numbers.values())) > _MANY_VALUES:
        return _banded(by, numbers, _thirds(sorted(numbers.values())))
    of = {p: _text(v) for p, v in values.items()}
    counts = Counter(of.values())
    return Grouping(by, of, tuple(sorted(counts, key=lambda label: (-counts[label], label))))


def organization_of(*corpora: Corpus) -> dict[str, str]:
    """Return whose each project is, by project_id; projects of no known organization on their own.

    Names are compared without regard to case and blanks.
    """
    return {
        p.project_id: fold(str(name))
        if not is_missing(name := p.attributes.get("organization"))
        else f"project {p.project_id}"
        for corpus in corpora
        for p in corpus.projects
    }


def cluster_codes(names: Iterable[str]) -> list[int]:
    """Return a number for each name, the same for the same name."""
    listed = list(names)
    numbers = {name: number for number, name in enumerate(sorted(set(listed)))}
    return [numbers[name] for name in listed]


def year_of(corpus: Corpus) -> str:
    """Return the year most projects are of, or ended in; "" when it is not known."""
    years = Counter(year for p in corpus.projects if (year := _year(p)))
    return max(sorted(years), key=lambda year: years[year]) if years else ""


def _year(project: Project) -> str:
    for role in ("year", "end"):
        found = _YEAR.search(str(project.attributes.get(role, "")))
        if found:
            return found[0]
    return ""


def _role(corpus: Corpus, by: str) -> str:
    if by == "size":
        return "n_employees"
    if by in ATTRIBUTE_ROLES:
        return by
    folded = {fold(name): name for name in _attributes(corpus)}
    return folded.get(fold(by), by)


def _attributes(corpus: Corpus) -> list[str]:
    return list(dict.fromkeys(name for p in corpus.projects for name in p.attributes))


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _thirds(values: list[float]) -> tuple[float, ...]:
    cuts = {values[round(len(values) * i / _N_BANDS)] for i in range(1, _N_BANDS)}
    return tuple(sorted(cuts - {values[0]}))


def _banded(by: str, numbers: Mapping[str, float], cuts: tuple[float, ...]) -> Grouping:
    """Return the groups of numbers from one cut to just below the next.

    Labels are "<10", "10-49" and "250+" for whole numbers; the report writes them out.
    """
    whole = all(n.is_integer() for n in numbers.values())
    ends = [f"{cut - 1:g}" if whole else f"<{cut:g}" for cut in cuts]
    labels = [f"<{cuts[0]:.15g}"] if cuts else [""]
    for i, cut in enumerate(cuts[:-1]):
        labels.append(f"{cut:.15g}-{cuts[i + 1] - 1:.15g}" if whole else f"{cut:g}-{ends[i + 1]}")
    labels += [f"{cuts[-1]:.15g}+"] if cuts else []
    of = {p: labels[int(np.searchsorted(cuts, n, side="right"))] for p, n in numbers.items()}
    present = set(of.values())
    return Grouping(by, of, tuple(label for label in labels if label in present))
