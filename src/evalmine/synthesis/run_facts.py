"""What can be said of a run: which sentences hold, and the numbers that go into them.

A fact is a key of the report's words and what to fill in: a name, or "name:member" for one of
several, with the number or text.  `evalmine.report.facts` puts them into words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from evalmine.synthesis.learning import Learning
from evalmine.synthesis.outline import GuestSaturation, Method, Outline
from evalmine.synthesis.saturation import N_ORDERS

Values = tuple[tuple[str, str], ...]

MINOR: Final = 0.15
"""A learning that fewer of the projects asked support is a minor one ("enkelte", "nogle")."""

SMALL_POOL: Final = 10
# What is told of the projects, and the role that must be known for it.
_DESCRIBING: Final = {
    "region": "region",
    "sector": "sector",
    "organization_type": "organization_type",
    "level": "level",
    "n_employees": "n_employees",
    "amount": "amount",
    "period": "start",
}
_ONE_SIDED = frozenset({"one_pool", "one_sector", "one_voice"})


def run_facts(outline: Outline) -> dict[str, Values]:
    """Return what can be said of a run, by key of the words; what does not hold is not there."""
    learnings = every_learning(outline)
    found: dict[str, Values | None] = {
        **_material(outline),
        **_reading(outline.method),
        **_coding(outline),
        **_saturation(outline.method),
        **_findings(outline, learnings),
    }
    constant = ("aim", "selection", "masking_limits", "traceable", "reproducible", "counting",
                "not_appraised")  # fmt: skip
    held = {key: values for key, values in found.items() if values is not None}
    return {**dict.fromkeys(constant, ()), **held}


def run_limits(outline: Outline) -> dict[str, Values]:
    """Return what this run cannot carry, by key of the words, from its own counts."""
    found = {**_limits_of_material(outline), **_limits_of_findings(outline)}
    return {key: values for key, values in found.items() if values is not None}


def every_learning(outline: Outline) -> tuple[Learning, ...]:
    """Return the learnings over all projects and those of the pools."""
    by_pool = (x for s in outline.pools for part in s.parts for x in part.learnings)
    return (*outline.learnings, *by_pool)


def main_saturation(method: Method) -> GuestSaturation | None:
    """Return the saturation that is told in a sentence: base 4, run 2, at most 5 % new.

    Of the codes read by project, or of the themes where there are no codes.
    """
    told = [
        g
        for g in method.guest
        if (g.read_by, g.base_size, g.run_length) == ("project", 4, 2) and g.threshold > 0
    ]
    return min(told, key=lambda g: g.unit, default=None)


def was_kept(reason: str) -> bool:
    """Return whether something was read all the same, and only carries a remark.

    Examples
    --------
    >>> was_kept("has 3 cells of 4: kept, the rest is empty"), was_kept("has no rows")
    (True, False)
    """
    return reason.startswith("kept") or ": kept" in reason


def _one(name: str, value: object) -> Values:
    return ((name, str(value)),)


def _several(name: str, members: Mapping[str, object] | Sequence[str]) -> Values:
    if isinstance(members, Mapping):
        return tuple((f"{name}:{key}", str(value)) for key, value in members.items())
    return tuple((f"{name}:{i}", value) for i, value in enumerate(members, start=1))


def _when(holds: object, values: Values = ()) -> Values | None:
    return values if holds else None


def _material(outline: Outline) -> dict[str, Values | None]:
    method, n = outline.method, outline.n_projects
    documents = _several("documents", {k: v for k, v in method.n_documents.items() if v})
    n_left_out = sum(1 for *_, reason in method.excluded if not was_kept(reason))
    questions = [question for question, *_ in method.questions]
    known = [role for role, needed in _DESCRIBING.items() if needed in method.attributes]
    return {
        "title": _when(outline.title, _one("title", outline.title)),
        "sample": _when(documents, (*_one("projects", n), *documents)),
        "pools": _when(len(outline.pools) > 1, _several("names", [p.pool for p in outline.pools])),
        "year": _when(
            outline.year.isdecimal() and len(outline.year) == 4, _one("year", outline.year)
        ),
        "attributes": _when(known, _several("attributes", known)),
        "setting": _when(documents, documents),
        "questions": _when(
            questions, (*_one("questions", len(questions)), *_several("quoted", questions))
        ),
        "excluded": _when(n_left_out, _one("n", n_left_out)),
        "excluded_none": _when(not n_left_out),
        "not_quotable": _when(
            method.n_not_quotable, (*_one("n", method.n_not_quotable), *_one("total", n))
        ),
        "quoting_unasked": _when("may_quote" not in method.attributes),
        **_responses(method),
    }


def _responses(method: Method) -> dict[str, Values | None]:
    worst = _least_answered(method)
    if worst is None:
        return {}
    question, asked, _, silent = worst
    values = (*_one("n", silent), *_one("total", asked), *_one("question", question))
    return {"response": _when(silent, values), "response_full": _when(not silent)}


def _least_answered(method: Method) -> tuple[str, int, int, int] | None:
    asked = [row for row in method.questions if row[1]]
    return max(asked, key=lambda row: round(row[3] / row[1], 6), default=None)


def _reading(method: Method) -> dict[str, Values | None]:
    n_segments, n_masked = sum(method.n_segments.values()), sum(method.masked.values())
    n_set_apart = method.n_segments.get("boilerplate", 0)
    coded, share = method.n_segments.get("coded", 0), 1 - _uncoded_share(method)
    of_codes = (*_one("n", coded), *_one("share", share)) if method.codes else ()
    languages = {k: v for k, v in method.languages.items() if k != "?"}
    return {
        "segments": _when(n_segments and not of_codes, _one("segments", n_segments)),
        "segments_coded": _when(
            n_segments and of_codes, (*_one("segments", n_segments), *of_codes)
        ),
        "extraction": _when(n_segments, _one("n", n_set_apart)),
        "masking": _when(n_masked, _one("n", n_masked)),
        "masking_none": _when(not n_masked),
        "languages": _when(languages, _several("languages", languages)),
    }


def _uncoded_share(method: Method) -> float:
    coded, uncoded = (method.n_segments.get(key, 0) for key in ("coded", "uncoded"))
    return uncoded / (coded + uncoded) if coded + uncoded else math.nan


def _coding(outline: Outline) -> dict[str, Values | None]:
    method = outline.method
    has_codes = bool(method.codes)
    n_found = len(found_themes(outline))
    codes = _one("n", len(method.codes))
    encoder = _one("encoder", method.encoder)
    coder = _one("coder", method.coder)
    coders = {
        "coder_none": (),
        "coder_trained": (*coder, *_one("n", method.n_texts_by_people)),
        "coder_zero": coder,
        "coder_examples": coder,
        "coder_zero_sample": (*coder, *_one("n", method.n_corrected_by)),
        "coder_examples_sample": (*coder, *_one("n", method.n_corrected_by)),
        "coder_other": coder,
    }
    version = method.versions.get("evalmine", "")
    return {
        "approach_codebook": _when(has_codes),
        "approach_inductive": _when(not has_codes),
        **{key: _when(key == _coder(method), values) for key, values in coders.items()},
        "agreement": _when(
            method.is_measured, (*_one("n", method.n_alone), *_one("total", len(method.codes)))
        ),
        "agreement_none": _when(has_codes and not method.is_measured),
        "codebook": _when(has_codes, (*_one("codebook", method.codebook), *codes)),
        "derivation": _when(has_codes, codes),
        "derivation_none": _when(not has_codes),
        "themes_found": _when(n_found, _one("n", n_found)),
        "software": _when(version, (*_one("version", version), *encoder)),
    }


def _coder(method: Method) -> str:
    """Return the key of the sentence on who coded."""
    if not method.codes:
        return "coder_none"
    if method.n_texts_by_people:
        return "coder_trained"
    by_people = "_sample" if method.n_corrected_by else ""
    if method.coder.startswith("zero-shot"):
        return f"coder_zero{by_people}"
    return f"coder_examples{by_people}" if "-examples" in method.coder else "coder_other"


def found_themes(outline: Outline) -> list[Any]:
    """Return the finest themes found in the texts that nobody rejected."""
    parents = {t.parent_id for t in outline.themes}
    return [
        t
        for t in outline.themes
        if t.theme_id not in parents and getattr(t, "status", "found") != "rejected"
    ]


def _saturation(method: Method) -> dict[str, Values | None]:
    told = main_saturation(method)
    small = {"saturation_small": _when(told is None)}
    if told is None:
        return dict(small)
    values = (
        *_one("unit", told.unit),
        *_one("base", told.base_size),
        *_one("run", told.run_length),
        *_one("share", told.threshold),
        *_one("orders", N_ORDERS),
        *_one("total", told.n_read),
    )
    reached = told.reached
    band = (
        ()
        if reached is None
        else (*_one("n", reached[0]), *_one("low", reached[1]), *_one("high", reached[2]))
    )
    same = reached is not None and reached[1] == reached[2]
    return {
        "saturation": _when(band and not same, (*values, *band)),
        "saturation_same": _when(band and same, (*values, *band[:1])),
        "saturation_not": _when(not band, values),
        "saturation_machine": _when(method.codes),
    }


def _findings(outline: Outline, learnings: Sequence[Learning]) -> dict[str, Values | None]:
    quotes = {q.segment_id: q for x in learnings for q in x.every_quote}
    quotes |= {q.segment_id: q for s in outline.pools for c in s.cases for q in c.quotes}
    n_learnings = _one("learnings", len(outline.learnings))
    n_deviant = sum(x.n_counter > 0 for x in outline.learnings)
    n_minor = sum(round(x.support.share, 6) < MINOR for x in outline.learnings if x.n_asked)
    total = _one("total", len(outline.learnings))
    quoted = (
        *_one("quotes", len(quotes)),
        *_one("projects", len({q.project_id for q in quotes.values()})),
    )
    has = bool(outline.learnings)
    n_uncoded = outline.method.n_segments.get("uncoded", 0)
    return {
        "quotes": _when(quotes, quoted),
        "quotes_cut": _when(quotes),
        "voices": _when(len(outline.method.n_documents) > 1),
        "output": _when(has, n_learnings),
        "major": _when(outline.front, (*_one("n", len(outline.front)), *total)),
        "minor": _when(has, (*_one("n", n_minor), *total, *_one("share", MINOR))),
        "uncoded": _when(outline.method.codes and n_uncoded, _one("n", n_uncoded)),
        "deviant": _when(n_deviant, (*_one("n", n_deviant), *total)),
        "deviant_none": _when(has and not n_deviant),
        "comparison": _when(len(outline.pools) > 1, _one("pools", len(outline.pools))),
        "comparison_tested": _when(
            outline.comparisons, _one("n", max((c.n_tests for c in outline.comparisons), default=0))
        ),
    }


def _limits_of_material(outline: Outline) -> dict[str, Values | None]:
    method = outline.method
    n_documents = sum(method.n_documents.values())
    n_outside = method.n_documents.get("external_evaluation", 0)
    n_left_out = sum(1 for *_, reason in method.excluded if not was_kept(reason))
    told = {k: n for k, n in method.languages.items() if k not in ("?", outline.language)}
    n_texts = sum(method.languages.values())
    share = sum(told.values()) / n_texts if n_texts else 0.0
    worst = _least_answered(method)
    n_small = [p.pool for p in outline.pools if p.n_projects < SMALL_POOL]
    return {
        "limit.only_self_report": _when(n_documents and not n_outside),
        "limit.self_report": _when(
            0 < n_outside < n_documents / 4,
            (*_one("n", n_outside), *_one("total", n_documents)),
        ),
        "limit.non_response": _when(
            worst and worst[3] >= 0.1 * worst[1],
            () if worst is None else
            (*_one("n", worst[3]), *_one("total", worst[1]), *_one("question", worst[0])),
        ),
        "limit.left_out": _when(n_left_out, _one("n", n_left_out)),
        "limit.not_quotable": _when(
            method.n_not_quotable,
            (*_one("n", method.n_not_quotable), *_one("total", outline.n_projects)),
        ),
        "limit.languages": _when(
            share >= 0.02, (*_one("share", share), *_several("languages", told))
        ),
        "limit.small_pools": _when(n_small, (*_several("names", n_small), *_one("n", SMALL_POOL))),
    }  # fmt: skip


def _limits_of_findings(outline: Outline) -> dict[str, Values | None]:
    method, uncoded = outline.method, _uncoded_share(outline.method)
    total = _one("total", len(outline.learnings))
    n_below = sum(code.verdict == "needs review" for code in method.codes)
    n_one_sided = sum(bool(_ONE_SIDED & set(x.notes)) for x in outline.learnings)
    n_unstable = sum(x.stability is not None and x.stability < 0.5 for x in outline.learnings)
    told = main_saturation(method)
    return {
        "limit.no_codebook": _when(not method.codes and method.n_segments),
        "limit.one_coder": _when(
            method.codes and not method.is_measured and not method.n_corrected_by
        ),
        "limit.below_bar": _when(
            method.is_measured and n_below,
            (*_one("n", n_below), *_one("total", len(method.codes))),
        ),
        "limit.coverage": _when(method.codes and uncoded >= 0.2, _one("share", uncoded)),
        "limit.one_sided": _when(n_one_sided, (*_one("n", n_one_sided), *total)),
        "limit.unstable": _when(n_unstable, (*_one("n", n_unstable), *total)),
        "limit.unsaturated": _when(
            told is not None and told.reached is None,
            () if told is None else (*_one("unit", told.unit), *_one("share", told.threshold)),
        ),
    }
