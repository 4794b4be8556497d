"""What people decided about themes: a log that is only added to, and the rules it must keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from evalmine.errors import ConfigError

DecisionKind = Literal["rename", "merge", "split", "pin", "reject"]


@dataclass(frozen=True)
class Decision:
    """One decision of a person.

    Parameters
    ----------
    number : int
        From 1; never used again.
    kind : {"rename", "merge", "split", "pin", "reject"}
        What was decided.
    theme_ids : tuple of str
        The theme it is about; for a merge all of them, the one that stays first.
    by : str
        Who decided.
    after_run : str
        The latest run at that time.
    name : str
        The new name.
    part_ids : tuple of str
        Ids of the parts of a split.
    groups : tuple of tuple of str
        Ids of the segments that show what each part is about; () where the machine finds out.
    undone_by : str
        Who took it back; "" while it holds.
    """

    number: int
    kind: DecisionKind
    theme_ids: tuple[str, ...]
    by: str
    after_run: str
    name: str = ""
    part_ids: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    undone_by: str = ""

    def sentence(self, language: str = "da") -> str:
        """Return the decision as a sentence in Danish ("da") or English ("en")."""
        from evalmine.themes.identity.sentences import decision_sentence

        return decision_sentence(self, language)


@dataclass
class Standing:
    """What holds after all decisions that were not undone."""

    gone: dict[str, Decision] = field(default_factory=dict)  # merged away or split
    rejected: dict[str, Decision] = field(default_factory=dict)
    pinned: dict[str, Decision] = field(default_factory=dict)
    renamed: dict[str, Decision] = field(default_factory=dict)


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that were not undone, in their order."""
    return tuple(d for d in decisions if not d.undone_by)


def undone_parts(decisions: Sequence[Decision]) -> set[str]:
    """Return the parts of splits that were undone: ids that nothing has."""
    return {part for d in decisions if d.undone_by for part in d.part_ids}


def standing(decisions: Sequence[Decision], theme_ids: Sequence[str]) -> Standing:
    """Return what holds after the decisions, or say which of them cannot be.

    Parameters
    ----------
    decisions : sequence of Decision
        Undone ones count for nothing.
    theme_ids : sequence of str
        All themes and groups there ever were.

    Raises
    ------
    ConfigError
        If a decision names a theme that is not there, or goes against another one.
    """
    held = Standing()
    part_of = {part: d for d in decisions for part in d.part_ids}
    known = set(theme_ids) - set(part_of)
    unmade = undone_parts(decisions)
    shown = [theme_id for theme_id in theme_ids if theme_id not in unmade]
    for decision in in_force(decisions):
        for theme_id in decision.theme_ids:
            _check_id(theme_id, decision.kind, known, held, part_of, shown)
        _RULES[decision.kind](decision, held)
        known.update(decision.part_ids)
    return held


def undo(decisions: Sequence[Decision], number: int | None, by: str) -> tuple[Decision, ...]:
    """Return the log with one decision undone, the latest in force if no number is given."""
    held = in_force(decisions)
    if not held:
        raise ConfigError("there is no decision to undo")
    number = held[-1].number if number is None else number
    if number not in {d.number for d in decisions}:
        raise ConfigError(f"there is no decision {number}: the last one is {decisions[-1].number}")
    if number not in {d.number for d in held}:
        undone_by = decisions[number - 1].undone_by
        raise ConfigError(f"decision {number} is already undone (by {undone_by})")
    return tuple(replace(d, undone_by=by) if d.number == number else d for d in decisions)


def check_undo(decisions: Sequence[Decision], number: int, theme_ids: Sequence[str]) -> None:
    """Raise ConfigError if a decision in force rests on the one that was just undone."""
    held = in_force(decisions)
    for n in range(1, len(held) + 1):
        try:
            standing((*_undone(decisions), *held[:n]), theme_ids)
        except ConfigError as error:
            later = held[n - 1]
            raise ConfigError(
                f"decision {number} cannot be undone: decision {later.number} "
                f"({later.kind} of {_listed(later.theme_ids)}) rests on it: undo that first"
            ) from error


def clean_words(text: str, what: str) -> str:
    """Return a name on one line; ConfigError if nothing is left of it."""
    words = " ".join(text.split())
    if not words:
        raise ConfigError(_EMPTY[what])
    return words


