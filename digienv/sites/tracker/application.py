"""The tracker inside its server process."""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from roundup.anypy import random_
from roundup.cgi.engine_jinja2 import Jinja2Loader
from roundup.cgi.wsgi_handler import RequestDispatcher
from whitenoise import WhiteNoise

from digienv.sites.application import Application, Wsgi, state
from digienv.sites.snapshots import Progress
from digienv.sites.tracker import database
from digienv.sites.tracker.content import NOW

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["SiteApplication"]

HOME = Path(__file__).parent / "home"
TEN_YEARS = 10 * 365 * 86400


class SiteApplication(Application):
    """Roundup: one tracker, opened with the database of the world that is asked for."""

    database = database.DATABASE
    start = NOW.replace(tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "ids": ("*",),
        "__textids": ("*",),
        "__words": ("*",),
        **{
            f"{name}__journal": ("*",)
            for name in ("file", "issue", "keyword", "msg", "priority", "query", "status", "user")
        },
    }
    """Counters, the index of words, and a history that says how rows came to be what they are."""

    def __init__(self) -> None:
        shipped = _shipped_template()
        self._static = (shipped / "static", HOME / "static")
        self._chance = random.Random()  # noqa: S311
        random_.token_bytes = self._chance.randbytes
        random_.randbelow = self._chance.randrange
        random_.choice = self._chance.choice
        self._dispatcher = RequestDispatcher(str(HOME))
        self._tracker = self._dispatcher.tracker
        self._tracker.backend = database
        self._tracker.templates = Jinja2Loader([HOME / "html", shipped / "html"])

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Tables, then what `digienv.sites.tracker.content` thinks up."""
        from digienv.sites.tracker.seeding import fill

        self._enter("tracker.localhost")
        return fill(self._tracker, seed, progress)

    def wsgi(self, shared: Path) -> Wsgi:
        """The tracker; static files come before it."""
        served = WhiteNoise(self._serve, max_age=TEN_YEARS)
        for folder in self._static:
            served.add_files(folder, prefix="@@file")
        return served

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._enter(environ["HTTP_HOST"])
        return self._dispatcher(environ, start_response)

    def _enter(self, host: str) -> None:
        """Let Roundup know whose request comes, and draw its tokens from a generator with a seed, so that equal states
        are equal documents.
        """
        self._chance.seed(time.time())
        self._tracker.config.DATABASE = str(state())
        self._tracker.config.TRACKER_WEB = f"http://{host}/"


def _shipped_template() -> Path:
    """The folder of the template that Roundup ships and `HOME` builds on."""
    package = distribution("roundup")
    schema = next(file for file in package.files or () if file.match("share/roundup/templates/jinja2/schema.py"))
    return Path(str(package.locate_file(schema))).resolve().parent
