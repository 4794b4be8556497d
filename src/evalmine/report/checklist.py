"""The reporting standards as tables: what each item asks for, and what the run answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from evalmine.report.facts import told_fact
from evalmine.report.words import Words
from evalmine.synthesis.outline import ChecklistItem, Method

STATUSES = ("filled", "partly", "person", "not_applicable")


@dataclass(frozen=True)
class ToldItem:
    """One item: number, what it asks for, the answer (one or more sentences), and its status."""

    number: str
    asks: str
    answer: str
    status: str
    status_key: str  # one of `STATUSES`


@dataclass(frozen=True)
class ToldChecklist:
    """One standard with all its items."""

    name: str
    lead: tuple[str, ...]
    head: tuple[str, str, str, str]
    items: tuple[ToldItem, ...]

    @property
    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """The items as the rows of a table, in the order of `head`."""
        return tuple((i.number, i.asks, i.answer, i.status) for i in self.items)


def told_checklists(method: Method, words: Words) -> list[ToldChecklist]:
    """Return each standard of a run's checklist in words; nothing where it was not filled."""
    told = []
    head = (
        words["checklist.number"],
        words["checklist.asks"],
        words["checklist.answer"],
        words["checklist.status_column"],
    )
    for standard in dict.fromkeys(item.standard for item in method.checklist):
        items = [item for item in method.checklist if item.standard == standard]
        count = Counter(item.status for item in items)
        lead = words.text("checklist.lead", n=len(items), **{s: count[s] for s in STATUSES})
        name = words.label("checklist.name", standard)
        about = words.label("checklist.about", standard)
        rows = tuple(told_item(item, words) for item in items)
        told.append(ToldChecklist(name, (about, lead), head, rows))
    return told


def told_item(item: ChecklistItem, words: Words) -> ToldItem:
    """Return an item in words: the sentences of the run, then what a person must add.

    An item that does not apply says why.
    """
    if item.status == "not_applicable":
        sentences = [words[f"{item.key}.why"]]
    else:
        sentences = [_answered(key, item, words) for key in item.answers]
        if item.status != "filled":
            sentences.append(_to_add(item, words))
    return ToldItem(
        item.number,
        words[f"{item.key}.asks"],
        " ".join(sentences),
        words[f"checklist.status.{item.status}"],
        item.status,
    )


def _answered(key: str, item: ChecklistItem, words: Words) -> str:
    prefix = f"{key}/"
    own = [(n.removeprefix(prefix), value) for n, value in item.values if n.startswith(prefix)]
    return told_fact(key, own, words)


def _to_add(item: ChecklistItem, words: Words) -> str:
    key = f"{item.key}.add"
    if key not in words:
        return words["checklist.add_missing"]
    return words.text("checklist.add", what=words[key])
