"""One headless Chromium for all tests here; without one they are skipped and say why."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from sample_outline import rich_sample

import evalmine.report

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def _chromium():
    named = os.environ.get("EVALMINE_CHROMIUM", "")
    if named:
        return named
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = _chromium()
    if not path or not Path(path).exists():
        pytest.skip(
            "no Chromium on this machine: install one, or set EVALMINE_CHROMIUM to its path"
        )
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def report_file(tmp_path_factory):
    made = rich_sample()
    path = tmp_path_factory.mktemp("report") / "report.html"
    html = evalmine.report.render_html(made.outline, documents=made.documents)
    path.write_text(html, encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser, report_file):
    """Open the report; requests for anything but the file are noted and refused, errors too."""
    contexts = []

    def opened(*, width=1280, height=800, **options):
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.asked, page.errors = [], []

        def refuse(route):
            page.asked.append(route.request.url)
            if route.request.url.startswith("file:"):
                route.continue_()
            else:
                route.abort()

        page.route("**/*", refuse)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console", lambda said: page.errors.append(said.text) if said.type == "error" else 0
        )
        page.goto(report_file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    opened = open_page()
    yield opened
    assert opened.errors == []
