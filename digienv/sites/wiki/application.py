"""The wiki inside its server process."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import mimetypes
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from digienv.sites.application import Application, Wsgi, state
from digienv.sites.fastcgi import FastCgi
from digienv.sites.programs import answer_cgi, run_program
from digienv.sites.snapshots import Progress
from digienv.sites.wiki.content import BEGAN, START, generate
from digienv.sites.wiki.valley import ADMINISTRATORS, EDITORS, VANDALS

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["SiteApplication"]

HERE = Path(__file__).parent
CODE = Path("/usr/share/mediawiki")
VARIABLE = Path("/var/lib/mediawiki")
"""To which some of the links below `CODE` lead."""

DATABASE, CACHE = "wiki.sqlite", "cache.sqlite"
SCHEMA = ("tables-generated.sql", "archives/searchindex-fts3.sql")
SETTINGS = ("LocalSettings.php", "php.ini")

STATIC = ("/resources/", "/skins/")
STATIC_TYPES = (".css", ".gif", ".jpg", ".js", ".png", ".svg")
SCRIPTS = {"/api.php": "api.php", "/load.php": "load.php", "/index.php": "index.php", "/": "index.php"}
"""MediaWiki's entrances that are open. Articles are below ``/wiki/``."""

MODULES_KEPT = 500


class SiteApplication(Application):
    """MediaWiki in a process of PHP, which keeps nothing from one request to the next but compiled code."""

    database = DATABASE
    start = START.replace(tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **dict.fromkeys(
            (
                # What follows from the texts of pages.
                "category",
                "categorylinks",
                "externallinks",
                "imagelinks",
                "iwlinks",
                "langlinks",
                "linktarget",
                "page_props",
                "pagelinks",
                "redirect",
                "searchindex",
                "searchindex_content",
                "searchindex_segdir",
                "searchindex_segments",
                "templatelinks",
                # What follows from versions and logs; nobody sets tags by hand.
                "change_tag",
                "change_tag_def",
                "log_search",
                "recentchanges",
                "revision_comment_temp",
                "site_stats",
                # Notes to itself.
                "job",
                "module_deps",
                "objectcache",
                "querycache",
                "querycache_info",
                "querycachetwo",
                "user_newtalk",
            ),
            ("*",),
        ),
        "page": ("page_touched", "page_links_updated"),
        "user": ("user_touched", "user_editcount"),
        "watchlist": ("wl_notificationtimestamp",),
    }

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """Empty tables, then the wiki's past, which MediaWiki itself lives through."""
        content = generate(seed)
        progress(0.0, "making a wiki")
        for name in SETTINGS:
            shutil.copyfile(HERE / name, shared / name)
        (shared / "messages").mkdir()
        schema = "".join((CODE / "maintenance/sqlite" / name).read_text() for name in SCHEMA).replace("/*_*/", "")
        for name in (DATABASE, CACHE):
            with contextlib.closing(sqlite3.connect(state() / name)) as database:
                database.executescript(f"PRAGMA journal_mode = WAL; {schema}")
        with contextlib.closing(sqlite3.connect(state() / DATABASE)) as database, database:
            database.execute("INSERT INTO site_stats (ss_row_id) VALUES (1)")
        users = [
            {
                "name": name,
                "token": hashlib.sha256(name.encode()).hexdigest()[:32],
                "time": _timestamp(BEGAN - datetime.timedelta(hours=len(EDITORS) - number)),
                "groups": ["sysop"] if name in ADMINISTRATORS else [],
            }
            for number, name in enumerate((*ADMINISTRATORS, *EDITORS, *VANDALS))
        ]
        past = {
            "users": users,
            "events": [
                {
                    "time": _timestamp(event.time),
                    "user": event.user,
                    "kind": event.kind,
                    "page": event.page,
                    "comment": event.comment,
                    "value": event.value,
                }
                for event in content.events
            ],
            "watched": {
                user: [page for title in titles for page in (title, f"Talk:{title}")]
                for user, titles in content.watched.items()
            },
            "now": _timestamp(START),
        }
        progress(0.1, "living through its past")
        run_program(
            ["php", str(HERE / "live.php")],
            shared.parent,
            readable=[HERE, VARIABLE],
            variables={**_variables(shared), "DIGIENV_BUILD": "1", "DIGIENV_STATE": str(state())},
            given=json.dumps(past).encode(),
        )
        for name in (DATABASE, CACHE):
            with contextlib.closing(sqlite3.connect(state() / name)) as database:
                database.executescript("PRAGMA journal_mode = DELETE; VACUUM")
        progress(1.0, "done")
        return {
            str(user["name"]): {
                "wikiUserID": str(number),
                "wikiUserName": quote(str(user["name"])),
                "wikiToken": str(user["token"]),
            }
            for number, user in enumerate(users, start=1)
        }

    def wsgi(self, shared: Path) -> Wsgi:
        """Hands every request for a page to MediaWiki."""
        modules: dict[str, bytes] = {}

        @cache
        def program(worlds: Path) -> FastCgi:
            return FastCgi(["php-cgi"], worlds, readable=[shared, VARIABLE], variables=_variables(shared))

        def run(script: str, variables: Mapping[str, str], body: bytes) -> bytes:
            query = variables["QUERY_STRING"]
            told = {
                **variables,
                "DIGIENV_STATE": str(state()),
                "PATH_INFO": "",
                "REQUEST_URI": quote(variables["PATH_INFO"]) + (f"?{query}" if query else ""),
                "SCRIPT_FILENAME": str(CODE / script),
                "SCRIPT_NAME": f"/{script}",
            }
            return program(state().parents[1]).answer(told, body)

        def load(variables: Mapping[str, str], body: bytes) -> bytes:
            """Scripts and styles, which are the same for everybody in all worlds."""
            query = variables["QUERY_STRING"]
            if query not in modules:
                if len(modules) == MODULES_KEPT:
                    modules.clear()
                plain = {name: value for name, value in variables.items() if not name.startswith("HTTP_")}
                modules[query] = run("load.php", plain, body)
            return modules[query]

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            script = "index.php" if path.startswith("/wiki/") else SCRIPTS.get(path)
            if script is None:
                return _static(path, start_response)
            return answer_cgi(environ, start_response, load if script == "load.php" else partial(run, script))

        return answer


def _timestamp(moment: datetime.datetime) -> str:
    return f"{moment:%Y%m%d%H%M%S}"


def _variables(shared: Path) -> dict[str, str]:
    return {
        "DIGIENV_SHARED": str(shared),
        "MW_CONFIG_FILE": str(shared / "LocalSettings.php"),
        "PHPRC": str(shared),
        "PHP_INI_SCAN_DIR": "",
    }


def _static(path: str, start_response: StartResponse) -> Iterable[bytes]:
    """A picture or a style sheet of MediaWiki's."""
    file = HERE / "logo.svg" if path == "/logo.svg" else CODE / path.lstrip("/")
    inside = path == "/logo.svg" or (path.startswith(STATIC) and ".." not in Path(path).parts)
    if not inside or file.suffix not in STATIC_TYPES or not file.is_file():
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"not found\n"]
    kind = mimetypes.types_map[file.suffix]
    start_response("200 OK", [("Content-Type", kind), ("Cache-Control", f"public, max-age={20 * 365 * 86400}")])
    return [file.read_bytes()]
