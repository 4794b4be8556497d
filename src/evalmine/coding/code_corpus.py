"""The first half of the pipeline: segments, their vectors, what they speak of, their codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evalmine.coding.aspect.aspects import predict_aspects
from evalmine.coding.choose import choose_coder
from evalmine.coding.coder import Coder, CodingResult
from evalmine.coding.people.sampling import Strategy, draw_sample
from evalmine.corpus.segmenting import segment
from evalmine.embeddings import EmbeddingCache, embed
from evalmine.errors import ConfigError, InputError

if TYPE_CHECKING:
    import pandas as pd

    from evalmine.coding.people.human_codings import HumanCodings
    from evalmine.corpus.model import Corpus, Segment
    from evalmine.embeddings.model_file import Float32

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, repr=False)
class CodedCorpus:
    """What `code_corpus` gives.

    Attributes
    ----------
    corpus : Corpus
    segments : tuple of Segment
        All of them, by document and position, with their final status and aspect.
    content : tuple of Segment
        Those that say something: the rows of `embeddings` and `coding`.
    embeddings : ndarray of float32, shape (n_content, n_dims)
    coding : CodingResult
    """

    corpus: Corpus
    segments: tuple[Segment, ...]
    content: tuple[Segment, ...]
    embeddings: Float32
    coding: CodingResult

    def __repr__(self) -> str:
        n_coded = int(self.coding.assigned.any(axis=1).sum())
        return (
            f"CodedCorpus({len(self.corpus.projects)} projects, {len(self.segments)} segments "
            f"({n_coded} coded), {len(self.coding.code_ids)} codes, {self.coding.coder})"
        )

    def draw_sample(
        self,
        strategy: Strategy = "random",
        n: int = 100,
        *,
        by: str = "code",
        coded: HumanCodings | None = None,
        seed: int = 0,
    ) -> pd.DataFrame:
        """Return the segments to code next; `write_sample` makes a file of them.

        Parameters
        ----------
        strategy, n, seed
            See `evalmine.coding.people.sampling.draw_sample`.
        by : str
            For ``"stratified"``: ``"code"``, or see `strata`.
        coded : HumanCodings, optional
            What is coded already: not drawn again, and what ``"rare"`` counts.

        Raises
        ------
        ConfigError
            For an unknown strategy or stratum, or an `n` below 1.
        """
        return draw_sample(
            self.coding,
            strategy=strategy,
            n=n,
            segment_ids=[s.segment_id for s in self.content],
            groups=[s.project_id for s in self.content],
            strata=None if by == "code" else self.strata(by),
            n_coded=Counter(code for one in coded for code in one.codes) if coded else None,
            texts=[s.text for s in self.content],
            embeddings=self.embeddings,
            exclude=coded.text_ids if coded else (),
            seed=seed,
        )

    def strata(self, by: str) -> list[str]:
        """Return the stratum of each content segment.

        Parameters
        ----------
        by : str
            ``"kind"`` of the document, ``"question"``, ``"language"``, ``"aspect"``, or an
            attribute of the projects such as pool.

        Raises
        ------
        ConfigError
            If no project has such an attribute.
        """
        if by in ("question", "language", "aspect"):
            return [str(getattr(s, by)) for s in self.content]
        if by == "kind":
            kinds = {d.document_id: d.kind for d in self.corpus.documents}
            return [kinds[s.document_id] for s in self.content]
        known = sorted({name for p in self.corpus.projects for name in p.attributes})
        if by not in known:
            raise ConfigError(
                f"no attribute {by!r}: use kind, question, language, aspect, {', '.join(known)}"
            )
        values = {p.project_id: str(p.attributes.get(by) or "-") for p in self.corpus.projects}
        return [values.get(s.project_id, "-") for s in self.content]


def code_corpus(
    corpus: Corpus,
    coder: Coder | str | Path | None = None,
    *,
    cache: EmbeddingCache | None = None,
    progress: Progress | None = None,
) -> CodedCorpus:
    """Return the segments of a corpus with their vectors, aspects and codes.

    Parameters
    ----------
    corpus : Corpus
        See `evalmine.read`.
    coder : Coder or path, optional
        A coder or the file of a trained one; the one that ships for ``"wellbeing"`` if left out.
        See `choose_coder`.
    cache : EmbeddingCache, optional
        Where vectors are remembered.
    progress : callable, optional
        Called with (stage, done, total).

    Raises
    ------
    InputError
        If no segment says anything.
    """
    if coder is None or isinstance(coder, str | Path):
        coder = choose_coder(coder, cache=cache)
    tell = progress or (lambda stage, done, total: None)
    tell("segment", 0, 1)
    segments = sorted(segment(corpus), key=lambda s: (s.document_id, s.start))
    content = [s for s in segments if s.status == "content"]
    if not content:
        reason = "no answer or paragraph says anything: check the column roles with describe_roles"
        raise InputError(", ".join(name for name, _ in corpus.sources) or "corpus", reason)
    tell("segment", 1, 1)
    texts = [s.text for s in content]
    embeddings = embed(
        texts, coder.encoder, cache=cache, progress=lambda done, total: tell("embed", done, total)
    )
    tell("code", 0, 1)
    aspects = predict_aspects(content, embeddings, coder.encoder, cache=cache)
    coding = coder.code(texts, embeddings=embeddings, aspects=aspects)
    coded = [
        replace(s, aspect=aspect, status="coded" if row.any() else "uncoded")
        for s, aspect, row in zip(content, aspects, coding.assigned, strict=True)
    ]
    by_id = {s.segment_id: s for s in coded}
    tell("code", 1, 1)
    return CodedCorpus(
        corpus,
        tuple(by_id.get(s.segment_id, s) for s in segments),
        tuple(coded),
        embeddings,
        coding,
    )
