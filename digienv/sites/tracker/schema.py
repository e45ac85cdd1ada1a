"""What the tracker knows: classes of items, who may do what, and what happens by itself when an issue is written to."""

from __future__ import annotations

from typing import Any

from roundup.hyperdb import Date, Link, Multilink, Number, Password, String

from digienv.sites.tracker.database import Class, FileClass, IssueClass

__all__ = ["CLOSED", "PRIORITIES", "STATUSES", "define", "react"]

PRIORITIES = ("critical", "urgent", "normal", "low", "wish")
STATUSES = ("new", "needs info", "confirmed", "in progress", "in review", "on hold", "closed")
CLOSED = "closed"

OWN_DETAILS = ("username", "password", "address", "realname", "phone", "organisation", "timezone", "queries")
SHARED_DETAILS = (
    *("id", "username", "realname", "address", "phone", "organisation", "timezone", "roles"),
    *("creation", "creator", "activity", "actor"),
)


def define(db: Any) -> None:
    """Give a database that was just opened its classes and permissions."""
    for name in ("priority", "status"):
        Class(db, name, name=String(), order=Number()).setkey("name")
    Class(db, "keyword", name=String(), description=String()).setkey("name")
    Class(db, "query", klass=String(), name=String(), url=String(), private_for=Link("user", do_journal="no"))
    Class(
        db,
        "user",
        username=String(),
        password=Password(),
        address=String(),
        realname=String(),
        phone=String(),
        organisation=String(),
        timezone=String(),
        roles=String(),
        queries=Multilink("query", do_journal="no"),
    ).setkey("username")
    FileClass(
        db,
        "msg",
        author=Link("user", do_journal="no"),
        date=Date(),
        summary=String(),
        files=Multilink("file", do_journal="no"),
    )
    FileClass(db, "file", name=String())
    IssueClass(
        db,
        "issue",
        assignedto=Link("user", do_journal="no"),
        keyword=Multilink("keyword", do_journal="no"),
        priority=Link("priority", do_journal="no"),
        status=Link("status", do_journal="no"),
        messages=Multilink("msg", do_journal="no"),
        files=Multilink("file", do_journal="no"),
        superseder=Multilink("issue", do_journal="no"),
    )
    _permit(db.security)


def _permit(security: Any) -> None:
    """Users read and report, developers work on issues too; keywords and people are the administrator's."""

    def permit(role: str, name: str, klass: str, **limits: Any) -> None:
        security.addPermissionToRole(role, security.addPermission(name=name, klass=klass, **limits))

    security.addRole(name="Developer", description="Works on issues")
    security.addPermissionToRole("Anonymous", "Web Access")
    security.addPermissionToRole("User", "Web Access")
    for klass in ("issue", "msg", "file", "keyword", "priority", "status"):
        security.addPermissionToRole("User", "View", klass)
    for klass in ("issue", "msg", "file"):
        security.addPermissionToRole("User", "Create", klass)
        security.addPermissionToRole("User", "Edit", klass)
    security.addPermissionToRole("Developer", "Retire", "issue")
    permit("User", "View", "user", properties=SHARED_DETAILS)
    permit("User", "Edit", "user", properties=OWN_DETAILS, check=lambda db, userid, itemid: userid == itemid)
    permit("User", "View", "query", check=lambda db, userid, itemid: _sees_query(db, userid, itemid))
    permit("User", "Search", "query")
    security.addPermissionToRole("User", "Create", "query")
    for name in ("Edit", "Retire", "Restore"):
        permit("User", name, "query", check=lambda db, userid, itemid: userid == db.query.get(itemid, "creator"))


def _sees_query(db: Any, userid: str, itemid: str) -> bool:
    return db.query.get(itemid, "private_for") in (None, userid)


def react(db: Any) -> None:
    """Have a database that was just opened complete what is written to it."""
    for event in ("create", "set"):
        db.issue.audit(event, _complete_nosy)
        db.user.audit(event, _check_user)
    db.issue.audit("create", _preset)
    db.msg.audit("create", _summarise)


def _preset(db: Any, cl: Any, nodeid: str | None, values: dict[str, Any]) -> None:
    if not values.get("status"):
        values["status"] = db.status.lookup("new")


def _complete_nosy(db: Any, cl: Any, nodeid: str | None, values: dict[str, Any]) -> None:
    """Who reports, comments or is assigned is on the nosy list."""
    before = cl.get(nodeid, "nosy") if nodeid else []
    nosy = set(values.get("nosy", before))
    if values.get("assignedto"):
        nosy.add(values["assignedto"])
    known = cl.get(nodeid, "messages") if nodeid else []
    nosy.update(db.msg.get(message, "author") for message in values.get("messages", ()) if message not in known)
    if nosy != set(before):
        values["nosy"] = sorted(nosy, key=int)


def _summarise(db: Any, cl: Any, nodeid: str | None, values: dict[str, Any]) -> None:
    values["summary"] = values.get("content", "").strip().partition("\n")[0][:80]


def _check_user(db: Any, cl: Any, nodeid: str | None, values: dict[str, Any]) -> None:
    known = {name for name, _ in db.security.role.items()}
    for role in (values.get("roles") or "").split(","):
        if role.strip() and role.strip().lower() not in known:
            raise ValueError(f"there is no role {role.strip()!r}")
