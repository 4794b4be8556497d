"""Makes the samples beside it importable for the tests, and reads pages back."""

from __future__ import annotations

import importlib.util
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

for _name in ("sample_outline", "sample_comparisons", "sample_themes"):
    if _name not in sys.modules:
        _path = Path(__file__).with_name(f"{_name}.py")
        _spec = importlib.util.spec_from_file_location(_name, _path)
        _module = importlib.util.module_from_spec(_spec)
        sys.modules[_name] = _module
        _spec.loader.exec_module(_module)

_VOID = frozenset({"meta", "br", "hr", "img", "input", "link"})


class Page(HTMLParser):
    """What a browser would make of a page; anything not well-formed is an error."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.html, self.stack, self.ids, self.links = html, [], [], []
        self.tags, self.headings, self.quotes, self.words = [], [], [], []
        self._open = []
        self.feed(html)
        self.close()
        assert not self.stack, f"never closed: {self.stack}"

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute twice: {attrs}"
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("href", "src"):
            if name in given:
                self.links.append(given[name])
        if tag not in _VOID:
            self.stack.append(tag)
        if tag in ("h1", "h2", "h3", "h4"):
            self._open.append((self.headings, []))
        if tag == "p" and len(self.stack) > 1 and self.stack[-2] == "blockquote":
            self._open.append((self.quotes, []))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack, f"nothing to close: {tag}"
        assert self.stack[-1] == tag, f"{tag} closes {self.stack[-1]}"
        ends_quote = tag == "p" and len(self.stack) > 1 and self.stack[-2] == "blockquote"
        self.stack.pop()
        if tag in ("h1", "h2", "h3", "h4") or ends_quote:
            found, words = self._open.pop()
            found.append("".join(words))

    def handle_data(self, data):
        for _, words in self._open:
            words.append(data)
        if self.stack and self.stack[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self):
        """The words of the page with runs of white space as one blank."""
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="session")
def read_page():
    """Parse a page; fails when it is not well-formed."""
    return Page
