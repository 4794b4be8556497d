"""Events and decisions as sentences that can be printed, in Danish and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evalmine.themes.identity.phrases import FRACTIONS, WORDS

if TYPE_CHECKING:
    from evalmine.themes.identity.decisions import Decision
    from evalmine.themes.identity.events import Event, Flow

# A share this near to a common fraction is told in words.
_NEAR = 0.02
_ABOUT = 0.04
_ALMOST_ALL = 0.9


def share_in_words(share: float, language: str = "da") -> str:
    """Return a share as words where it is near a common fraction, else in percent.

    >>> [share_in_words(x) for x in (0.34, 0.46, 0.5, 0.95, 1.0, 0.42)]
    ['en tredjedel', 'knap halvdelen', 'halvdelen', 'næsten alle', 'alle', '42 %']
    >>> share_in_words(0.7, "en")
    'just over two thirds'
    """
    words = WORDS[_known(language)]
    if share >= _ALMOST_ALL:
        return words["all"] if share >= 1 else words["almost_all"]
    fraction, name = min(FRACTIONS[_known(language)].items(), key=lambda f: abs(f[0] - share))
    off = round(abs(share - fraction), 6)
    if off <= _NEAR:
        return name
    if off <= _ABOUT:
        return words["above" if share > fraction else "below"].format(name)
    return words["percent"].format(round(100 * share))


def event_sentence(event: Event, language: str = "da") -> str:
    """Return an event as one or two sentences."""
    return _Teller(language).event(event)


def decision_sentence(decision: Decision, language: str = "da") -> str:
    """Return a decision as a sentence."""
    teller = _Teller(language)
    words = teller.words
    first, *others = decision.theme_ids
    run = decision.after_run
    told = words["split_by" if decision.kind == "split" else decision.kind].format(
        by=decision.by,
        ids=teller.listed(decision.theme_ids),
        name=decision.name,
        first=first,
        others=teller.listed(others),
        parts=teller.listed(decision.part_ids),
        when=words["after"].format(run=run) if run else "",
    )
    undone = words["undone"].format(by=decision.undone_by) if decision.undone_by else ""
    return f"{told}{undone}."


def waiting_sentences(theme_id: str, run: str, *, is_there: bool) -> dict[str, str]:
    """Return, by language, that a split could not be drawn; `is_there`: its theme was found."""
    form = "split_waits" if is_there else "split_absent"
    return {
        language: words[form].format(theme=theme_id, run=words["in"].format(run=run) if run else "")
        for language, words in WORDS.items()
    }


class _Teller:
    """Puts the parts of a sentence together in one language."""

    def __init__(self, language: str) -> None:
        self.language = _known(language)
        self.words = WORDS[self.language]

    def event(self, event: Event) -> str:
        if event.kind in ("merge", "takeover"):
            return self._goes_on(event)
        if event.kind == "split":
            return self._split(event)
        if event.kind == "continuation":
            return self._continues(event)
        if event.kind == "held":
            return self._held(event)
        last = event.last_run if event.last_run != event.run else ""
        return self.words[event.kind].format(
            theme=self._theme(event.theme_id, event.name),
            run=self._in(event.run),
            last=self.words["last"].format(run=self._in(last)) if last else "",
            n=self._n(event.n_segments),
            by=event.by,
            where=self._where(event),
        )

    def _where(self, event: Event) -> str:
        n_told = sum(flow.n_shared for flow in event.flows)
        n_known = sum(flow.n_known for flow in event.flows)
        if event.kind == "pinned":
            form = "pinned_from" if event.flows else "pinned_none"
        elif not event.flows:
            form = "nowhere"
        # A new text never belonged to the theme: it is only nearest to what was there.
        elif n_known == n_told:
            form = "scattered"
        else:
            form = "scattered_both" if n_known else "scattered_new"
        return self.words[form].format(
            n=self._n(n_told),
            known=self._n(n_known),
            new=self._n(n_told - n_known, "_new"),
            lie=self.words["one_lies" if n_told == 1 else "n_lie"],
            places=self.listed([f"{flow.theme_id} ({flow.n_shared})" for flow in event.flows]),
            run=self._in(event.run),
        )

    def listed(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.words['and']} {items[-1]}"

    def _goes_on(self, event: Event) -> str:
        own = [flow for flow in event.flows if flow.theme_id == event.theme_id]
        others = [flow for flow in event.flows if flow.theme_id != event.theme_id]
        takes = [self._part_of(f, event) for f in others if _is_large_part(f)]
        gets = [
            self.words["gets_from"].format(
                share=self._of_segments(f.share_of_new, "own_segments"),
                what=self._source(f, event, self._counts_of_new(f, event)),
            )
            for f in others
            if not _is_large_part(f)
        ]
        clauses = [
            self.words[key].format(flows=self.listed(told))
            for key, told in (("takes", takes), ("gets", gets))
            if told
        ]
        before = own[0].name if own and own[0].name != event.name else ""
        formerly = self.words["formerly"].format(name=before) if before and event.name else ""
        gone = [flow.theme_id for flow in others] if event.kind == "merge" else []
        after = "gone_one" if len(gone) == 1 else "gone_many"
        return self.words["goes_on"].format(
            theme=self._theme(event.theme_id, event.name, event.run, formerly),
            clauses=self.listed(clauses),
            after=self.words[after].format(ids=self.listed(gone)) if gone else "",
        )

    def _continues(self, event: Event) -> str:
        (flow,) = event.flows
        return self.words["continues"].format(
            theme=self._theme(event.theme_id, event.name, event.run),
            source=self._source(flow, event, self._counts(flow)),
        )

    def _split(self, event: Event) -> str:
        theme = self._theme(event.theme_id, event.name, event.run)
        is_most = 2 * sum(flow.n_shared for flow in event.flows) >= event.n_segments
        flow, *others = event.flows
        is_large = _is_large_part(flow)
        if others or (is_large and not is_most):
            told = [self._part_of(f, event) for f in event.flows]
            form = "formed" if is_most else "part"
            return self.words[form].format(theme=theme, flows=self.listed(told))
        share = flow.share_of_old if is_large else flow.share_of_new
        share_told = self._of_segments(share, "segments")
        if not is_most:
            source = self._source(flow, event, self._counts_of_new(flow, event))
            return self.words["part_new"].format(theme=theme, source=source, share=share_told)
        return self.words["split" if is_large else "split_new"].format(
            theme=theme,
            source=self._source(flow, event),
            share=share_told,
            counts=self._counts(flow) if is_large else self._counts_of_new(flow, event),
        )

    def _held(self, event: Event) -> str:
        flows = self.listed([self._part_of(flow, event) for flow in event.flows])
        told = self.words["held_merge" if event.theme_id else "held_split"].format(
            theme=self._theme(event.theme_id, event.name), flows=flows, run=self._in(event.run)
        )
        return told[0].upper() + told[1:]

    def _part_of(self, flow: Flow, event: Event) -> str:
        source = self._source(flow, event, self._counts(flow))
        share = share_in_words(flow.share_of_old, self.language)
        form = "all_from" if flow.share_of_old >= _ALMOST_ALL else "of"
        return self.words[form].format(share=share, what=source)

    def _of_segments(self, share: float, what: str) -> str:
        form = f"all_{what}" if share >= _ALMOST_ALL else what
        return self.words[form].format(share=share_in_words(share, self.language))

    def _source(self, flow: Flow, event: Event, counts: str = "") -> str:
        run = "" if flow.run == event.run else flow.run
        return self._theme(flow.theme_id, flow.name, run, counts)

    def _counts(self, flow: Flow) -> str:
        new = flow.n_shared - flow.n_known
        form = "both_one" if flow.n_known and new == 1 else flow.carried_by
        return self.words[f"counts_{form}"].format(
            n=flow.n_shared, of=flow.n_old, new=new, id=flow.theme_id
        )

    def _counts_of_new(self, flow: Flow, event: Event) -> str:
        carried = flow.carried_by
        return self.words[
            "counts_new" if carried == "segments" else f"counts_new_{carried}"
        ].format(
            n=flow.n_shared,
            of=flow.n_new,
            id=event.theme_id,
            new=flow.n_shared - flow.n_known,
            source=flow.theme_id,
        )

    def _theme(self, theme_id: str, name: str, *about: str) -> str:
        told = self.words["quoted"].format(id=theme_id, name=name) if name else theme_id
        inside = "; ".join(x for x in about if x)
        return f"{told} ({inside})" if inside else told

    def _in(self, run: str) -> str:
        return self.words["in"].format(run=run) if run else ""

    def _n(self, n: int, form: str = "") -> str:
        return self.words[f"one{form}"] if n == 1 else self.words[f"n{form}"].format(n=n)


def _is_large_part(flow: Flow) -> bool:
    return 3 * flow.n_shared >= flow.n_old


def _known(language: str) -> str:
    return language if language in WORDS else "da"
