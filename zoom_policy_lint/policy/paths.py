"""Files and folders that a policy names, relative to the file that names them."""

from pathlib import Path

from zoom_policy_lint.ruleset.source import Document


def beside(document: Document, name: str) -> Path:
    """Where a file stands that a document names."""
    return Path(document.file).parent / name


def is_file(path: Path) -> bool:
    """Whether a file is there; false also for what can be no file's name."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether anything is there; false also for what can be no file's name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder is there; false also for what can be no folder's name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
