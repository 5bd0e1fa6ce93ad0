"""Record the cassettes of tests/zoom/cassettes anew: what the real client and Zoom say to each other.

    python -m scripts.record_cassettes                  from the simulated account, over a socket of this computer
    python -m scripts.record_cassettes --live           from a real account
    python -m scripts.record_cassettes account people   only these

Run it at the top of the repository, in the environment of the tests. `--live` takes ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID
and ZOOM_CLIENT_SECRET of a Server-to-Server OAuth app with the scopes that `zoom-policy-lint doctor` names. Take an
account made for tests: names and addresses of its users are in the cassettes, as far as the client may store them.
`refused` needs faults on demand and is recorded from the simulated account only.

Whatever is written has passed the client's own allow-list: no token, no Authorization header, no field that the
client would not store; a passcode is replaced by one of the same shape, a title or a text by one that gives the same
answers to the questions asked of it. Read the difference before you commit it.
"""

import argparse
import asyncio
import contextlib
import json
import os
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
import vcr  # type: ignore[import-untyped]
from vcr.persisters.filesystem import FilesystemPersister  # type: ignore[import-untyped]
from vcr.request import Request  # type: ignore[import-untyped]

from tests.zoom.conversations import CONVERSATIONS, QUESTIONS
from tests.zoom.lessons import LESSONS
from zoom_policy_lint.catalogue import Endpoint, endpoints
from zoom_policy_lint.simulate import Behaviour, Fault, FaultKind
from zoom_policy_lint.simulate.app import create_app
from zoom_policy_lint.simulate.clock import DemoClock
from zoom_policy_lint.zoom import Client, Credentials, Pacing
from zoom_policy_lint.zoom.answers import parse
from zoom_policy_lint.zoom.masking import masked
from zoom_policy_lint.zoom.redact import reduce_body, reduce_row

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "zoom" / "cassettes"
SIMULATED_ONLY = {"refused"}
KEPT_HEADERS = {"content-type", "retry-after"}
PAGING = ("next_page_token", "total_records", "page_size", "from", "to")
FAULTS = {
    "refused": (
        Fault(FaultKind.REFUSE_SCOPE, match="/accounts/me/lock_settings"),
        Fault(FaultKind.REFUSE_PLAN, match="/accounts/me/settings"),
        Fault(FaultKind.TOO_MANY_REQUESTS, match="/roles", times=2),
        Fault(FaultKind.TOKEN_DIES, match="/groups", times=1),
        Fault(FaultKind.EXPIRED_PAGE_TOKEN, match="/users"),
    )
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Record the cassettes that are named, or all of them."""
    options = _options(arguments)
    for name in options.names or CONVERSATIONS:
        if options.live and name in SIMULATED_ONLY:
            print(f"{name}: left as it is, it needs the simulated account")
            continue
        path = options.folder / f"{name}.yaml"
        path.unlink(missing_ok=True)
        asyncio.run(_record(name, path, live=options.live))
        print(f"{name}: {path.stat().st_size:,} bytes")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(CONVERSATIONS)}; default: all")
    parser.add_argument("--live", action="store_true", help="from the account of ZOOM_ACCOUNT_ID")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write; default: tests/zoom/cassettes")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - CONVERSATIONS.keys()
    if unknown:
        parser.error(f"no cassette is called {', '.join(sorted(unknown))}")
    return options


async def _record(name: str, path: Path, *, live: bool) -> None:
    async with contextlib.AsyncExitStack() as stack:
        credentials = _live() if live else await stack.enter_async_context(_simulated(name))
        recorder = vcr.VCR(record_mode="all", filter_headers=["authorization"])
        recorder.register_persister(Scrubbing)
        stack.enter_context(recorder.use_cassette(str(path)))
        client = await stack.enter_async_context(Client(credentials, pacing=Pacing("pro"), questions=QUESTIONS))
        await CONVERSATIONS[name](client)


def _live() -> Credentials:
    names = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise SystemExit(f"--live needs {', '.join(missing)} in the environment.")
    return Credentials(*(os.environ[name] for name in names))


@contextlib.asynccontextmanager
async def _simulated(name: str) -> AsyncIterator[Credentials]:
    """Serve the simulated school on a free port, in pages of ten users, while the block runs."""
    school, behaviour = LESSONS, Behaviour(users_page_size_max=10)
    # Its time stands still, so that the same requests get the same rate-limit headers.
    app = create_app(school, behaviour=behaviour, faults=FAULTS.get(name, ()), clock=DemoClock().now)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        keys = (school.id, school.app.client_id, school.app.client_secret)
        yield Credentials(*keys, api_url=f"{address}/v2", oauth_url=f"{address}/oauth/token")
        server.should_exit = True
        await serving


class Scrubbing:
    """Writes a cassette after everything that the client would not store is taken out."""

    load_cassette = FilesystemPersister.load_cassette

    @staticmethod
    def save_cassette(path: str, cassette: dict[str, Any], serializer: Any) -> None:
        """Scrub, then write."""
        pairs = zip(cassette["requests"], cassette["responses"], strict=True)
        clean = [(_request(request), _response(request.path, response)) for request, response in pairs]
        both = {"requests": [pair[0] for pair in clean], "responses": [pair[1] for pair in clean]}
        FilesystemPersister.save_cassette(path, both, serializer)


def _request(request: Request) -> Request:
    parts = urlsplit(request.uri)
    host = "zoom.us" if parts.path == "/oauth/token" else "api.zoom.us"
    uri = parts._replace(scheme="https", netloc=host).geturl()
    return Request(request.method, uri, "", {"user-agent": request.headers.get("user-agent", "")})


def _response(path: str, response: Mapping[str, Any]) -> dict[str, Any]:
    headers = {
        name: values
        for name, values in response["headers"].items()
        if name.lower() in KEPT_HEADERS or name.lower().startswith("x-ratelimit-")
    }
    body = parse(response["body"]["string"])
    text = "" if body is None else json.dumps(_body(path, body), ensure_ascii=False)
    return {"status": dict(response["status"]), "headers": headers, "body": {"string": text.encode()}}


def _body(path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    if path == "/oauth/token":
        return {"access_token": "scrubbed", **{key: body[key] for key in ("token_type", "expires_in") if key in body}}
    if "code" in body:
        return {"code": body["code"], "message": masked(str(body.get("message", "")))}
    row = _endpoint(path)
    if row.items is None:
        shaped: dict[str, Any] = _in_shape(reduce_body(row, body, QUESTIONS))
        return shaped
    paging = {key: body[key] for key in PAGING if key in body}
    return paging | {row.items: [_in_shape(reduce_row(row, item, QUESTIONS)) for item in body[row.items]]}


def _endpoint(path: str) -> Endpoint:
    parts = path.removeprefix("/v2").split("/")
    return next(row for row in endpoints() if _fits(row.path.split("/"), parts))


def _fits(template: Sequence[str], parts: Sequence[str]) -> bool:
    pairs = zip(template, parts, strict=False)
    return len(template) == len(parts) and all(wanted == part or wanted.startswith("{") for wanted, part in pairs)


def _in_shape(value: Any) -> Any:
    """A reduced answer as Zoom could send it: what is said of a value becomes some value of which that can be said."""
    if isinstance(value, list):
        return [_in_shape(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"set"}:
        return "1000000000" if value["set"] else ""
    if value.keys() == {"set", "length", "classes"}:
        return _passcode(value["length"], value["classes"])
    if {"filled", "placeholder"} < value.keys():
        return _text(value)
    return {key: _in_shape(item) for key, item in value.items()}


def _passcode(length: int, classes: Sequence[str]) -> str:
    signs = {"letters": "a", "digits": "1", "special": "-", "mixed_case": "A"}
    start = "".join(signs[name] for name in classes)
    return (start + start[:1] * length)[:length]


def _text(facts: Mapping[str, Any]) -> str:
    if not facts["filled"]:
        return ""
    found = facts.get("says", facts.get("matches", ()))
    return "Zoom Meeting" if facts["placeholder"] else ". ".join(["Made up", *found])


if __name__ == "__main__":
    main()
