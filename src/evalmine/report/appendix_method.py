"""Chapters of the appendix on the method: coding, themes, cases, saturation, limits, standards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from evalmine.report.chapter import Chapter, Table
from evalmine.report.checklist import told_checklists
from evalmine.report.facts import told_fact, told_number
from evalmine.report.figures import saturation_figure
from evalmine.report.formats import interval, number, percent
from evalmine.report.words import Words
from evalmine.synthesis.cases import LARGE_POOL
from evalmine.synthesis.outline import (
    CodeFacts,
    GuestSaturation,
    Method,
    Outline,
    SaturationPoint,
)
from evalmine.synthesis.run_facts import found_themes, run_facts, run_limits
from evalmine.synthesis.saturation import N_ORDERS

SATURATED = 0.9
"""Share of the codes met at which the saturation sentence is said."""

_STABLE = 0.5
_LONG = 12


def limits(outline: Outline, words: Words) -> Chapter:
    """Return what this run cannot carry, said from its own counts."""
    told = tuple(told_fact(key, values, words) for key, values in run_limits(outline).items())
    return Chapter(words["limit.title"], remarks=told)


def coding(outline: Outline, words: Words) -> Chapter:
    """Return who or what coded, and what a person has still to do."""
    method, facts = outline.method, run_facts(outline)
    if not sum(method.n_segments.values()):
        return Chapter(words["appendix.coding"])
    keys = [key for key in facts if key.startswith(("coder_", "agreement"))]
    lead = tuple(told_fact(f"answer.{key}", facts[key], words) for key in keys)
    return Chapter(
        words["appendix.coding"],
        lead=(*lead, " ".join(words[f"appendix.{key}"] for key in ("to_do", *_to_do(method)))),
    )


def _to_do(method: Method) -> tuple[str, ...]:
    if not method.codes:
        return ("to_do_name", "to_do_read", "to_do_codebook")
    if not method.is_measured:
        return ("to_do_read",) if method.n_corrected_by else ("to_do_read", "to_do_sample")
    below = any(code.verdict == "needs review" for code in method.codes)
    return ("to_do_read", "to_do_below") if below else ("to_do_read",)


def found(outline: Outline, words: Words) -> Chapter:
    """Return how the themes were found that no codebook gave."""
    themes = found_themes(outline)
    if not themes:
        return Chapter(words["appendix.found"])
    n_stable = sum(t.stability >= _STABLE for t in themes)  # nan is not
    n_far = sum(getattr(t, "n_peripheral", 0) for t in themes)
    language = words.language
    lead = [
        words.text(
            "appendix.found_lead", n=number(len(themes), language), m=number(n_stable, language)
        )
    ]
    if n_far:
        lead.append(words.text("appendix.found_peripheral", n=number(n_far, language)))
    return Chapter(words["appendix.found"], lead=tuple(lead))


def codebook(outline: Outline, words: Words) -> Chapter:
    """Return every code with its definition, its counts and its agreement with people."""
    method, language = outline.method, words.language
    rows = tuple(
        (
            code.name,
            code.definition,
            number(code.n_segments, language),
            words.text("list.of", n=code.n_projects, total=outline.n_projects),
            *((_agreement(code, words),) if method.is_measured else ()),
        )
        for code in method.codes
    )
    keys = ["code", "definition", "segments_column", "projects_column"]
    lead = words.text("method.codebook_lead", name=method.codebook)
    if method.is_measured:
        keys.append("agreement_column")
        lead = f"{lead} {words['method.agreement_lead']}"
    head = tuple(words[f"method.{key}"] for key in keys)
    return Chapter(
        words["method.codebook"],
        lead=(lead,) if method.codebook else (),
        table=Table(head, rows, n_text=2),
        folded=words.text("method.show_all", n=len(rows)) if len(rows) > 12 else "",
    )


def _agreement(code: CodeFacts, words: Words) -> str:
    """Return "0,71 (0,52–0,84): kan stå alene"."""
    verdict = words.label("verdict", code.verdict)
    if code.kappa is None:
        return verdict
    figures = (code.kappa, code.kappa_low, code.kappa_high)
    kappa, low, high = (number(x or 0.0, words.language, decimals=2) for x in figures)
    return words.text("method.agreement", kappa=kappa, low=low, high=high, verdict=verdict)


def cases(outline: Outline, words: Words) -> Chapter:
    """Return how the cases were chosen, where there are any."""
    title = words["appendix.cases"]
    if not any(section.cases for section in outline.pools):
        return Chapter(title)
    was_asked = "may_quote" in outline.method.attributes
    named = words["appendix.cases_named" if was_asked else "appendix.cases_unasked"]
    return Chapter(title, lead=(words.text("appendix.cases_lead", large=LARGE_POOL), named))


def saturation(method: Method, words: Words) -> Chapter:
    """Return the curve of codes met."""
    points = sorted(method.saturation, key=lambda p: p.n_projects)
    if len(points) < 2:
        return Chapter(words["method.saturation"])
    return Chapter(
        words["method.saturation"],
        lead=(words["method.saturation_lead"], *_saturated_at(points, words)),
        figure=saturation_figure(points, words.language),
        caption=words["method.saturation_caption"],
    )


def _saturated_at(points: Sequence[SaturationPoint], words: Words) -> tuple[str, ...]:
    last = points[-1]
    reached = next((p for p in points if p.median >= SATURATED * last.median), last)
    if last.median <= 0:
        return ()
    codes = number(last.median, words.language)
    return (
        words.text(
            "method.saturation_point", n=reached.n_projects, total=last.n_projects, codes=codes
        ),
    )


def guest(outline: Outline, words: Words) -> Chapter:
    """Return saturation after Guest, Namey and Chen: a row for each unit, base and run."""
    method, facts, title = outline.method, run_facts(outline), words["appendix.guest"]
    if not method.guest:
        return Chapter(title)
    thresholds = sorted({g.threshold for g in method.guest}, reverse=True)
    keys = ("guest_unit", "guest_read", "guest_base", "guest_run", "guest_last")
    reached = [
        words.text("appendix.guest_reached", share=percent(t, words.language)) for t in thresholds
    ]
    rows = tuple(
        _guest_row(list(same), words)
        for _, same in groupby(
            method.guest, key=lambda g: (g.unit, g.read_by, g.base_size, g.run_length)
        )
    )
    told = [key for key in facts if key.startswith("saturation") and key != "saturation_machine"]
    notes = [words.text("appendix.guest_note", orders=number(N_ORDERS, words.language))]
    notes += [words["appendix.guest_order"]]
    notes += [words["appendix.guest_tier"]] if method.codes else []
    return Chapter(
        title,
        lead=tuple(told_fact(f"answer.{key}", facts[key], words) for key in told),
        table=Table((*(words[f"appendix.{k}"] for k in keys), *reached), rows, n_text=2),
        remarks=tuple(notes),
        folded=words.text("method.show_all", n=len(rows)) if len(rows) > _LONG else "",
    )


def _guest_row(same: Sequence[GuestSaturation], words: Words) -> tuple[str, ...]:
    first = same[0]
    median, low, high = first.share_new
    by_threshold = sorted(same, key=lambda g: -g.threshold)
    return (
        words[f"unit.{first.unit}"].capitalize(),
        words[f"read_by.{first.read_by}"],
        str(first.base_size),
        str(first.run_length),
        words.text(
            "appendix.guest_share",
            median=percent(median, words.language),
            interval=interval(low, high, words.language),
        ),
        *(_reached(g, words) for g in by_threshold),
    )


def _reached(saturation: GuestSaturation, words: Words) -> str:
    if saturation.reached is None:
        return words["appendix.guest_never"]
    n, low, high = (told_number(x, words) for x in saturation.reached)
    return words.text("appendix.guest_cell", n=n, run=saturation.run_length, low=low, high=high)


def checklists(method: Method, words: Words) -> list[Chapter]:
    """Return COREQ, SRQR and ENTREQ, each a folded table."""
    return [
        Chapter(
            words.text("checklist.title", name=told.name),
            lead=told.lead,
            table=Table(told.head, told.rows, n_text=4),
            folded=words.text("checklist.folded", n=len(told.items), name=told.name),
        )
        for told in told_checklists(method, words)
    ]
