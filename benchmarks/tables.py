"""Markdown tables of the results. They only lay out; every figure comes from a JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Result = Mapping[str, Any]
ABOUT_RUN = ("machine", "versions", "encoder")
_FIGURE = re.compile(r"[-+]?\d|–$|all$")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; columns of figures are set to the right."""
    cells = [list(row) for row in rows]
    columns = [[row[j] for row in cells] for j in range(len(head))]
    marks = ["---:" if all(_FIGURE.match(cell) for cell in column) else "---" for column in columns]
    return "\n".join(_line(row) for row in [head, marks, *cells])


def figure(value: Mapping[str, float | None] | float | None) -> str:
    """Return a figure with two decimals, and its interval where it has one.

    >>> figure({"mean": 0.617, "low": 0.55, "high": 0.68}), figure(None)
    ('0.62 (0.55–0.68)', '–')
    """
    if value is None:
        return "–"
    if not isinstance(value, Mapping):
        return _two(value)
    if value["mean"] is None:
        return "–"
    if value["low"] is None or value["high"] is None:
        return _two(value["mean"])
    return f"{_two(value['mean'])} ({_two(value['low'])}–{_two(value['high'])})"


def points(value: Mapping[str, float]) -> str:
    """Return a difference in points of a hundred, with its interval.

    >>> points({"mean": 0.123, "low": -0.01, "high": 0.2})
    '+12.3 (-1.0 to +20.0)'
    """
    mean, low, high = (100 * value[k] for k in ("mean", "low", "high"))
    return f"{mean:+.1f} ({low:+.1f} to {high:+.1f})"


def sets(splits: Path) -> str:
    """Return how many texts each set has on either side."""
    sides = json.loads(splits.read_text(encoding="utf-8"))
    rows = [[name, *(str(len(ids)) for ids in by.values())] for name, by in sides.items()]
    return table(["set", *next(iter(sides.values()))], rows)


def circumstances(results: Mapping[str, Result]) -> str:
    """Return machine, versions and encoder of every part, parts that agree on one line."""
    parts: dict[str, list[str]] = {}
    for part, result in results.items():
        told = "; ".join(
            ", ".join(f"{k} {v}" for k, v in result[about].items() if v is not None)
            for about in ABOUT_RUN
            if about in result
        )
        parts.setdefault(told, []).append(part)
    return "\n".join(f"- {', '.join(names)}: {told}" for told, names in parts.items())


def single_label(result: Result) -> str:
    """Return macro F1 on the test half by set and number of examples."""
    coders = _columns(by["coders"] for own in result["sets"].values() for by in _rounds(own))
    rows = []
    for name, own in result["sets"].items():
        for n, by in own["examples"].items():
            rows.append(
                [
                    name,
                    n,
                    *(_of(by["coders"], coder, "macro_f1") for coder in coders),
                    *(points(by["lead_of_evalmine"][c]) for c in coders[1:2]),
                ]
            )
    return table(["set", "examples per code", *coders, f"points ahead of {coders[1]}"], rows)


def multi_label(result: Result) -> str:
    """Return micro and macro F1 by set and coder."""
    keys = ("micro_f1", "macro_f1", "precision", "recall")
    rows = [
        [name, coder, *(figure(f[k]) for k in keys), f"{f['codes_per_text']:.2f}"]
        for name, own in result["sets"].items()
        for coder, f in own["coders"].items()
    ]
    head = ["set", "coder", "micro F1", "macro F1", "precision", "recall", "codes per text"]
    return table(head, rows)


def codes(result: Result, leave_out: Sequence[str] = ()) -> str:
    """Return agreement with people per code, of evalmine trained on all examples."""
    rows = [
        [
            name,
            row["code"],
            str(row["n_train"]),
            str(row["n"]),
            *(figure(row[k]) for k in ("f1", "kappa", "alpha")),
        ]
        for name, own in result["sets"].items()
        for row in own["per_code"]
        if name not in leave_out
    ]
    head = ["set", "code", "examples", "n tested", "F1", "Cohen's kappa", "Krippendorff's alpha"]
    return table(head, rows)


def expectations(results: Mapping[str, Result]) -> str:
    """Return per verdict how many codes got it, and the kappa told and met."""
    told = {
        name: own["expectations"]
        for part in ("single_label", "multi_label")
        for name, own in results[part]["sets"].items()
        if "expectations" in own
    }
    told["all sets"] = [row for rows in told.values() for row in rows]
    head = ["set", "verdict", "codes", "mean kappa told", "mean kappa on test", "0.6 or more"]
    return table(
        head,
        [
            [name, *_verdict(verdict, [row for row in rows if row["verdict"] == verdict])]
            for name, rows in told.items()
            for verdict in sorted({row["verdict"] for row in rows})
        ],
    )


def _verdict(verdict: str, rows: Sequence[Result]) -> list[str]:
    met = [row for row in rows if (row["kappa_on_test"] or 0) >= 0.6]
    kappas = [figure(_mean(row[k] for row in rows)) for k in ("kappa_expected", "kappa_on_test")]
    return [verdict, str(len(rows)), *kappas, f"{len(met)} of {len(rows)}"]


