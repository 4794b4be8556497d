from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from evalmine.embeddings import load_encoder
from evalmine.errors import BusyError, ConfigError
from evalmine.synthesis.learnings import find_learnings
from evalmine.synthesis.writing.wording import word_learnings
from evalmine.synthesis.writing.writer import ApiWriter, Draft

CARRIED = "Samtalekortene ligger på bordet ved hvert personalemøde."
INVENTED = "Samtalekortene sparede 40 timer ved hvert personalemøde."


@dataclass
class Server:
    """A server that speaks ``/chat/completions``: what it was asked, what it says."""

    url: str = ""
    requests: list = field(default_factory=list)
    content: str = ""
    status: int = 200

    def says(self, *sentences):
        told = [{"text": text, "sources": sources} for text, sources in sentences]
        self.content = json.dumps({"sentences": told})


@pytest.fixture
def server(monkeypatch):
    for name in ("EVALMINE_API_KEY", "OPENAI_API_KEY", "EVALMINE_API_BASE", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.requests.append({**body, "path": self.path})
            answer = {"choices": [{"message": {"role": "assistant", "content": server.content}}]}
            content = json.dumps(answer).encode()
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    http.shutdown()
    http.server_close()
    thread.join()


@dataclass
class Telling:
    """A writer that says what it is told to."""

    drafts: list
    name: str = "telling"
    asked: list = field(default_factory=list)

    def write(self, headline, evidence, language):
        self.asked.append((headline, list(evidence), language))
        return self.drafts


TEXTS = (
    "Samtalekortene ligger fast på bordet ved hvert eneste personalemøde.",
    "Ved hvert personalemøde ligger samtalekortene klar på bordet.",
    "Samtalekortene er nu med på bordet ved vores personalemøde.",
    "Personalemødet begynder med samtalekortene, som ligger på bordet.",
)


def learnings_of(say, evidence_of, **options):
    said = [say(f"P{i}", text, (1, 0.01 * i)) for i, text in enumerate(TEXTS)]
    evidence = evidence_of(said, **options)
    return find_learnings(evidence, threshold=0.9), evidence


class FlatEncoder:
    """Gives every text the vector of the evidence, so that only the words decide."""

    name, revision = "flat", "1"

    def encode(self, texts):
        return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


def worded(learnings, evidence, drafts, **options):
    writer = Telling(drafts)
    options = {"encoder": FlatEncoder(), "least": 0.5, **options}
    return *word_learnings(learnings, evidence, writer, **options), writer


def test_a_carried_sentence_takes_the_statements_place_and_says_what_it_rests_on(say, evidence_of):
    learnings, evidence = learnings_of(say, evidence_of)
    (learning,), proposed, writer = worded(learnings, evidence, [Draft(CARRIED, (1, 2))])
    assert (learning.statement, learning.worded_by) == (CARRIED, "telling")
    ids = learning.sentence_sources[0]
    texts = {s.segment_id: s.text for s in evidence.segments}
    assert [texts[i] for i in ids] == writer.asked[0][1][:2]
    assert learning.statement_quotes == learnings[0].statement_quotes
    assert [w.objection for w in proposed] == [""]


def test_an_invented_number_is_left_out_and_the_others_stay(say, evidence_of):
    learnings, evidence = learnings_of(say, evidence_of)
    drafts = [Draft(INVENTED, (1, 2)), Draft(CARRIED, (2, 3))]
    (learning,), proposed, _ = worded(learnings, evidence, drafts)
    assert learning.statement == CARRIED
    assert len(learning.sentence_sources) == 1
    assert [w.objection for w in proposed] == ["number", ""]


def test_where_nothing_holds_the_statement_stays_verbatim(say, evidence_of):
    learnings, evidence = learnings_of(say, evidence_of)
    (learning,), proposed, _ = worded(learnings, evidence, [Draft(INVENTED, (1, 2))])
    assert learning == learnings[0]
    assert learning.worded_by == ""
    assert len(proposed) == 1


def test_nothing_is_sent_of_those_who_may_not_be_quoted(say, evidence_of):
    learnings, evidence = learnings_of(say, evidence_of, attributes={"P1": {"may_quote": "nej"}})
    *_, writer = worded(learnings, evidence, [])
    assert TEXTS[1] not in writer.asked[0][1]
    assert len(writer.asked[0][1]) == 3


def test_a_server_is_asked_with_numbered_evidence_and_its_answer_is_kept(
    server, tmp_path, say, evidence_of
):
    server.says((CARRIED, [1, 2]))
    learnings, evidence = learnings_of(say, evidence_of)
    results = []
    for _ in range(2):
        writer = ApiWriter(f"openai:m@{server.url}", tmp_path)
        results.append(
            word_learnings(learnings, evidence, writer, encoder=FlatEncoder(), least=0.5)
        )
    assert results[0] == results[1]
    assert len(server.requests) == 1, "the second run is answered from the first"
    (asked,) = server.requests
    assert (asked["path"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "m", 0)
    assert "[1] " in asked["messages"][1]["content"]
    assert TEXTS[0] in asked["messages"][1]["content"]
    assert "Danish" in asked["messages"][0]["content"]


def test_an_answer_in_fences_is_read(server):
    server.says((CARRIED, [1, 2]))
    server.content = f"```json\n{server.content}\n```"
    drafts = ApiWriter(f"openai:m@{server.url}").write("H", TEXTS, "da")
    assert drafts == [Draft(CARRIED, (1, 2))]


@pytest.mark.parametrize("content", ["Her er et bud: ...", '{"sentences": [{"text": "x"}]}', ""])
def test_an_answer_of_another_shape_is_one_line(server, content):
    server.content = content
    writer = ApiWriter(f"openai:m@{server.url}")
    with pytest.raises(ConfigError, match="did not answer with sentences and their sources"):
        writer.write("H", TEXTS, "da")


def test_a_busy_server_is_waited_for_and_then_given_up(server):
    server.status = 503
    naps = []
    writer = ApiWriter(f"openai:m@{server.url}", sleep=naps.append)
    with pytest.raises(BusyError, match=r"answered 503.*; try again later"):
        writer.write("H", TEXTS, "da")
    assert len(server.requests) == 7
    assert naps == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]


def test_a_writer_of_no_known_kind_is_refused_before_anything_is_sent():
    with pytest.raises(ConfigError, match="writer 'gpt-5' is none that evalmine knows"):
        ApiWriter("gpt-5")


def test_a_writer_without_a_model_is_refused():
    with pytest.raises(ConfigError, match="writer 'openai:' names no model"):
        ApiWriter("openai:")


def test_the_shipped_encoder_tells_a_paraphrase_from_another_subject(say, evidence_of):
    learnings, evidence = learnings_of(say, evidence_of)
    encoder = load_encoder()
    vectors = encoder.encode([s.text for s in evidence.segments])
    real = replace(evidence, embeddings=vectors)
    far = Draft("Samtalekortene, bordet og personalemødet er malet blå af kommunen.", (1, 2))
    drafts = [Draft(CARRIED, (1, 2)), far]
    _, proposed, _ = worded(learnings, real, drafts, encoder=encoder, least=0.8)
    assert proposed[0].objection == ""
