"""The targets set for themes, beside what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.tables import table
from benchmarks.themes_tables import BERTOPIC, EVALMINE, KMEANS, NOT_TOLD, merged

NEAR, FACTOR, TIMES = 0.03, 1.5, 20.0
MOST_SECONDS, MOST_MB, MOST_UPDATE = 600, 8192, 0.01
# The five sets: sib200 is met if it is in all its languages.
FAMILIES = {
    "sib200": ("sib200_da", "sib200_en", "sib200_da_en"),
    "us_bills_cap": ("us_bills_cap",),
    "worldbank_pdo": ("worldbank_pdo",),
    "polis_consultations": ("polis_consultations",),
    "nasa_llis_sections": ("nasa_llis_sections",),
}
N_FAMILIES_IN = 4
# Two or three themes where there are twenty are the same in every sample, and of no use.
LEAST_SHARE = 1 / 3
SOME_THEMES = "the same, of peers that find at least a third of the classes"
LEAST_THEMES = 2  # one theme for everything is always the same: nothing to compare with
COSTS_AT = ("2,500", "18,000")
SAID = {"warm": "imports and compiling apart", "fresh": "with imports and compiling"}

Results = Mapping[str, Mapping[str, Any]]
Row = list[str]


def themes_table(results: Results) -> str:
    """Return target, where it was measured, what was reached and whether that is enough."""
    sets = merged(results)
    rows = [
        *_against(sets, "AMI at least the best peer's that is not told the number", "ami"),
        *_near_kmeans(sets),
        *_none_left_out(sets),
        *_numbers(sets),
        *_against(sets, "bootstrap ARI above every peer's", "bootstrap_ari"),
        *_against(sets, SOME_THEMES, "bootstrap_ari", least=LEAST_SHARE),
        *_identical(results),
        *_cost(results.get("themes_cost")),
        *_scale(results.get("themes_scaling")),
    ]
    return table(["target", "measured on", "reached", "met"], rows)


def _against(sets: Mapping[str, Any], told: str, key: str, least: float = 0.0) -> Iterator[Row]:
    """Hold evalmine against the best other tool, at every size of every set.

    Tools that find fewer themes than `least` times the classes are not looked at.
    """
    allowed = NOT_TOLD if key == "ami" else None
    for name, sizes in sets.items():
        leads = {}
        for size, by in sizes.items():
            others = {
                method: own[key]
                for method, own in by.items()
                if method != EVALMINE
                and own.get(key) is not None
                and (allowed is None or method in allowed)
                and own["n_themes"] >= max(LEAST_THEMES, least * own["n_classes"])
            }
            if others and by[EVALMINE].get(key) is not None:
                best = max(others, key=lambda method: others[method])
                leads[size] = (by[EVALMINE][key] - others[best], best)
        yield [told, name, *_worst(leads, 0.0 if key == "ami" else 1e-9)]


def _near_kmeans(sets: Mapping[str, Any]) -> Iterator[Row]:
    for name, sizes in sets.items():
        leads = {
            size: (by[EVALMINE]["ami"] - by[KMEANS]["ami"], KMEANS) for size, by in sizes.items()
        }
        yield [f"AMI within {NEAR} of k-means told the number", name, *_worst(leads, -NEAR)]


def _worst(leads: Mapping[str, tuple[float, str]], bar: float) -> Row:
    """Say at how many sizes the lead is enough, and where it is least."""
    if not leads:
        return ["nothing to compare with", "–"]
    enough = sum(round(lead, 4) >= bar for lead, _ in leads.values())
    size = min(leads, key=lambda s: leads[s][0])
    lead, best = leads[size]
    told = f"{enough} of {len(leads)} sizes; least {lead:+.3f} ({size}: {best})"
    return [told, _met(enough == len(leads))]


def _none_left_out(sets: Mapping[str, Any]) -> Iterator[Row]:
    most = max(by[EVALMINE]["left_out"] for sizes in sets.values() for by in sizes.values())
    yield ["0 % left out", "all sets and sizes", f"{100 * most:.1f} % at most", _met(most == 0)]


def _numbers(sets: Mapping[str, Any]) -> Iterator[Row]:
    told, met = [], 0
    for family, names in FAMILIES.items():
        ratios = [
            _whole(sets[name], "n_themes") / _whole(sets[name], "n_classes") for name in names
        ]
        is_near = all(1 / FACTOR <= ratio <= FACTOR for ratio in ratios)
        met += is_near
        shown = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        told.append(f"{family} {shown}{'' if is_near else ' (no)'}")
    yield [
        f"number of themes within a factor of {FACTOR} on {N_FAMILIES_IN} of {len(FAMILIES)} sets",
        "whole sets, themes found per class",
        "; ".join(told),
        _met(met >= N_FAMILIES_IN),
    ]


def _whole(sizes: Mapping[str, Any], key: str) -> float:
    return float(sizes["whole"][EVALMINE][key])


def _identical(results: Results) -> Iterator[Row]:
    own = results["themes"]["threads"][EVALMINE]
    again = [
        by[EVALMINE]["runs_ari"]
        for by in (s for sizes in results["themes"]["sets"].values() for s in sizes.values())
        if by[EVALMINE]["runs_ari"] is not None
    ]
    yield [
        "bit-identical across runs and threads",
        f"{own['n']} fits in another process with two threads; two runs on {len(again)} samples",
        f"threads: {'identical' if own['identical'] else 'different'}; runs: ARI {min(again):.3f}",
        _met(own["identical"] and min(again) == 1),
    ]


def _cost(result: Mapping[str, Any] | None) -> Iterator[Row]:
    """Hold evalmine's CPU seconds, keywords counted in, against those of BERTopic's defaults."""
    if not result:
        return
    ours, theirs = (result["tools"][name] for name in (EVALMINE, BERTOPIC))
    for kind, said in SAID.items():
        for size in COSTS_AT:
            spent = ours[size][kind], theirs[size][kind]
            times = spent[1] / max(spent[0], 0.01)
            told = f"{TIMES:.0f} times less CPU than BERTopic's defaults, {said}"
            shown = f"{times:.1f} times ({spent[0]:.2f} s against {spent[1]:.1f})"
            yield [told, f"{size} texts", shown, _met(times >= TIMES)]


def _scale(result: Mapping[str, Any] | None) -> Iterator[Row]:
    if not result:
        return
    own = result["sizes"]["1000000"]
    yield [
        "1,000,000 segments under 10 minutes and 8 GiB on two cores",
        "clustering of jittered vectors",
        f"{own['seconds']:.0f} s ({own['cpu']:.0f} CPU s), {own['peak_memory_mb'] / 1024:.1f} GiB",
        _met(own["seconds"] < MOST_SECONDS and own["peak_memory_mb"] < MOST_MB),
    ]
    own = result["sizes"]["100000"]
    share = own["update_cpu"] / own["cpu"]
    told = "1 % new texts for under 1 % of the refit's time"
    yield [told, "100,000 vectors", f"{100 * share:.2f} %", _met(share < MOST_UPDATE)]


def _met(reached: bool) -> str:
    return "yes" if reached else "no"
