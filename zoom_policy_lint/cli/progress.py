"""Progress on stderr: one line that changes, on terminals only."""

import sys


class ProgressLine:
    """Shows how far a long piece of work is; silent when quiet, or when stderr is not a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._on = not quiet and sys.stderr.isatty()
        self._width = 0

    def show(self, what: str, done: int, total: int | None) -> None:
        """Replace the line."""
        if not self._on:
            return
        text = f"{what}: {done}" + (f" of {total}" if total else "")
        if total:
            filled = 20 * done // total
            text = f"[{'#' * filled}{'.' * (20 - filled)}] {text}"
        sys.stderr.write(f"\r{text.ljust(self._width)}")
        sys.stderr.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Take the line away before anything else is written."""
        if self._on and self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0
