"""A small server that speaks the chat completions protocol; the model's name says how it behaves.

python chat_server.py  prints the port it listens on at 127.0.0.1. GET /seen gives the requests that it got so far.
"""

import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-test-0123456789"
SEEN: list[dict[str, Any]] = []
COUNTS: dict[str, int] = {}
_SENTENCE = re.compile(r"[^.\n]+\.")
_TOLL = re.compile(
    r"(?P<figure>(?:[Aa]t least )?\d+) (?P<target>[a-z]+) were (?P<trigger>killed|wounded)(?: in (?P<place>[A-Z]\w+))?"
)
_VOICE = re.compile(r", (?P<source>[\w' ]+) (?P<cue>said)\.")


def claims_of(text: str) -> list[dict[str, Any]]:
    """Tolls that stand in the text, as a good model would give them."""
    found = []
    for sentence in _SENTENCE.findall(text):
        for toll in _TOLL.finditer(sentence):
            voice = _VOICE.search(sentence)
            roles = [{"role": "target", "text": toll["target"], "name": None}]
            if toll["place"]:
                roles.append({"role": "place", "text": toll["place"], "name": None})
            found.append(
                {
                    "type": "casualties",
                    "evidence": sentence.strip(),
                    "trigger": toll["trigger"],
                    "roles": roles,
                    "figure": toll["figure"],
                    "sources": [{"text": voice["source"], "kind": "official", "name": None}] if voice else [],
                    "cue": voice["cue"] if voice else None,
                    "stance": "reported" if voice else "asserted",
                }
            )
    return found


def text_of(request: dict[str, Any]) -> str:
    """The part of the message that is to be read."""
    return str(request["messages"][-1]["content"]).split("TEXT:\n", 1)[1]