_EMPTY = {
    "by": "by is empty: say who decides, for example by='Lone'",
    "name": "the name is empty: give the theme a name",
}


def _undone(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(d for d in decisions if d.undone_by)


def _check_id(
    theme_id: str,
    kind: str,
    known: set[str],
    held: Standing,
    part_of: dict[str, Decision],
    theme_ids: Sequence[str],
) -> None:
    if theme_id in part_of and theme_id not in known:
        made = part_of[theme_id]
        raise ConfigError(
            f"{theme_id} is gone: the split of {made.theme_ids[0]} (decision {made.number}) "
            f"was undone by {made.undone_by}: name {made.theme_ids[0]}"
        )
    if theme_id not in known:
        raise ConfigError(f"there is no theme {theme_id}: {_range(theme_ids)}")
    if theme_id in held.gone:
        raise ConfigError(_gone(theme_id, held.gone[theme_id]))
    if theme_id.startswith("G") and kind != "rename":
        raise ConfigError(f"{theme_id} is a group of themes and can only be renamed: name a theme")


def _rename(decision: Decision, held: Standing) -> None:
    (theme_id,) = decision.theme_ids
    for other, earlier in held.renamed.items():
        if earlier.name == decision.name and other != theme_id and other not in held.gone:
            raise ConfigError(
                f"{other} is already called »{decision.name}« (by {earlier.by}, decision "
                f"{earlier.number}): choose another name for {theme_id}, or merge the two"
            )
    held.renamed[theme_id] = decision


def _merge(decision: Decision, held: Standing) -> None:
    stays, *others = decision.theme_ids
    if len(set(decision.theme_ids)) < len(decision.theme_ids) or not others:
        raise ConfigError(
            f"merge needs two or more different themes, not {_listed(decision.theme_ids)}"
        )
    for theme_id in decision.theme_ids:
        _not(theme_id, "rejected", held.rejected)
    for theme_id in others:
        if theme_id in held.pinned:
            earlier = held.pinned[theme_id]
            raise ConfigError(
                f"{theme_id} is pinned (by {earlier.by}, decision {earlier.number}) and cannot "
                f"be merged into {stays}: put it first, or undo decision {earlier.number}"
            )
        held.gone[theme_id] = decision


def _split(decision: Decision, held: Standing) -> None:
    (theme_id,) = decision.theme_ids
    _not(theme_id, "rejected", held.rejected)
    _not(theme_id, "pinned", held.pinned)
    held.gone[theme_id] = decision


def _pin(decision: Decision, held: Standing) -> None:
    (theme_id,) = decision.theme_ids
    _not(theme_id, "rejected", held.rejected)
    held.pinned[theme_id] = decision


def _reject(decision: Decision, held: Standing) -> None:
    (theme_id,) = decision.theme_ids
    _not(theme_id, "pinned", held.pinned)
    held.rejected[theme_id] = decision


_RULES: dict[str, Callable[[Decision, Standing], None]] = {
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "pin": _pin,
    "reject": _reject,
}


def _not(theme_id: str, state: str, held: dict[str, Decision]) -> None:
    if theme_id in held:
        earlier = held[theme_id]
        raise ConfigError(
            f"{theme_id} is {state} (by {earlier.by}, decision {earlier.number}): "
            f"undo decision {earlier.number} first"
        )


def _gone(theme_id: str, decision: Decision) -> str:
    who = f"(by {decision.by}, decision {decision.number})"
    if decision.kind == "merge":
        stays = decision.theme_ids[0]
        return (
            f"{theme_id} was merged into {stays} {who}: "
            f"name {stays}, or undo decision {decision.number}"
        )
    return (
        f"{theme_id} was split into {_listed(decision.part_ids)} {who}: "
        f"name one of them, or undo decision {decision.number}"
    )


def _range(theme_ids: Sequence[str]) -> str:
    themes = [x for x in theme_ids if x.startswith("T")]
    if not themes:
        return "the registry is empty: settle a run first"
    return (
        f"the registry holds {themes[0]} to {themes[-1]}"
        if len(themes) > 1
        else (f"the registry holds {themes[0]} only")
    )


def _listed(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]}"
