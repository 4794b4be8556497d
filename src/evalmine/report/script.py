"""What the script of the page is given: words and data, in a form that cannot end its element."""

from __future__ import annotations

import json
from typing import Any

from evalmine.report.words import Words

_KEYS = (
    *("everything", "none", "count", "count_one", "hidden", "hidden_one", "beyond", "project"),
    *("place", "before", "after"),
)
_MAP_KEYS = ("hint", "shown", "keywords", "learnings", "pool", "spot")


def script_words(words: Words) -> dict[str, str]:
    """Return the words the script says, with their braces."""
    return {
        **{f"drill.{key}": words[f"drill.{key}"] for key in _KEYS},
        **{f"map.{key}": words[f"map.{key}"] for key in _MAP_KEYS},
        "one_project": f"{{n}} {words['plural.project.one']}",
        "projects": f"{{n}} {words['plural.project.other']}",
        "of": words["list.of"],
    }


def to_script(data: Any) -> str:
    r"""Return JSON that can stand inside a script element: nothing in it can end the element.

    Examples
    --------
    >>> to_script({"t": "</script>&"})
    '{"t":"\\u003c/script\\u003e\\u0026"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
