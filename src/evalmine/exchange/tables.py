"""The open tables: one frame per concept, written as parquet with documented columns.

Column names are a contract (design section 7): other programs read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalmine.exchange.files import whole_file

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.corpus.model import Corpus, Segment
    from evalmine.synthesis.learning import Learning
    from evalmine.synthesis.outline import Method
    from evalmine.synthesis.quote import Quote
    from evalmine.synthesis.writing.wording import Wording
    from evalmine.themes.theme import Theme, ThemeMember

COLUMNS: dict[str, tuple[str, ...]] = {
    "projects": ("project_id", "title"),
    "documents": (
        "document_id", "project_id", "kind", "source", "sha256", "language", "text",
    ),
    "segments": (
        "segment_id", "document_id", "project_id", "start", "end", "text", "question", "heading",
        "page", "language", "aspect", "status", "role",
    ),
    "codes": (
        "code_id", "name", "definition", "coder", "threshold", "n_segments", "n_projects",
        "n_coded", "precision", "recall", "f1", "kappa", "kappa_low", "kappa_high", "verdict",
    ),
    "codings": ("segment_id", "code_id", "coder", "score", "assigned"),
    "themes": (
        "theme_id", "name", "keywords", "origin", "parent_id", "n_segments", "n_projects",
        "stability", "nearest_code", "nearest_code_share", "top_project_share", "warnings",
        "status", "named_by", "n_sources", "n_peripheral", "code_relation", "code_share",
    ),
    "theme_events": (
        "run", "kind", "theme_id", "name", "n_segments", "last_run", "by", "from_id",
        "from_name", "from_run", "n_shared", "n_known", "n_old", "n_new", "share_of_old",
        "share_of_new", "cosine", "carried_by", "sentence",
    ),
    "theme_segments": ("theme_id", "segment_id", "score", "peripheral"),
    "learnings": (
        "learning_id", "headline", "statement", "scope", "level", "aspect", "theme_id",
        "n_projects", "n_asked", "n_documents", "n_segments", "ci_low", "ci_high", "n_counter",
        "n_qualifying", "notes", "key", "aspects", "about", "headline_by", "expected", "n_sure",
        "n_quotable", "confidence", "stability", "holds_in", "absent_in", "reason",
        "cerqual_level", "corrected_share", "corrected_low", "corrected_high", "corrected_by",
        "worded_by",
    ),
    "learning_segments": ("learning_id", "segment_id", "role", "qualifies"),
    "quotes": (
        "quote_id", "learning_id", "role", "document_id", "project_id", "segment_id", "start",
        "end", "text", "page", "attribution", "language", "sha256", "cut_before", "cut_after",
        "voice",
    ),
    "wordings": ("learning_id", "writer", "sentence", "segment_ids", "objection"),
    "closed_answers": ("project_id", "question", "answer", "value"),
    "comparisons": (
        "by", "what", "theme_id", "theme", "question", "group_a", "n_a", "total_a", "share_a",
        "group_b", "n_b", "total_b", "share_b", "difference", "ci_low", "ci_high", "p_value",
        "p_adjusted", "is_clear", "effect", "effect_name", "effect_low", "effect_high", "test",
        "correction", "n_tests", "n_both", "rarefied", "all_texts", "sentence",
    ),
    "excluded": ("source", "location", "reason"),
}  # fmt: skip


def build_tables(
    corpus: Corpus,
    segments: Sequence[Segment],
    codings: pd.DataFrame,
    themes: Sequence[Theme],
    members: Sequence[ThemeMember],
    learnings: Sequence[Learning],
    case_quotes: Sequence[Quote] = (),
    method: Method | None = None,
    theme_events: Sequence[Mapping[str, Any]] = (),
    comparisons: Sequence[Mapping[str, Any]] = (),
    wordings: Sequence[Wording] = (),
    theme_quotes: Sequence[Quote] = (),
) -> dict[str, pd.DataFrame]:
    """Return every table of an analysis by name, rows in a fixed order.

    Parameters
    ----------
    corpus : Corpus
    segments : sequence of Segment
        All of them, with their final status.
    codings : DataFrame
        segment_id, code_id, coder, score, assigned.
    themes, members : sequence
        Inductive themes and those of the codebook.
    learnings : sequence of Learning
        Over all projects and by pool.
    case_quotes : sequence of Quote
        Quotes printed with the cases.
    method : Method, optional
        Has the facts of each code.
    theme_events : sequence of mapping
        What became of earlier themes, one row per event and flow.
    comparisons : sequence of mapping
        Every comparison that was made, see `report.differences_table.comparison_rows`.
    wordings : sequence of Wording
        Sentences that a writer proposed, with what became of them.
    theme_quotes : sequence of Quote
        Quotes printed with the themes found in the texts.
    """
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": _attributes(corpus.documents, COLUMNS["documents"]),
        "segments": _attributes(segments, COLUMNS["segments"]),
        "codes": [
            {**row, "coder": method.coder}
            for row in _attributes(method.codes, [c for c in COLUMNS["codes"] if c != "coder"])
        ]
        if method
        else [],
        "themes": [
            {**row, "keywords": ", ".join(row["keywords"]), "warnings": "; ".join(row["warnings"])}
            for row in _attributes(themes, COLUMNS["themes"])
        ],
        "theme_events": [dict(row) for row in theme_events],
        "theme_segments": _attributes(members, COLUMNS["theme_segments"]),
        "learnings": [_learning_row(x) for x in learnings],
        "learning_segments": [
            {
                "learning_id": x.learning_id,
                "segment_id": s,
                "role": role,
                "qualifies": s in x.qualifying_ids,
            }
            for x in learnings
            for role, ids in (
                ("support", x.segment_ids),
                ("counter", x.counter_ids),
                ("facet", dict.fromkeys(s for f in x.facets for s in f.segment_ids)),
            )
            for s in sorted(ids)
        ],
        "quotes": [
            *(row for x in learnings for row in _quote_rows(x)),
            *({**_quote(q), "role": "case"} for q in case_quotes),
            *({**_quote(q), "role": "theme"} for q in theme_quotes),
        ],
        "wordings": [
            {
                "learning_id": w.learning_id,
                "writer": w.writer,
                "sentence": w.text,
                "segment_ids": "; ".join(w.segment_ids),
                "objection": w.objection,
            }
            for w in wordings
        ],
        "closed_answers": _attributes(corpus.closed_answers, COLUMNS["closed_answers"]),
        "comparisons": [dict(row) for row in comparisons],
        "excluded": _attributes(corpus.excluded, COLUMNS["excluded"]),
    }
    import pandas as pd

    frames = {
        "projects": _projects(corpus),
        "codings": codings[list(COLUMNS["codings"])].reset_index(drop=True),
        **{name: pd.DataFrame(found, columns=list(COLUMNS[name])) for name, found in rows.items()},
    }
    return {name: _typed(frames[name], COLUMNS[name]) for name in COLUMNS}


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write each table as ``<name>.parquet`` and return the paths; a crash leaves no half file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        with whole_file(path) as part:
            frame.to_parquet(part, index=False)
        paths.append(path)
    return paths


def _attributes(records: Iterable[object], names: Sequence[str]) -> list[dict[str, Any]]:
    return [{name: getattr(record, name) for name in names} for record in records]


# Every column has a type of its own: one taken from the values would change with them, and an
# empty table would have none.  A column that is not named here is text.
_DTYPES: dict[str, str] = {
    "page": "Int32", "start": "int64", "end": "int64", "value": "float64", "assigned": "bool",
    "expected": "float64", "n_sure": "Int64", "n_quotable": "int64", "confidence": "float64",
    "corrected_share": "float64", "corrected_low": "float64", "corrected_high": "float64",
    "cut_before": "bool", "cut_after": "bool",
    "peripheral": "bool", "qualifies": "bool", "n_qualifying": "int64",
    "score": "float32", "stability": "float64", "ci_low": "float64",
    "ci_high": "float64", "nearest_code_share": "float64", "top_project_share": "float64",
    "n_segments": "int64", "n_projects": "int64", "n_asked": "int64", "n_documents": "int64",
    "n_counter": "int64", "n_coded": "Int64", "threshold": "float64", "precision": "float64",
    "recall": "float64", "f1": "float64", "kappa": "float64", "kappa_low": "float64",
    "kappa_high": "float64", "n_sources": "int64", "n_peripheral": "int64",
    "code_share": "float64", "n_shared": "Int64", "n_known": "Int64", "n_old": "Int64",
    "n_new": "Int64", "n_a": "int64", "total_a": "int64", "share_a": "float64", "n_b": "int64",
    "total_b": "int64", "share_b": "float64", "difference": "float64", "p_value": "float64",
    "p_adjusted": "float64", "is_clear": "bool", "effect": "float64", "effect_low": "float64",
    "effect_high": "float64", "n_tests": "int64", "n_both": "Int64", "rarefied": "float64",
    "all_texts": "float64", "share_of_old": "float64", "share_of_new": "float64",
    "cosine": "float64",
}  # fmt: skip


def _typed(frame: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    return frame.astype({name: _DTYPES.get(name, "string") for name in names})


def _projects(corpus: Corpus) -> pd.DataFrame:
    import pandas as pd

    names = dict.fromkeys(key for p in corpus.projects for key in p.attributes)
    frame = pd.DataFrame(
        [{**p.attributes, "project_id": p.project_id, "title": p.title} for p in corpus.projects],
        columns=[*COLUMNS["projects"], *(n for n in names if n not in COLUMNS["projects"])],
    )
    for column in frame.columns:  # a column of mixed cells would not go into parquet
        kinds = {type(v) for v in frame[column] if v is not None and v == v}
        if kinds == {bool}:
            frame[column] = frame[column].astype("boolean")
        elif len(kinds) > 1 and not kinds <= {int, float}:
            frame[column] = frame[column].map(lambda v: None if v is None or v != v else str(v))
    return frame


def _learning_row(learning: Learning) -> dict[str, Any]:
    support, estimate = learning.support, learning.estimate
    own = ("learning_id", "headline", "statement", "scope", "level", "aspect", "theme_id")
    return {
        **{name: getattr(learning, name) for name in own},
        **{
            name: getattr(support, name)
            for name in ("n_projects", "n_asked", "n_documents", "n_segments", "ci_low", "ci_high")
        },
        "n_counter": learning.n_counter,
        "n_qualifying": learning.n_qualifying,
        "notes": "; ".join(learning.notes),
        **{
            name: getattr(learning, name)
            for name in (
                "key",
                "about",
                "headline_by",
                "expected",
                "n_sure",
                "n_quotable",
                "confidence",
                "stability",
                "reason",
                "worded_by",
            )
        },
        **{
            name: "; ".join(getattr(learning, name))
            for name in ("aspects", "holds_in", "absent_in")
        },
        "cerqual_level": learning.cerqual.level if learning.cerqual else "",
        "corrected_share": estimate.share if estimate else None,
        "corrected_low": estimate.ci_low if estimate else None,
        "corrected_high": estimate.ci_high if estimate else None,
        "corrected_by": estimate.method if estimate else "",
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {name: getattr(quote, name) for name in COLUMNS["quotes"] if name != "role"}


def _quote_rows(learning: Learning) -> Iterable[dict[str, Any]]:
    roles = (
        ("statement", learning.statement_quotes),
        ("support", learning.quotes),
        ("counter", learning.counter_quotes),
        ("qualifying", learning.qualifying_quotes),
        ("facet", tuple(q for facet in learning.facets for q in facet.quotes)),
        ("claim", tuple(claim.quote for claim in learning.claims if claim.quote)),
    )
    for role, quotes in roles:
        for quote in quotes:
            yield {**_quote(quote), "role": role}