def zero_shot(result: Result) -> str:
    """Return how often the best code is right, both halves."""
    rows = []
    for name, own in result["sets"].items():
        for coder in own["test"]["coders"]:
            best = [own[s]["coders"][coder]["best_code"] for s in ("development", "test")]
            cells = [figure(half[k]) for k in ("right", "macro_f1") for half in best]
            rows.append([name, coder, *cells])
    head = ["set", "coder", "best code right, dev.", "test", "macro F1, dev.", "test"]
    return table(head, rows)


def zero_shot_threshold(result: Result) -> str:
    """Return what was assigned at the default threshold, test half."""
    keys = ("precision", "recall", "micro_f1", "macro_f1")
    rows = [
        [
            name,
            coder,
            *(figure(f["at_threshold"][k]) for k in keys),
            f"{f['at_threshold']['codes_per_text']:.2f}",
        ]
        for name, own in result["sets"].items()
        for coder, f in own["test"]["coders"].items()
        if f["at_threshold"]
    ]
    head = ["set", "coder", "precision", "recall", "micro F1", "macro F1", "codes per text"]
    return table(head, rows)


def calibrations(results: Mapping[str, Result]) -> dict[tuple[str, str], Result]:
    """Return every calibration on texts that the coder was not fitted on: (coder, set) -> it."""
    found = {}
    for name, own in results["zero_shot"]["sets"].items():
        found["zero-shot", name] = own["test"]["calibration"]
    for name, own in results["single_label"]["sets"].items():
        for n, by in own["examples"].items():
            found[f"trained, {n} per code", name] = by["calibration"]
    for name, own in results["multi_label"]["sets"].items():
        found["trained, several codes per text", name] = own["calibration"]
    return found


def calibration(results: Mapping[str, Result]) -> str:
    """Return the expected calibration error of every coder, test half."""
    rows = [
        [coder, name, f"{told['ece_all_pairs']:.3f}", f"{told['ece_best_code']:.3f}"]
        for (coder, name), told in calibrations(results).items()
    ]
    return table(["coder", "set", "all pairs of text and code", "best code of each text"], rows)


def zero_shot_fit(result: Result) -> str:
    """Return how zero-shot scores do on sets that their weights were not fitted on."""
    rows = []
    for family, own in result["several_codes"]["families"].items():
        cells = [f"{own['bars']['default'][k]:.2f}" for k in ("precision", "recall")]
        rows.append([family, str(own["n_codebooks"]), f"{own['ece']:.3f}", *cells])
    head = ["left out", "codebooks", "calibration error", "precision", "recall"]
    return table(head, rows)


def reliability(results: Mapping[str, Result]) -> str:
    """Return how often a score of 0.8 was right: pairs by tenth of the score, sets put together."""
    bins: dict[str, dict[int, list[float]]] = {}
    for (coder, _), told in calibrations(results).items():
        for row in told["curve_all_pairs"]:
            n, score, right = row["n"], row["score"], row["right"]
            own = bins.setdefault(coder, {}).setdefault(min(9, int(score * 10)), [0, 0.0, 0.0])
            own[0], own[1], own[2] = own[0] + n, own[1] + n * score, own[2] + n * right
    head = ["coder", *(f"{i / 10:.1f}–{(i + 1) / 10:.1f}" for i in range(10))]
    rows = [[coder, *(_share(of.get(i)) for i in range(10))] for coder, of in bins.items()]
    return table(head, rows)


def quote_spans(result: Result) -> str:
    """Return overlap of words with the passages people marked."""
    rows = []
    for own in result["sets"].values():
        per_code = {k: v for k, v in own["per_code"].items() if isinstance(v, Mapping)}
        for told, ways in (("any code", own["any_code"]), ("per code", per_code)):
            for way, f in ways.items():
                rows.append([told, way, *(figure(f[k]) for k in ("f1", "precision", "recall"))])
    return table(["passages", "taken", "F1", "precision", "recall"], rows)


def setfit_style(results: Mapping[str, Result]) -> str:
    """Return SetFit-style training beside evalmine on the same set."""
    rows = []
    for name, own in results["setfit_style"]["sets"].items():
        for n, by in own["examples"].items():
            beside = results["single_label"]["sets"][name]["examples"][n]["coders"]
            for coder, f in {**by["coders"], **beside}.items():
                rows.append([name, n, coder, figure(f["macro_f1"]), figure(f["accuracy"])])
    return table(["set", "examples per code", "coder", "macro F1", "accuracy"], rows)


def plain(result: Result) -> str:
    """Return all figures of a part as a list of paths, for parts without a table of their own."""

    def walk(value: object, path: str) -> Iterable[tuple[str, str]]:
        if isinstance(value, Mapping):
            for key, inner in value.items():
                yield from walk(inner, f"{path} / {key}" if path else str(key))
        elif isinstance(value, list):
            yield path, ", ".join(map(str, value)) if len(value) < 6 else f"{len(value)} rows"
        else:
            yield path, str(value)

    return table(
        ["figure", "value"], walk({k: v for k, v in result.items() if k not in ABOUT_RUN}, "")
    )


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rounds(own: Result) -> Iterable[Result]:
    return own["examples"].values()


def _columns(coders: Iterable[Result]) -> list[str]:
    return list(dict.fromkeys(name for found in coders for name in found))


def _of(coders: Result, name: str, key: str) -> str:
    return figure(coders[name][key]) if name in coders else "–"


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"  # no minus zero


def _share(own: list[float] | None) -> str:
    return f"{own[2] / own[0]:.2f} (n {own[0]:.0f})" if own else "–"


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None
