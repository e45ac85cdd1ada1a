"""The project's repository inside its server process."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from digienv.sites.application import Application, Wsgi, state
from digienv.sites.code.artifacts import Artifacts
from digienv.sites.code.content import START, ProjectContent, generate
from digienv.sites.code.project_data import SUBSYSTEMS
from digienv.sites.programs import answer_cgi, run_program
from digienv.sites.snapshots import Progress

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

__all__ = ["SiteApplication"]

DATABASE = "code.fossil"
CONTROL = "fossil.cgi"
SETTINGS = ".fossil"
"""What Fossil knows beside its repositories: nothing, but it makes this file wherever it is at home."""

PROJECT = hashlib.sha1(b"Slackwater", usedforsecurity=False).hexdigest()

REPORT = """
SELECT
  CASE severity WHEN 'Critical' THEN '#f2b8b5' WHEN 'Severe' THEN '#f7d9b8' ELSE '#eef2f5' END AS 'bgcolor',
  substr(tkt_uuid, 1, 10) AS '#', title, type, subsystem, severity, priority, foundin AS 'found in'
FROM ticket WHERE status = 'Open' ORDER BY tkt_ctime
"""

DEVELOPER = "bcdefhijkmnorwz234"
MEMBER = "bchjmnorwz23"
VISITOR = "hjorz2"
"""Capabilities. Nobody is an administrator: from their pages Fossil runs scripts and SQL."""

YEARS = 20
"""Until a sign-in expires."""


class SiteApplication(Application):
    """Fossil, a process for every request."""

    database = DATABASE
    start = START.replace(tzinfo=datetime.UTC).timestamp()
    ambient: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "accesslog": ("*",),
        "config": ("*",),  # only administrators change it, but Fossil notes there at which addresses it was visited
        "user": ("cookie", "ipaddr", "cexpire"),
        # A ticket's number is drawn anew at every change to it; what names it for good is its hash.
        "ticket": ("tkt_id",),
        "ticketchng": ("tkt_id",),
        # How a repository speaks to its clones, of which there are none, and when it received what.
        "rcvfrom": ("*",),
        "unclustered": ("*",),
        "unsent": ("*",),
    }

    def seed(self, shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
        """An empty repository, then the artifacts of a project's past, which Fossil itself makes sense of."""
        content = generate(seed)
        progress(0.0, "making a repository")
        run_program(["fossil", "new", "--admin-user", content.people[0].login, DATABASE], state())
        with contextlib.closing(sqlite3.connect(state() / DATABASE)) as database, database:
            for table in ("blob", "delta", "event", "unclustered", "unsent", "leaf", "plink", "tagxref"):
                database.execute(f"DELETE FROM {table}")  # noqa: S608
            Artifacts(content).store(database)
            logins = self._add_people(database, content)
            self._configure(database)
        progress(0.4, "reading its past")
        run_program(["fossil", "rebuild", DATABASE], state())
        (state() / SETTINGS).rename(shared / SETTINGS)
        (shared / CONTROL).write_text(f"repository: {DATABASE}\nnossl\nnocompress\njsmode: bundled\n")
        progress(1.0, "done")
        return logins

    def _add_people(self, database: sqlite3.Connection, content: ProjectContent) -> dict[str, dict[str, str]]:
        """Accounts without a password that anybody knows, each signed in already."""
        database.execute("DELETE FROM user WHERE login NOT IN ('anonymous', 'nobody', 'developer', 'reader')")
        database.execute(
            "UPDATE user SET cap = CASE login WHEN 'nobody' THEN ? ELSE '' END, mtime = ?", (VISITOR, self.start)
        )
        logins = {}
        for person in content.people:
            secret = hashlib.sha256(f"{PROJECT} {person.login}".encode()).hexdigest()[:50].upper()
            database.execute(
                "INSERT INTO user (login, pw, cap, cookie, cexpire, info, mtime)"
                " VALUES (?, '*', ?, ?, julianday(?, 'unixepoch', ?), ?, ?)",
                (
                    person.login,
                    DEVELOPER if person.developer else MEMBER,
                    secret,
                    self.start,
                    f"+{YEARS} years",
                    f"{person.name} <{person.login}@slackwater.example>",
                    self.start,
                ),
            )
            logins[person.login] = {f"fossil-{PROJECT[:16]}": f"{secret}/{PROJECT[:16]}/{person.login}"}
        return logins

    def _configure(self, database: sqlite3.Connection) -> None:
        lists = {
            "type_choices": ("Code_Defect", "Build_Problem", "Documentation", "Feature_Request", "Incident"),
            "priority_choices": ("Immediate", "High", "Medium", "Low"),
            "severity_choices": ("Critical", "Severe", "Important", "Minor", "Cosmetic"),
            "resolution_choices": ("Open", "Fixed", "Rejected", "Works_As_Designed", "Duplicate"),
            "status_choices": ("Open", "Verified", "Review", "Deferred", "Fixed", "Closed"),
            "subsystem_choices": SUBSYSTEMS,
        }
        settings = {
            "project-code": PROJECT,
            "server-code": PROJECT[::-1],
            "project-name": "Slackwater",
            "project-description": "Tide tables on the command line, from harmonic constants.",
            "footer": '<div class="footer">Slackwater is kept in Fossil.</div>\n',  # else: how long the page took
            "ticket-common": "".join(f"set {name} {{\n  {' '.join(of)}\n}}\n" for name, of in lists.items()),
            "captcha-secret": PROJECT,
            "backoffice-disable": "1",
            "localauth": "1",
            "search-ci": "1",
            "search-forum": "1",
            "search-tkt": "1",
            "search-wiki": "1",
        }
        database.executemany(
            "REPLACE INTO config (name, value, mtime) VALUES (?, ?, ?)",
            [(name, value, self.start) for name, value in settings.items()],
        )

        database.execute(
            "INSERT INTO reportfmt (owner, title, mtime, cols, sqlcode) VALUES ('marit', 'Open tickets', ?, '', ?)",
            (self.start, REPORT.strip()),
        )

    def wsgi(self, shared: Path) -> Wsgi:
        """Hands every request to Fossil."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            def run(variables: Mapping[str, str], body: bytes) -> bytes:
                command = ["fossil", "cgi", str(shared / CONTROL)]
                home = {"HOME": str(shared)}
                return run_program(command, state(), readable=[shared], variables={**variables, **home}, given=body)

            return answer_cgi(environ, start_response, run)

        return answer
