"""Templates of what only an administrator can do: take back, delete, restore, protect, block."""

from __future__ import annotations

from collections.abc import AsyncIterator

from digienv.core.actions import Action, Stop
from digienv.core.goals import ANY, Differs, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import SiteTemplate
from digienv.sites.wiki.valley import EDITORS, VANDALS
from digienv.suites.dom import click, fill, having, sequence
from digienv.suites.wiki.pages import ARTICLES, StartsWith, Wiki, histories, logged, nonsense, open_page, pick, tab

__all__ = ["TEMPLATES"]


class Administrating(Wiki):
    """A task of an administrator."""

    sites = (("wiki", "Hedda"),)


class RollBack(Administrating):
    """Take back what somebody did to an article last."""

    id = "wiki.roll-back"
    goal = 'Use rollback to take back what {author} did to the article "{title}".'

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await nonsense(self, surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added("revision", rev_page=instance["page"], rev_parent_id=instance["latest"]),
                added("slots", slot_content_id=instance["good_content"]),
                changed("page", {"page_id": instance["page"]}, page_latest=ANY, page_len=ANY),
                added("comment"),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "history"),
            click(surface, "#pagehistory .mw-rollback-link a"),
            Stop(),
        )


class DeleteArticle(Administrating):
    """Delete an article and say why."""

    id = "wiki.delete-article"
    goal = 'Delete the article "{title}". The deletion log shall give just this as the reason: "{reason}".'

    REASONS = ("Copied from a guide book", "Nothing of this is true", "Told twice")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"title": versions[0]["title"], "page": versions[0]["page"], "versions": len(versions), "reason": reason}
            for versions in await histories(self, surface)
            for reason in self.REASONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        title = instance["title"].replace(" ", "_")
        versions = range(instance["versions"])
        return (
            Differs(
                removed("page", page_id=instance["page"]),
                *(removed("revision", rev_page=instance["page"]) for _ in versions),
                *(added("archive", ar_namespace=0, ar_title=title) for _ in versions),
                added("comment", comment_text=instance["reason"]),
                *logged("delete", "delete", log_namespace=0, log_title=title),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "delete"),
            fill(surface, "input[name=wpReason]", instance["reason"]),
            click(surface, "[name=wpConfirmB]"),
            Stop(),
        )


class RestorePage(Administrating):
    """Bring a deleted page back."""

    id = "wiki.restore-page"
    goal = 'Restore the deleted page "{title}".'
    query = """
        SELECT replace(ar_title, '_', ' ') AS title, ar_rev_id AS version FROM archive WHERE ar_namespace = 0
        GROUP BY ar_title HAVING count(*) = 1 ORDER BY ar_title
    """

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        title = instance["title"].replace(" ", "_")
        return (
            Differs(
                removed("archive", ar_title=title),
                added("page", page_namespace=0, page_title=title, page_latest=instance["version"]),
                added("revision", rev_id=instance["version"]),
                added("comment", optional=True),
                *logged("delete", "restore", log_namespace=0, log_title=title),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, "Special:Undelete"),
            fill(surface, "#prefix", instance["title"]),
            click(surface, "#searchUndelete"),
            click(surface, having("#mw-content-text li a", instance["title"])),
            click(surface, "[name=restore]"),
            Stop(),
        )


class ProtectArticle(Administrating):
    """Keep others from changing an article."""

    id = "wiki.protect-article"
    goal = 'Protect the article "{title}" for ever: "{name}", for editing as well as for moving.'
    query = f"SELECT page, title, latest, content FROM ({ARTICLES}) WHERE page NOT IN (SELECT pr_page FROM page_restrictions)"  # noqa: S608, E501

    LEVELS = (("autoconfirmed", "Allow only autoconfirmed users"), ("sysop", "Allow only administrators"))

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "level": level, "name": name}
            for one in await super().instances(surface)
            for level, name in self.LEVELS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page, level = instance["page"], instance["level"]
        return (
            Differs(
                *(
                    added("page_restrictions", pr_page=page, pr_type=kind, pr_level=level, pr_expiry="infinity")
                    for kind in ("edit", "move")
                ),
                added("revision", rev_page=page, rev_parent_id=instance["latest"]),
                added("slots", slot_content_id=instance["content"]),
                changed("page", {"page_id": page}, page_latest=ANY),
                *(added("comment", optional=True) for _ in range(2)),
                *logged("protect", "protect", log_page=page),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, instance["title"]),
            tab(surface, "protect"),
            pick(surface, "mwProtect-level-edit", instance["name"]),
            click(surface, having("#mw-Protect-Form .oo-ui-buttonElement-button", "Confirm")),
            Stop(),
        )


class BlockUser(Administrating):
    """Keep somebody from writing."""

    id = "wiki.block-user"
    goal = (
        'Block the user "{user}" sitewide. Expiration: {expiry}. Reason: {reason}, with nothing added. Leave all other '
        "settings as they are."
    )

    EXPIRIES = (("1 day", "20260317"), ("1 week", "20260323"), ("indefinite", "infinity"))
    REASONS = ("Inserting false information", "Removing content from pages", "Inserting nonsense/gibberish into pages")

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {"user": user, "expiry": expiry, "until": until, "reason": reason}
            for user in (*VANDALS, *EDITORS)
            for expiry, until in self.EXPIRIES
            for reason in self.REASONS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added(
                    "ipblocks",
                    ipb_address=instance["user"],
                    ipb_expiry=StartsWith(instance["until"]),
                    ipb_sitewide=1,
                    ipb_create_account=1,
                    ipb_enable_autoblock=1,
                    ipb_allow_usertalk=1,
                ),
                added("comment", comment_text=instance["reason"]),
                *logged("block", "block", log_title=instance["user"].replace(" ", "_")),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_page(surface, "Special:Block"),
            fill(surface, "input[name=wpTarget]", instance["user"]),
            pick(surface, "wpExpiry", instance["expiry"]),
            pick(surface, "wpReason", instance["reason"]),
            click(surface, having(".mw-htmlform .oo-ui-buttonElement-button", "Block this user")),
            Stop(),
        )


TEMPLATES: tuple[type[SiteTemplate], ...] = (BlockUser, DeleteArticle, ProtectArticle, RestorePage, RollBack)
