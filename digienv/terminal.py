"""What the command lines of digienv and of the baselines have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import gymnasium
import typer
from rich.console import Console
from rich.text import Text

from digienv.core.errors import DigienvError

__all__ = ["INTERRUPTED", "err", "make_app", "run"]

INTERRUPTED = 130
"""Exit status after Ctrl+C."""

err = Console(stderr=True, highlight=False)


def make_app(name: str, **settings: Any) -> typer.Typer:
    """An application whose faults `run` reports; `settings` are those of `typer.Typer`."""
    return typer.Typer(
        name=name,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def run(app: typer.Typer, explain: Callable[[Exception], str]) -> None:
    """Run a command line; a fault of the user's or of the machine's is one sentence and exit status 1.

    Args:
        app: of `make_app`.
        explain: what to say of any other exception; where it is nothing, the exception goes its way.
    """
    try:
        app()
    except Exception as error:
        sentence = _fault(error) or explain(error)
        if not sentence:
            raise
        err.print(Text.assemble((f"{app.info.name}: ", "bold red"), " ".join(sentence.split())), soft_wrap=True)
        sys.exit(1)
    finally:
        # An interrupt that fell into `exec` of a string, as dataclasses and slow imports have them, stays noted in the
        # interpreter, which under `python -m` then kills itself whatever the exit status; the next string clears that.
        exec("")  # noqa: S102


def _fault(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}" if error.filename else str(error)
    return str(error) if isinstance(error, DigienvError | gymnasium.error.Error) else ""
