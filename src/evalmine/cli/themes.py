"""``evalmine themes``: the themes of a table with one text per row, found or found again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evalmine.cli.messages import say
from evalmine.cli.options import OutDir
from evalmine.cli.texts import EncoderName, IdColumn, TextColumn, Texts, embed_rows, read_rows

if TYPE_CHECKING:
    from evalmine.corpus.model import Segment
    from evalmine.corpus.rows import RowTexts
    from evalmine.embeddings import Encoder
    from evalmine.embeddings.model_file import Float32
    from evalmine.themes.identity.registry import ThemeRegistry
    from evalmine.themes.identity.state import RegisteredTheme
    from evalmine.themes.model import ThemeModel
    from evalmine.themes.options import ThemeOptions
    from evalmine.themes.result import ThemeResult
    from evalmine.themes.theme import Theme, ThemeMember

NON_ANSWER = "non_answer"
_ASSIGNED = ("id", "theme_id", "score")
_FAR = ("id", "theme_id", "score", "text")
_DESCRIBED = (
    "theme_id", "name", "keywords", "parent_id", "n_texts", "stability", "n_projects",
    "n_peripheral", "status", "warnings",
)  # fmt: skip


class TextLanguage(StrEnum):
    """Languages whose words are known."""

    da = "da"
    en = "en"
    no = "no"
    sv = "sv"


def themes(
    texts: Texts,
    out: OutDir,
    text: TextColumn = "",
    id_column: IdColumn = "",
    project: Annotated[
        str,
        typer.Option("--project", help="Column of the projects; each text its own if left out."),
    ] = "",
    n_themes: Annotated[
        int | None, typer.Option("--n-themes", min=1, help="Found if left out.")
    ] = None,
    detail: Annotated[
        float,
        typer.Option(help="Themes beside the number found: 0.5 half as many, 2 twice as many."),
    ] = 1.0,
    max_themes: Annotated[int | None, typer.Option(min=1, help="At most so many themes.")] = None,
    min_projects: Annotated[int, typer.Option(min=1, help="At least so many projects each.")] = 1,
    max_similarity: Annotated[
        float | None, typer.Option(help="At most this cosine between two themes.")
    ] = None,
    registry: Annotated[
        Path | None,
        typer.Option(
            readable=False, help="Theme registry: themes keep their ids; made if it is not there."
        ),
    ] = None,
    run: Annotated[str, typer.Option(help="What the registry calls this run: 2025.")] = "",
    model: Annotated[
        Path | None,
        typer.Option(
            readable=False,
            help="Folder of an earlier run: place the texts in its themes, find none anew.",
        ),
    ] = None,
    encoder: EncoderName = "default",
    language: Annotated[
        TextLanguage, typer.Option(help="Of names; of texts that show none.")
    ] = TextLanguage.da,
) -> None:
    """Find themes; write assignments.csv, themes.csv, peripheral.csv, themes.json, model.json."""
    from evalmine.embeddings import load_encoder
    from evalmine.exchange.theme_model import FILE_NAME as MODEL_FILE
    from evalmine.exchange.theme_model import load_theme_model
    from evalmine.exchange.theme_registry import load_registry, registry_held, save_registry
    from evalmine.jobs.publish import publishing
    from evalmine.themes.identity.registry import ThemeRegistry
    from evalmine.themes.options import ThemeOptions

    asked = ThemeOptions(
        n_themes=n_themes,
        detail=detail,
        max_themes=max_themes,
        min_projects=min_projects,
        max_similarity=max_similarity,
    )
    if registry is not None and not run:
        raise typer.BadParameter("--registry needs --run: name this run, for example 2025")
    if model is not None and (registry is not None or asked != ThemeOptions()):
        raise typer.BadParameter("--model places texts in themes that stand: leave the others out")
    standing = load_theme_model(model) if model else None
    with registry_held(registry):
        known = load_registry(registry, must_exist=False) if registry else ThemeRegistry.empty()
        named = _named(standing, model) if standing and model else {}
        found: ThemeResult | None = None
        with publishing(out) as folder:
            rows = read_rows(texts, text, id_column, project=project)
            loaded = load_encoder(encoder)
            job = _Job(rows, embed_rows(rows.texts, loaded), loaded, language.value, folder)
            if standing is not None:
                job.place(standing, named)
            else:
                found = job.find(asked, known, run)
        if found is not None and not found.themes:
            (out / MODEL_FILE).unlink(missing_ok=True)  # of an earlier run
        if found is not None and registry is not None:
            save_registry(found.registry or known, registry)
    typer.echo(str(out / "assignments.csv"))


@dataclass(frozen=True)
class _Job:
    rows: RowTexts
    vectors: Float32
    encoder: Encoder
    language: str
    folder: Path

    def find(self, asked: ThemeOptions, known: ThemeRegistry, run: str) -> ThemeResult:
        """Find themes and write them, with the registry and what places later texts."""
        from evalmine.exchange.theme_registry import save_registry
        from evalmine.themes.discover import discover_themes

        segments, says = self._segments()
        found = discover_themes(
            [s for s, one in zip(segments, says, strict=True) if one],
            self.vectors[says],
            language=self.language,
            encoder=self.encoder,
            options=asked,
            min_projects=1,
            registry=known,
            run=run,
        )
        self._write(segments, found.members, found.themes)
        if found.themes:
            self._write_model(found, [s for s, one in zip(segments, says, strict=True) if one])
        save_registry(found.registry or known, self.folder)
        for joined in found.merged:
            say(joined.sentence("en"))
        if known.runs:
            for event in found.events:
                say(event.sentence("en"))
            say(moved_in_words(found))
        for note in found.notes:
            say(note["en"])
        return found

    def place(self, model: ThemeModel, named: Mapping[str, RegisteredTheme]) -> None:
        """Write the nearest theme of each text, and say whether the themes still fit."""
        from evalmine.themes.drift import drift
        from evalmine.themes.theme import ThemeMember

        model.check_encoder(self.encoder)
        segments, says = self._segments()
        content = [s for s, one in zip(segments, says, strict=True) if one]
        vectors, languages = self.vectors[says], [s.language for s in content]
        placed = model.assign(vectors, languages)
        members = [
            ThemeMember(model.theme_ids[theme], segment.segment_id, float(cosine), bool(far))
            for segment, theme, cosine, far in zip(
                content, placed.theme, placed.cosine, placed.peripheral, strict=True
            )
        ]
        self._write(segments, members, None)
        count = Counter(m.theme_id for m in members)
        far_in = Counter(m.theme_id for m in members if m.peripheral)
        whose: dict[str, set[str]] = {}
        for segment, member in zip(content, members, strict=True):
            whose.setdefault(member.theme_id, set()).add(segment.project_id)
        self._write_themes(
            (
                theme_id,
                named[theme_id].name,
                ", ".join(named[theme_id].keywords),
                "",
                count[theme_id],
                "",
                len(whose.get(theme_id, ())),
                far_in[theme_id],
                named[theme_id].status,
                "",
            )
            for theme_id in model.theme_ids
        )
        projects = [s.project_id for s in content]
        say(drift(model, placed, vectors, languages, projects).sentence("en"))

    def _segments(self) -> tuple[list[Segment], list[bool]]:
        from evalmine.corpus.language import languages_of
        from evalmine.corpus.rows import texts_as_segments

        rows = self.rows
        ids = rows.ids if rows.id_column else _ids_of(rows.texts)
        languages = languages_of(rows.texts, self.language)
        segments = texts_as_segments(rows.texts, ids, rows.projects, languages)
        return segments, list(rows.says_something)

    def _write(
        self,
        segments: Sequence[Segment],
        members: Sequence[ThemeMember],
        found: Sequence[Theme] | None,
    ) -> None:
        from evalmine.exchange.files import write_rows

        own_id = {s.segment_id: own for own, s in zip(self.rows.ids, segments, strict=True)}
        told = {m.segment_id: (m.theme_id, f"{m.score:.4f}") for m in members}
        write_rows(
            self.folder / "assignments.csv",
            _ASSIGNED,
            ((own, *told.get(key, (NON_ANSWER, "0.0000"))) for key, own in own_id.items()),
        )
        text_of = {s.segment_id: s.text for s in segments}
        far = sorted((m for m in members if m.peripheral), key=lambda m: (m.score, m.segment_id))
        write_rows(
            self.folder / "peripheral.csv",
            _FAR,
            ((own_id[m.segment_id], *told[m.segment_id], text_of[m.segment_id]) for m in far),
        )
        if far:
            say(f"texts far from every theme: {len(far)} (see peripheral.csv)")
        if found is not None:
            self._write_themes(_described(found))

    def _write_themes(self, lines: Iterable[tuple[object, ...]]) -> None:
        from evalmine.exchange.files import write_rows

        lines = list(lines)
        n_silent = len(self.rows.texts) - sum(self.rows.says_something)
        if n_silent:
            say(f"texts that say nothing: {n_silent} (theme_id {NON_ANSWER})")
            lines.append((NON_ANSWER, "", "", "", n_silent, "", "", 0, "", ""))
        write_rows(self.folder / "themes.csv", _DESCRIBED, lines)

    def _write_model(self, found: ThemeResult, content: Sequence[Segment]) -> None:
        from evalmine.exchange.theme_model import save_theme_model
        from evalmine.themes.model import theme_model

        model = theme_model(
            found,
            content,
            self.vectors[list(self.rows.says_something)],
            language=self.language,
            encoder=self.encoder,
        )
        save_theme_model(model, self.folder)


def _named(model: ThemeModel, folder: Path) -> dict[str, RegisteredTheme]:
    """Return the themes of a model as the registry beside it knows them."""
    from evalmine.errors import InputError
    from evalmine.exchange.theme_registry import load_registry

    named = {theme.theme_id: theme for theme in load_registry(folder).themes}
    if missing := [x for x in model.theme_ids if x not in named]:
        reason = f"themes.json does not know {missing[0]} of model.json: take both from one run"
        raise InputError(str(folder), reason)
    return named


def moved_in_words(found: ThemeResult) -> str:
    """Return how many of the texts known before changed theme."""
    if not found.n_known:
        return "none of the texts were known before"
    return f"of {found.n_known} texts known before, {100 * found.share_moved:.1f} % changed theme"


def _ids_of(texts: Sequence[str]) -> list[str]:
    """Return ids that stay when rows come and go: of the text, and which of equal ones it is."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        own = hashlib.sha256(text.encode()).hexdigest()[:16]
        ids.append(f"{own}-{seen[own]}")
        seen[own] += 1
    return ids


def _described(found: Iterable[Theme]) -> Iterator[tuple[object, ...]]:
    for t in found:
        yield (
            t.theme_id, t.name, ", ".join(t.keywords), t.parent_id or "", t.n_segments,
            f"{t.stability:.3f}", t.n_projects, t.n_peripheral, t.status, "; ".join(t.warnings),
        )  # fmt: skip
