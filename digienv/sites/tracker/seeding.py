"""Filling the tracker by living through its past: every change is made at its time and by whoever made it, so that
nosy lists, the index of words and the history come out as Roundup makes them.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import time
from typing import Any

from roundup.date import Date
from roundup.password import Password

from digienv.sites.application import clock
from digienv.sites.snapshots import Progress
from digienv.sites.tracker.content import ADMIN, NOW, OPENED, Issue, Query, Step, TrackerContent, generate
from digienv.sites.tracker.schema import CLOSED, PRIORITIES, STATUSES

__all__ = ["fill"]

PASSWORD = "worlds keep no secrets"  # noqa: S105


def fill(tracker: Any, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
    """Put generated content into a new database; returns the cookies of every user."""
    content = generate(seed)
    progress(0.1, "making tables")
    db = tracker.open(ADMIN)
    filler = _Filler(db, content)
    filler.add_basics()
    steps = [(step, issue) for issue in content.issues for step in issue.steps]
    for number, (step, issue) in enumerate(sorted(steps, key=lambda one: (one[0].time, one[1].number))):
        filler.take(step, issue)
        if number % 100 == 0:
            progress(0.1 + 0.85 * number / len(steps), "living through the past")
    db.commit()
    _set_clock(NOW)
    logins = filler.sign_in()
    for connection in (db.conn, db.Session.conn, db.Otk.conn):
        connection.execute("PRAGMA journal_mode=DELETE")
    db.close()
    return logins


class _Filler:
    def __init__(self, db: Any, content: TrackerContent) -> None:
        self.db = db
        self.content = content

    def add_basics(self) -> None:
        """People, keywords and queries, and what issues can be like."""
        db = self.db
        _set_clock(OPENED - datetime.timedelta(days=1))
        for person in self.content.people:
            db.user.create(
                username=person.username,
                realname=person.name,
                address=person.address,
                phone=person.phone,
                organisation=person.team,
                roles=person.roles,
                password=Password(PASSWORD, config=db.config),
            )
            if person.username == ADMIN:
                db.user.create(username="anonymous", roles="Anonymous")
        for klass, names in ((db.priority, PRIORITIES), (db.status, STATUSES)):
            for order, name in enumerate(names, start=1):
                klass.create(name=name, order=order)
        for keyword in self.content.keywords:
            db.keyword.create(name=keyword.name, description=keyword.description)
        for query in self.content.queries:
            self._add_query(query)
        db.commit()

    def _add_query(self, query: Query) -> None:
        db = self.db
        db.setCurrentUser(query.owner)
        owner = db.user.lookup(query.owner)
        filters = {name: self._searched(name, value) for name, value in query.filters.items()}
        url = f"@sort=-activity&@filter={','.join(filters)}&@pagesize=50&@startwith=0"
        made = db.query.create(
            name=query.name,
            klass="issue",
            url="&".join([url, *(f"{name}={value}" for name, value in filters.items())]),
            private_for=None if query.public else owner,
        )
        db.user.set(owner, queries=[*db.user.get(owner, "queries"), made])

    def _searched(self, name: str, value: str | None) -> str:
        if value is None:
            return "-1"
        if value == "open":
            return ",".join(self.db.status.lookup(status) for status in STATUSES if status != CLOSED)
        return str(self._resolve(name, value))

    def _resolve(self, name: str, value: Any) -> Any:
        """Ids in place of names."""
        if isinstance(value, list):
            return [self._resolve(name, one) for one in value]
        klass = {"assignedto": "user", "creator": "user"}.get(name, name)
        return self.db.getclass(klass).lookup(value) if klass in self.db.getclasses() else str(value)

    def take(self, step: Step, issue: Issue) -> None:
        """Do what somebody did to an issue."""
        db = self.db
        _set_clock(step.time)
        db.setCurrentUser(step.by)
        values = {name: self._resolve(name, value) for name, value in step.changes.items()}
        creates = step is issue.steps[0]
        if step.message is not None:
            message = db.msg.create(author=db.getuid(), date=Date("."), content=step.message)
            values["messages"] = [*([] if creates else db.issue.get(str(issue.number), "messages")), message]
        if step.attachment is not None:
            file = db.file.create(name=step.attachment.name, type="text/plain", content=step.attachment.text)
            values["files"] = [*([] if creates else db.issue.get(str(issue.number), "files")), file]
        if creates:
            assert db.issue.create(**values) == str(issue.number)
        else:
            db.issue.set(str(issue.number), **values)

    def sign_in(self) -> dict[str, dict[str, str]]:
        """A session for everybody, as cookies."""
        sessions, keys = self.db.getSessionManager(), self.db.getOTKManager()
        cookie = "roundup_session_" + re.sub("[^a-zA-Z]", "", self.db.config.TRACKER_NAME)
        logins = {}
        for person in self.content.people:
            token = hashlib.sha256(f"session of {person.username}".encode()).hexdigest()
            sessions.set(token, user=person.username)
            logins[person.username] = {cookie: token}
        keys.set("last_clean", last_use=time.time())
        sessions.commit()
        keys.commit()
        return logins


def _set_clock(moment: datetime.datetime) -> None:
    clock.set(moment.replace(tzinfo=datetime.UTC).timestamp())
