"""Template and data to the bytes of an accessible PDF (PDF/UA-1), without a file, a clock or a font of this machine."""

from functools import cache
from importlib.resources import files
from typing import cast

from zoom_policy_lint.model.errors import PolicyLintError

MISSING = "PDF needs the extra “pdf”."
INSTALL = "Install it: pip install 'zoom-policy-lint[pdf]', or in a checkout: pip install -e '.[pdf]'"


def ready() -> None:
    """Raise PolicyLintError when the compiler is not installed: better before any work is done than after it."""
    try:
        import typst  # noqa: F401, PLC0415
    except ImportError as error:
        raise PolicyLintError(MISSING, INSTALL) from error


def compiled(data: bytes) -> bytes:
    """The PDF of a page's data; the same data give the same bytes."""
    import typst  # noqa: PLC0415

    # It takes several files by name, which its type stubs do not know.
    source = cast("bytes", {**_template(), "data.json": data})
    return typst.compile(source, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


@cache
def _template() -> dict[str, bytes]:
    """The files of the template by name; `main.typ` is where it starts."""
    found = (file for file in files(__package__).iterdir() if file.name.endswith(".typ"))
    return {file.name: file.read_bytes() for file in found}
