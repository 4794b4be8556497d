"""COREQ, SRQR and ENTREQ, filled in from a run as far as a run can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from evalmine.synthesis.outline import ChecklistItem, Outline
from evalmine.synthesis.run_facts import Values, run_facts, run_limits

STANDARDS: Final = ("COREQ", "SRQR", "ENTREQ")


@dataclass(frozen=True)
class _Entry:
    """One item of a standard, before a run: which sentences may answer it."""

    item: str
    answers: tuple[str, ...] = ()
    person: bool = False
    applies: bool = True


def with_checklist(outline: Outline) -> Outline:
    """Return the outline with the items of the standards filled in."""
    return replace(outline, method=replace(outline.method, checklist=fill_checklist(outline)))


def fill_checklist(outline: Outline) -> tuple[ChecklistItem, ...]:
    """Return every item of COREQ (32), SRQR (21) and ENTREQ (21), in this order.

    Parameters
    ----------
    outline : Outline
        Whole but for the checklist.

    Returns
    -------
    tuple of ChecklistItem
        An item is "filled" where the facts of the run answer it, "partly" where a person must add
        something, "person" where only a person can answer, or where the run lacks the facts, and
        "not_applicable" where a synthesis of written documents has nothing of the kind.

    Notes
    -----
    COREQ was made for interviews and focus groups (Tong et al. 2007), SRQR for any qualitative
    study (O'Brien et al. 2014), ENTREQ for syntheses of qualitative research (Tong et al. 2012):
    ENTREQ is the nearest to what is done here.  A filled item is a draft to be read: who hands a
    checklist in answers for it.
    """
    facts = run_facts(outline)
    limits = run_limits(outline)
    return tuple(
        _filled(standard, entry, facts, limits)
        for standard in STANDARDS
        for entry in _entries()[standard]
    )


def _filled(
    standard: str, entry: _Entry, facts: dict[str, Values], limits: dict[str, Values]
) -> ChecklistItem:
    said: dict[str, Values] = {}
    for key in entry.answers:
        if key == "limits":
            said |= limits
        elif key in facts:
            said[f"answer.{key}"] = facts[key]
    values = tuple(
        (f"{key}/{name}", value) for key, filled in said.items() for name, value in filled
    )
    return ChecklistItem(
        standard,
        entry.item,
        f"{standard.lower()}.i{int(entry.item):02}",
        _status(entry, has_answer=bool(said)),
        values,
        tuple(said),
    )


def _status(entry: _Entry, *, has_answer: bool) -> str:
    if not entry.applies:
        return "not_applicable"
    if not has_answer:
        return "person"
    return "partly" if entry.person else "filled"


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[_Entry, ...]]:
    import yaml

    path = Path(__file__).resolve().with_name("checklists.yaml")
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = tree["groups"]

    def entry(
        item: str, answers: Sequence[str] = (), *, person: bool = False, applies: bool = True
    ) -> _Entry:
        keys = tuple(key for name in answers for key in groups.get(name, [name]))
        return _Entry(item, keys, person, applies)

    return {standard: tuple(entry(**given) for given in tree[standard]) for standard in STANDARDS}
