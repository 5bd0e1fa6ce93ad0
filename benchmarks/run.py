"""Measure what users wait for, with one command:

    python benchmarks/run.py [--users 10000] [--pulled 1000] [--rules 300] [--runs 5]

* start-up: `zoom-policy-lint --help` against importing click in a fresh interpreter;
* judging: an audit of a snapshot with many users against only decoding its lines;
* pulling: a pull of simulated users, in simulated time, against the least time that the rate limits allow;
* memory: the peak of judging many users against that of judging few;
* remembering: the same audit kept in a history, a history of many nights, and reports of its last one;
* rules: checking, proving and questioning many rules.

Prints Markdown, for `docs/performance.md`. Only measured: nothing here passes or fails.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from zoom_policy_lint.cli.source import demand_of
from zoom_policy_lint.evaluate import Options, evaluate
from zoom_policy_lint.history import OPEN, History
from zoom_policy_lint.model.resource import Resource
from zoom_policy_lint.model.words import Level
from zoom_policy_lint.policy import load_policy
from zoom_policy_lint.pull import Origin
from zoom_policy_lint.pull.session import pull_account
from zoom_policy_lint.ruleset.shipped import default_policy, shipped
from zoom_policy_lint.simulate import LoggedRequest, big_school, create_app
from zoom_policy_lint.simulate.clock import DEMO_TIME, DemoClock
from zoom_policy_lint.snapshot import Snapshot, open_snapshot, write_snapshot
from zoom_policy_lint.zoom import Client, Credentials, Pacing, in_process
from zoom_policy_lint.zoom.limits import seconds_for

PLAN, SHARE = "business", 0.5
ALONE = {**os.environ, "ZPL_HISTORY": "off"}
"""The environment, but no run is kept unless an option says where."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=10_000)
    parser.add_argument("--pulled", type=int, default=1_000)
    parser.add_argument("--rules", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors"
    print(f"{machine}; median of {options.runs} runs.\n")
    print("| what | figure | beside it | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        startup(options.runs)
        small = pulling(Path(folder), 200)
        pulling(Path(folder), options.pulled)
        judging(Path(folder), small, options.users, options.runs)
        remembering(Path(folder), small, options.users, options.runs)
        many_rules(Path(folder), options.rules, options.runs)


def startup(runs: int) -> None:
    """Whole processes, so that what the interpreter itself takes is in both."""
    command = [sys.executable, "-m", "zoom_policy_lint", "--help"]
    helped = median(runs, lambda: run_quietly(command))
    bare = median(runs, lambda: run_quietly([sys.executable, "-c", "import click"]))
    row("`--help`", f"{helped * 1000:.0f} ms", f"import click: {bare * 1000:.0f} ms", helped / bare)


def pulling(folder: Path, users: int) -> Path:
    """A real client reads a simulated account; time is simulated, so the figure is what Zoom's limits would take."""
    school, clock = big_school(users), DemoClock()
    app = create_app(school, clock=clock.now, sleep=clock.sleep)
    shown = Credentials(
        account_id=school.id,
        client_id=school.app.client_id,
        client_secret=school.app.client_secret,
        api_url="http://benchmark.invalid/v2",
        oauth_url="http://benchmark.invalid/oauth/token",
    )
    demand = demand_of(load_policy(default_policy()), Options(as_of=DEMO_TIME.date()))
    pacing, transport = Pacing(plan=PLAN, share=SHARE), in_process(app)
    client = Client(shown, pacing=pacing, transport=transport, clock=clock, questions=demand.questions)
    out = folder / f"{users}.zpl"
    begun, started = clock.monotonic(), time.perf_counter()
    pull_account(client, demand, out, Origin(school.id, PLAN, "demo"), now=DEMO_TIME)
    simulated, real = clock.monotonic() - begun, time.perf_counter() - started
    bound = seconds_for(counted(app.requests), PLAN, SHARE)
    what = f"pull of {users} simulated users ({len(app.requests)} requests; {real:.1f} s of computing)"
    row(
        what,
        f"{simulated:.1f} s simulated",
        f"rate-limit bound at half the plan's limits: {bound:.1f} s",
        simulated / bound,
    )
    return out


def many_rules(folder: Path, wanted: int, runs: int) -> None:
    """Commands on a policy with many rules: the shipped ones, and copies of them under other ids and titles."""
    own = sorted(shipped("rules").glob("*.yaml"))
    extra = folder / "rules"
    extra.mkdir()
    names = [f"{own[at % len(own)].stem}-again-{at // len(own) + 1}" for at in range(wanted - len(own))]
    for at, name in enumerate(names):
        text = own[at % len(own)].read_text(encoding="utf-8")
        text = re.sub(r"^id: .*$", f"id: {name}", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^title: (.*)$", rf"title: \1 (copy {at})", text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^(group|aliases): .*\n", "", text, flags=re.MULTILINE)
        (extra / f"{name}.yaml").write_text(text, encoding="utf-8")
    policy = folder / "many.yaml"
    clause = "clauses:\n  - {id: Copies, text: Everything once more., rules: [" + ", ".join(names) + "]}\n"
    policy.write_text(f"extends: {default_policy()}\nrule_folders: [rules]\n" + clause, encoding="utf-8")
    commands = [["policy", "validate", str(policy)], *(["rules", word, "--policy", str(policy)] for word in VERBS)]
    for command in commands:
        process = [sys.executable, "-m", "zoom_policy_lint", *command]
        seconds = median(runs, lambda: run_quietly(process))  # noqa: B023 - called before the next turn
        row(f"`{' '.join(command[:2])}` of {wanted} rules", f"{seconds:.2f} s")


VERBS = ("test", "lint")
"""What is done to rules."""


def counted(requests: Sequence[LoggedRequest]) -> dict[str, int]:
    """Requests by rate label: users' profiles and single roles are light, the rest medium."""
    light = sum(1 for one in requests if one.path.count("/") == 3)  # noqa: PLR2004 - /v2/users/{id}
    return {"light": light, "medium": len(requests) - light}


def judging(folder: Path, pulled: Path, users: int, runs: int) -> None:
    """The whole audit, as a process, beside a process that only decodes the same lines."""
    small, large = multiplied(pulled, 100, folder / "few.zpl"), multiplied(pulled, users, folder / "many.zpl")
    size = large.stat().st_size / 1e6
    decode = "import json,sys\nfor line in open(sys.argv[1],'rb'): json.loads(line)"
    audit = [
        sys.executable,
        "-m",
        "zoom_policy_lint",
        "audit",
        "--policy",
        default_policy(),
        "--as-of",
        str(DEMO_TIME.date()),
    ]
    decoded = median(runs, lambda: run_quietly([sys.executable, "-c", decode, str(large)]))
    for output in ("table", "json"):
        judged = median(runs, lambda: run_quietly([*audit, "-f", output, "--snapshot", str(large)]))  # noqa: B023
        row(
            f"audit (`-f {output}`) of {users} users ({size:.0f} MB)",
            f"{judged:.2f} s",
            f"decoding alone: {decoded:.2f} s",
            judged / decoded,
        )
    few = peak([*audit, "--snapshot", str(small)])
    many = peak([*audit, "--snapshot", str(large)])
    row(f"peak memory, {users} users", f"{many:.0f} MB", f"100 users: {few:.0f} MB", many / few)


def remembering(folder: Path, pulled: Path, users: int, runs: int) -> None:
    """A first audit of many users into a history; then a year of nights of a school, and reports of the last."""
    program = [sys.executable, "-m", "zoom_policy_lint"]
    judge = ["audit", "--policy", default_policy(), "--as-of", str(DEMO_TIME.date())]
    large, new = folder / "many.zpl", folder / "new.db"

    def anew() -> None:
        new.unlink(missing_ok=True)
        run_quietly([*program, *judge, "--snapshot", str(large), "--history", str(new)])

    row(f"audit of {users} users into a new history", f"{median(runs, anew):.2f} s")
    new.unlink()
    row("its peak memory", f"{peak([*program, *judge, '--snapshot', str(large), '--history', str(new)]):.0f} MB")
    nights = folder / "nights.db"
    last = many_nights(pulled, nights)
    with History.open(nights) as history:
        remembered = median(runs, lambda: drop(history.memory(last)))
    size = nights.stat().st_size / 1e6
    row(f"what {NIGHTS} nights of 200 users tell of the last ({size:.1f} MB)", f"{remembered:.2f} s")
    for output in ("html", "pdf"):
        report = [*program, "report", "--history", str(nights), "-f", f"{output}={folder / 'report'}"]
        row(f"`report -f {output}` of it", f"{median(runs, lambda: run_quietly(report)):.2f} s")  # noqa: B023


NIGHTS = 365


def many_nights(pulled: Path, file: Path) -> str:
    """A history in which one finding changes every night; the id of the last run."""
    policy, options = load_policy(default_policy()), Options(as_of=DEMO_TIME.date())
    run = evaluate(open_snapshot(pulled), policy, options)
    found = [one for one in run.findings() if one.status in OPEN]
    kept = ""
    with History.open(file) as history:
        for night in range(NIGHTS):
            left = found[: -1 - night % 9]
            taken = (DEMO_TIME - timedelta(days=NIGHTS - night)).strftime("%Y-%m-%dT%H:%M:%SZ")
            recorder = history.recorder()
            for one in left:
                recorder.see(one)
            source = replace(run.source, taken_at=taken)
            kept = recorder.keep(replace(run, source=source, findings=lambda: iter(left)))  # noqa: B023
    return kept


def drop(_: object) -> None:
    """What was only asked for to see how long it takes."""


def multiplied(pulled: Path, users: int, out: Path) -> Path:
    """A snapshot with so many users, each a copy of one that was pulled, under an id of its own."""
    source = open_snapshot(pulled)
    listings = tuple(replace(one, count=users) if one.read.endpoint == "users" else one for one in source.listings)
    write_snapshot(out, source.header, listings, copies(source, users))
    return out


def copies(source: Snapshot, users: int) -> Iterator[Resource]:
    """Everything else as it stands, in canonical order; those who left the school are nobody's copy."""
    whole = list(source.resources())
    people = [one for one in whole if one.level is Level.USER and one.fields.get("status") != "inactive"]
    yield from (one for one in whole if one.level.rank < Level.USER.rank)
    for number in range(users):
        yield replace(
            people[number % len(people)], id=f"copy-{number:08}", name=f"copy{number}@stjosephs.example.sch.uk"
        )
    yield from (one for one in whole if one.level.rank > Level.USER.rank)


def median(runs: int, work: Callable[[], None]) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def run_quietly(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=ALONE)
    if done.returncode not in (0, 1, 3):
        raise SystemExit(done.stderr.decode())


def peak(command: list[str]) -> float:
    """The peak memory of a process in MB, as the operating system counts it."""
    measure = (
        "import resource,subprocess,sys,json\n"
        "subprocess.run(json.loads(sys.argv[1]),stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    text = subprocess.run(
        [sys.executable, "-c", measure, json.dumps(command)], capture_output=True, text=True, check=True, env=ALONE
    )
    return int(text.stdout) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def row(what: str, figure: str, beside: str = "", ratio: float | None = None) -> None:
    print(f"| {what} | {figure} | {beside} | {'' if ratio is None else f'{ratio:.2f}'} |")


if __name__ == "__main__":
    main()