def spoiled(model: str, rows: list[dict[str, Any]]) -> str:
    """What a model of that name writes instead of the rows."""
    if model == "wrong-spans":
        rows = [
            *({**row, "figure": "99", "roles": [*row["roles"], {"role": "place", "text": "Atlantis", "name": None}]} for row in rows),
            {**rows[0], "evidence": "Nobody ever wrote this sentence."},
        ]  # fmt: skip
    elif model == "loose-spans":
        rows = [{**row, "evidence": row["evidence"].replace("'", "’").replace(" ", "  ").upper()} for row in rows]
    elif model == "wrong-types":
        rows = [
            {"type": 7, "evidence": []},
            5,
            None,
            [],
            {**rows[0], "roles": "none", "sources": 3, "stance": {}, "cue": 1.5},
        ]  # type: ignore[list-item]
    elif model == "many":
        rows = rows * 5_000
    whole = json.dumps({"claims": rows})
    return {
        "malformed": "I am sorry, there are many claims: casualties!",
        "broken-off": whole[:-40],
        "deep": '{"claims": ' + "[" * 200_000,
        "nan": whole.replace('"cue": "said"', '"cue": NaN, "score": -Infinity, "big": ' + "9" * 5000),
        "prose": f"<think>Hm, {{\"claims\": [1]}}?</think>Here you are:\n```json\n{whole}\n```",
        "bare-list": json.dumps(rows),
        "empty": "",
    }.get(model, whole)  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """Answers by the model's name."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:
        if self.path == "/seen":
            self.give(200, {"seen": SEEN, "counts": COUNTS})
        elif self.path.endswith("/models"):
            self.give(200, {"data": [{"id": "ok"}, {"id": "prose"}]})
        else:
            self.give(404, {"error": {"message": "not found"}})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        SEEN.append({"path": self.path, "headers": dict(self.headers), "body": request})
        model = request["model"]
        COUNTS[model] = COUNTS.get(model, 0) + 1
        if self.path != "/v1/chat/completions":
            self.give_bytes(200, b"<html>Welcome</html>", {"Content-Type": "text/html"})
            return
        if request.get("stream"):
            self.give(400, {"error": {"message": "this server does not stream"}})
            return
        if not self.refuses(model, request):
            self.complete(model, request)

    def refuses(self, model: str, request: dict[str, Any]) -> bool:
        """Whether the model's name asks for a refusal, which is then sent."""
        form = (request.get("response_format") or {}).get("type")
        first = COUNTS[model] == 1
        if model == "locked" and self.headers["Authorization"] != f"Bearer {KEY}":
            self.give(401, {"error": {"message": f"Incorrect API key: {self.headers['Authorization']}"}})
        elif model == "busy-once" and first:
            self.give(429, {"error": {"message": "slow down"}}, {"Retry-After": "0"})
        elif model == "busy-long":
            self.give(429, {"error": {"message": "come back tomorrow"}}, {"Retry-After": "86400"})
        elif model == "sick-once" and COUNTS[model] == 2:
            self.give(500, {"error": {"message": "internal error"}})
        elif model == "busy-then-dead" and COUNTS[model] > 1:
            self.give(503, {"error": {"message": f"overloaded, {self.headers['Authorization']}"}})
        elif model == "out-of-order":
            self.give(500, {"error": {"message": "internal error"}})
        elif model == "no-schema" and form == "json_schema":
            self.give(400, {"error": {"message": "response_format json_schema is not supported"}})
        elif model == "no-forms" and form:
            self.give(422, {"detail": "unknown field"})
        elif model == "no-temperature" and "temperature" in request:
            self.give(400, {"error": {"message": "Unsupported value: 'temperature' does not support 0"}})
        elif model == "no-such-model":
            self.give(404, {"error": {"message": "model 'no-such-model' not found"}})
        elif model == "short-context" and len(text_of(request)) > 200:
            self.give(400, {"error": {"message": "this model's maximum context length is 4096 tokens"}})
        elif model == "filtered" and "Torodi" in text_of(request):
            self.give(400, {"error": {"code": "content_filter", "message": "content management policy"}})
        elif model == "picky" and "Torodi" in text_of(request):
            self.give(400, {"error": "no"})
        elif model == "elsewhere":
            self.give(307, {}, {"Location": "http://example.org/v1/chat/completions"})
        elif model == "hang-up":
            self.close_connection = True
            self.connection.close()
        elif model in ("slow", "slow-once") and (model == "slow" or first):
            time.sleep(3)
            self.close_connection = True
        elif model == "sleepy":
            time.sleep(0.5)
            return False
        elif model == "slow-later" and not re.search("least 1[01] ", text_of(request)):
            time.sleep(60)
            self.close_connection = True
        elif model == "trickle":
            self.trickle()
        elif model == "html":
            self.give_bytes(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
        elif model == "not-chat":
            self.give(200, {"object": "list", "data": []})
        elif model == "error-in-answer":
            self.give(200, {"error": {"message": "upstream is gone", "code": 502}})
        elif model == "huge":
            self.give_bytes(200, b'{"choices": [' + b" " * 9_000_000, {})
        elif model == "cut-short":
            self.give_bytes(200, b'{"choices": [', {"Content-Length": "5000"})
        else:
            return False
        return True

    def complete(self, model: str, request: dict[str, Any]) -> None:
        text = text_of(request)
        content = spoiled(model, claims_of(text))
        cut = model in ("cut-off", "thinks-too-long") and len(text) > 100
        if cut and model == "thinks-too-long":
            content = ""
        choice = {
            "index": 0,
            "finish_reason": "length" if cut else "stop",
            "message": {"role": "assistant", "content": content[: len(content) // 2] if cut else content},
        }
        usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
        if model == "uncounted":
            usage = {"prompt_tokens": -5, "completion_tokens": True}
        if model == "chunked":
            self.chunks(json.dumps({"choices": [choice], "usage": usage}).encode())
            return
        self.give(200, {"id": "x", "object": "chat.completion", "model": model, "choices": [choice], "usage": usage})

    def chunks(self, data: bytes) -> None:
        """An answer of unknown length, in pieces, as servers behind a proxy send it."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(data), 50):
            piece = data[at : at + 50]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def trickle(self) -> None:
        """A byte every tenth of a second, for ever, so that no single read times out."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(200):
            try:
                self.wfile.write(b" ")
            except OSError:
                break
            time.sleep(0.1)
        self.close_connection = True

    def give(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        self.give_bytes(status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})

    def give_bytes(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        sys.exit(0)
