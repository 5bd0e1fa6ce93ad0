"""Where reports go: to stdout, or whole into files."""

import contextlib
import errno
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import click

from zoom_policy_lint.cli.environment import colour_wanted
from zoom_policy_lint.model.errors import PolicyLintError
from zoom_policy_lint.model.run import Run
from zoom_policy_lint.report import Format, Style, TextFormat, is_binary, load

FILE_WIDTH = 100
"""Columns of a report that goes to a file or a pipe."""


@dataclass(frozen=True, slots=True)
class Output:
    """One format and where it goes; no file means stdout."""

    name: str
    format: Format
    file: Path | None


def parse_outputs(wanted: tuple[str, ...], file: Path | None) -> list[Output]:
    """The outputs that `-f FORMAT[=FILE]` and `-o FILE` ask for; a table on stdout when nothing is said.

    Raises UsageError when two would go to the same place, or a file cannot be written.
    """
    outputs = []
    for text in wanted or ("table",):
        name, has_file, path = text.partition("=")
        if has_file and not path:
            raise click.UsageError(f"-f {text} names no file after the =.")
        outputs.append(Output(name, load(name), Path(path) if has_file else None))
    unnamed = [output for output in outputs if output.file is None]
    if len(unnamed) > 1:
        raise click.UsageError("At most one format can go without a file; write -f FORMAT=FILE for the others.")
    if file is not None:
        if not unnamed:
            raise click.UsageError("-o FILE needs a format without a file of its own.")
        outputs = [Output(o.name, o.format, file) if o.file is None else o for o in outputs]
    files = [output.file.absolute() for output in outputs if output.file]
    if len(set(files)) < len(files):
        raise click.UsageError("Two formats cannot go to the same file.")
    for target in files:
        check_writable(target)
    _keep_from_terminal(unnamed if file is None else [])
    return outputs


def _keep_from_terminal(outputs: list[Output]) -> None:
    for output in outputs:
        if is_binary(output.format) and sys.stdout.isatty():
            raise click.UsageError(f"{output.name} is no text; write it to a file: -f {output.name}=FILE.")


def keep_apart(files: Iterable[Path], history: Path | None) -> None:
    """Raises UsageError when something would be written over the history, by whatever name."""
    for file in files:
        if history is not None and file.resolve() == history.resolve():
            raise click.UsageError(f"{file} is the history of runs; name another file, so that it is not lost.")


def write_outputs(outputs: list[Output], run: Run) -> None:
    """Write every output: files first, so that a closed pipe loses none of them."""
    for output in sorted(outputs, key=lambda one: one.file is None):
        if output.file is None:
            _to_stdout(output.format, run)
        else:
            _to_file(output.file, output.format, run)


def _to_file(path: Path, format_: Format, run: Run) -> None:
    style = Style(colour=False, width=FILE_WIDTH)
    if is_binary(format_):
        with whole_bytes(path) as stream:
            format_.render(run, stream.write, style)
    else:
        with whole_file(path) as text:
            cast("TextFormat", format_).render(run, text.write, style)


def _to_stdout(format_: Format, run: Run) -> None:
    """Whoever reads may stop reading; the verdict, and so the exit code, stays what it is."""
    try:
        if is_binary(format_):
            format_.render(run, sys.stdout.buffer.write, terminal_style())
        else:
            cast("TextFormat", format_).render(run, sys.stdout.write, terminal_style())
        sys.stdout.flush()
    except BrokenPipeError:
        # nothing is left to say, nor may the interpreter complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A text file (mode 0600) that appears whole or not at all, as `whole_bytes` has it."""
    with whole_bytes(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
        yield text
        text.flush()
        text.detach()


@contextlib.contextmanager
def whole_bytes(path: Path) -> Iterator[IO[bytes]]:
    """A file (mode 0600) that appears whole or not at all.

    A link is followed; a device or a pipe (`/dev/stdout`) is written to as it stands. Raises PolicyLintError when it
    cannot be written.
    """
    path = path.resolve()
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def check_writable(path: Path) -> None:
    """Find out before any work is done that a file could not be written."""
    if path.is_dir():
        raise click.UsageError(f"{path} is a folder; name a file.")
    if not path.parent.is_dir():
        raise click.UsageError(f"The folder {path.parent} does not exist.")
    if path.exists() and not path.is_file():
        return  # a device or a pipe
    if not os.access(path.parent, os.W_OK):
        raise click.UsageError(f"The folder {path.parent} cannot be written to.")


def _cannot_write(path: Path, error: OSError) -> PolicyLintError:
    hint = "Free some space" if error.errno == errno.ENOSPC else "Check the folder and its permissions"
    return PolicyLintError(f"{path} could not be written: {error.strerror}.", f"{hint}, or name another file.")


def terminal_style() -> Style:
    """What stdout can bear."""
    width = shutil.get_terminal_size((FILE_WIDTH, 24)).columns if sys.stdout.isatty() else FILE_WIDTH
    return Style(colour=colour_wanted(), width=width)
