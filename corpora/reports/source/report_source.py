"""The source files of the sample reports: plain text with a few marks, see ``../README.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MARK = r"\[\^(\d+)\]"


@dataclass
class Block:
    """One block of a source: h1, h2, para, bullets, numbers, quote, box, table or page."""

    kind: str
    lines: list[str]


@dataclass
class Source:
    """One source file: the header fields, the blocks of text and the footnotes by number."""

    meta: dict[str, Any]
    blocks: list[Block]
    notes: dict[int, str]


def classify(text: str) -> Block:
    """Turn the text between two blank lines into a block."""
    lines = text.splitlines()
    first, rest = lines[0], " ".join(lines[1:])
    if text == "***":
        return Block("page", [])
    for kind, marker in (("h2", "## "), ("h1", "# ")):
        if first.startswith(marker):
            return Block(kind, [first.removeprefix(marker)])
    if first.startswith("!!! "):
        return Block("box", [first.removeprefix("!!! "), rest])
    if first.startswith("Tabel"):
        return Block("table", [first, *(row.strip().strip("|") for row in lines[1:])])
    if first.startswith("> "):
        said = [line.removeprefix("> ") for line in lines]
        return Block("quote", [" ".join(said[:-1]), said[-1]])
    for kind, pattern in (("bullets", r"(?m)^- "), ("numbers", r"(?m)^\d+\. ")):
        if re.match(pattern, first):
            return Block(kind, [" ".join(item.split()) for item in re.split(pattern, text)[1:]])
    return Block("para", [" ".join(lines)])


def read_source(path: Path) -> Source:
    """Read a source file; where its header asks for it, number the headings."""
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    source = Source(yaml.safe_load(header), [], {})
    numbers = [0, 0]
    for text in re.split(r"\n\s*\n", body.strip()):
        if note := re.match(MARK + ": ", text):
            source.notes[int(note[1])] = " ".join(text[note.end() :].split())
            continue
        block = classify(text.strip())
        if source.meta.get("numbered") and block.kind in ("h1", "h2"):
            numbers = [numbers[0] + 1, 0] if block.kind == "h1" else [numbers[0], numbers[1] + 1]
            block.lines[0] = f"{'.'.join(str(n) for n in numbers if n)} {block.lines[0]}"
        source.blocks.append(block)
    return source
