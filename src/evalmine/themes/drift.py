"""Whether new texts still fit the themes: says when it is time to find themes again, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from evalmine.themes.drift_tests import fisher_tail, mix_change, tends_lower, wilson
from evalmine.themes.model import Assigned, ThemeModel
from evalmine.themes.piles import Pile, find_pile
from evalmine.themes.reference import N_STEPS, steps_of

Reason = Literal["new theme", "peripheral", "farther", "mix"]

# Fewer new texts than this say nothing about themes.
LEAST_TEXTS = 20
# Each test, on its own. Together they raised false alarm in 1 % of draws of 30 to 3,000 texts
# from the population of the fit, and in 3 of 80 runs that looked after every ten texts.
_LEVEL = 0.005
# What is certain but small is no reason to disturb themes that people work with.
_LEAST_RISE = 0.05  # in the share of peripheral texts
_LEAST_CHANCE = 0.62  # that a new text lies farther than one of the fit; 0.5 is no difference
_LEAST_MOVED = 0.25  # share of new texts in other themes than expected
# A possible theme: as close as the middle text of the fit is to its theme.
_CLOSE_AS = 0.5
_PILE_TEXTS, _PILE_SHARE, _PILE_PROJECTS = 5, 0.03, 3

_TOLD = {
    "da": {
        "few": "{n} nye segmenter er for få til at sige, om temaerne stadig passer.",
        "fine": "Temaerne passer stadig på {n} nye segmenter: {share} % er perifere mod "
        "{before} % før.",
        "due": "Temaerne bør findes igen: ",
        "new theme": "{pile} segmenter fra {projects} ligger langt fra alle temaer, "
        "men tæt på hinanden, måske et nyt tema",
        "peripheral": "{share} % af {n} nye segmenter er perifere "
        "(95 %-interval {low}-{high} %) mod {before} % før",
        "farther": "nye segmenter ligger længere fra temaerne: det gælder {chance} % "
        "af alle par af et nyt og et gammelt (50 % hvis intet er ændret)",
        "mix": "temaernes andele har flyttet sig med {moved} %",
        "projects": "{n} projekter",
        "texts": "{n} tekster",
    },
    "en": {
        "few": "{n} new segments are too few to say whether the themes still fit.",
        "fine": "The themes still fit {n} new segments: {share}% are peripheral, {before}% before.",
        "due": "Find themes again: ",
        "new theme": "{pile} segments from {projects} lie far from every theme "
        "but near each other, perhaps a new theme",
        "peripheral": "{share}% of {n} new segments are peripheral "
        "(95% interval {low}-{high}%), {before}% before",
        "farther": "new segments lie farther from the themes: so in {chance}% of all pairs "
        "of a new and an old one (50% if nothing has changed)",
        "mix": "the themes' shares have moved by {moved}%",
        "projects": "{n} projects",
        "texts": "{n} texts",
    },
}


@dataclass(frozen=True)
class Drift:
    """How new texts lie around the themes, compared with the texts of the fit.

    Parameters
    ----------
    n_texts, n_peripheral : int
        New texts, and how many of them are far from every theme.
    interval : tuple of float
        95 % interval (Wilson 1927) of the share of peripheral texts.
    share_before : float
        Share of the fit's texts that would be peripheral had they come later.
    chance_farther : float
        Chance that a new text lies farther from its nearest theme than one of the fit.
    moved : float
        Share of new texts that would have to change theme for the themes to have their old shares.
    pile : Pile
        The largest group of peripheral texts near each other; rows of the new texts.
    projects_known : bool
        Whether the pile is counted by project.
    reasons : tuple of str
        Why themes should be found again, the strongest first.
    """

    n_texts: int
    n_peripheral: int
    interval: tuple[float, float]
    share_before: float
    chance_farther: float
    moved: float
    pile: Pile
    projects_known: bool
    reasons: tuple[Reason, ...]

    @property
    def refit_due(self) -> bool:
        """Whether it is time to find themes again."""
        return bool(self.reasons)

    def sentence(self, language: str = "da") -> str:
        """Return what is the matter, with its numbers, in Danish or English."""
        told = _TOLD.get(language, _TOLD["da"])
        if self.n_texts < LEAST_TEXTS and not self.reasons:
            return told["few"].format(n=self.n_texts)
        numbers = {
            "n": self.n_texts,
            "share": _percent(self.n_peripheral / self.n_texts),
            "before": _percent(self.share_before),
            "low": _percent(self.interval[0]),
            "high": _percent(self.interval[1]),
            "chance": _percent(self.chance_farther),
            "moved": _percent(self.moved),
            "pile": len(self.pile.rows),
            "projects": told["projects" if self.projects_known else "texts"].format(
                n=self.pile.n_projects
            ),
        }
        if not self.reasons:
            return told["fine"].format(**numbers)
        return told["due"] + "; ".join(told[r].format(**numbers) for r in self.reasons) + "."


def drift(
    model: ThemeModel,
    assigned: Assigned,
    vectors: npt.ArrayLike | None = None,
    languages: Sequence[str] = (),
    projects: Sequence[str] = (),
) -> Drift:
    """Return whether texts that came after the fit still fit its themes.

    Give all texts that came since, not those of one night: small changes add up.

    Four reasons, each tested at 0.5 % and only when large enough to matter: peripheral texts near
    each other from several projects; more peripheral texts (Fisher's exact test, 5 points);
    greater distance (Mann-Whitney, 62 % of pairs); other shares of themes (chi-square, 25 %).
    The texts of the fit are taken as if each had come later, see `Reference`.

    Parameters
    ----------
    model : ThemeModel
        With its reference.
    assigned : Assigned
        From ``model.assign``.
    vectors : array_like, shape (n, n_dims), optional
        That were assigned; needed to see whether peripheral texts are near each other.
    languages, projects : sequence of str, optional
        One per text.

    Raises
    ------
    ConfigError
        If there are not as many vectors or projects as assigned texts.
    """
    n, before = len(assigned), model.reference
    n_far = int(assigned.peripheral.sum())
    share_before = before.n_peripheral / max(before.n_texts, 1)
    pile = _pile(model, assigned, vectors, languages, projects)
    counts = np.bincount(steps_of(assigned.highest), minlength=N_STEPS)
    chance, farther_p = tends_lower(counts, before.counts())
    sizes = np.bincount(assigned.nearest, minlength=len(model.theme_ids))
    moved, mix_p = mix_change(sizes, np.array(before.sizes or [0] * len(sizes)))
    far_p = fisher_tail(n_far, n, before.n_peripheral, before.n_texts)
    rise = n_far / max(n, 1) - share_before
    enough = n >= LEAST_TEXTS and before.n_texts > 0
    least_pile = max(_PILE_TEXTS, _PILE_SHARE * n)
    is_due: dict[Reason, bool] = {
        "new theme": len(pile.rows) >= least_pile and pile.n_projects >= _PILE_PROJECTS,
        "peripheral": enough and far_p < _LEVEL and rise >= _LEAST_RISE,
        "farther": enough and farther_p < _LEVEL and chance >= _LEAST_CHANCE,
        "mix": enough and mix_p < _LEVEL and moved >= _LEAST_MOVED,
    }
    return Drift(
        n_texts=n,
        n_peripheral=n_far,
        interval=wilson(n_far, n),
        share_before=share_before,
        chance_farther=chance,
        moved=moved,
        pile=pile,
        projects_known=len(projects) > 0,
        reasons=tuple(reason for reason, due in is_due.items() if due),
    )


def _pile(
    model: ThemeModel,
    assigned: Assigned,
    vectors: npt.ArrayLike | None,
    languages: Sequence[str],
    projects: Sequence[str],
) -> Pile:
    far = np.flatnonzero(assigned.peripheral).tolist()
    if vectors is None or len(far) < _PILE_TEXTS:
        return Pile()
    grid = model.grid_of(
        np.asarray(vectors)[far], [languages[i] for i in far] if len(languages) else ()
    )
    found = find_pile(
        grid,
        assigned.highest[far],
        model.reference.quantile(_CLOSE_AS),
        [projects[i] for i in far] if len(projects) else (),
    )
    return Pile(tuple(far[i] for i in found.rows), found.n_projects)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
