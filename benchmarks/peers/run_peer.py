"""Runs one other tool: ``run_peer.py METHOD OUT SET_FOLDER...``, or does what it is asked.

Needs the environment of ``requirements.txt`` and nothing of evalmine. ``words SET_FOLDER...`` lists
the words that tools will ask vectors of, ``tools`` the methods there are and their versions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from loop import work
from tools import METHODS, SLOW, list_words, versions


def main(arguments: Sequence[str]) -> None:
    what, *rest = arguments
    if what == "tools":
        print(json.dumps({"methods": list(METHODS), "versions": versions()}))
    elif what == "words":
        for folder in rest:
            list_words(Path(folder))
    else:
        work(METHODS[what], Path(rest[0]), [Path(f) for f in rest[1:]], slow=what in SLOW)


if __name__ == "__main__":
    main(sys.argv[1:])
