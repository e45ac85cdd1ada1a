"""Templates of a moderator, who looks after the news, the addresses and what stands on every page."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Press, Stop
from digienv.core.goals import ANY, Differs, Expectation, Instance, Requirement, added, changed, removed
from digienv.sites.surface import SiteSurface
from digienv.suites.cms.pages import (
    choose_page,
    enter_menu,
    find_in_library,
    finish,
    open_editor,
    open_header_menu,
)
from digienv.suites.cms.world import (
    MODERATOR,
    TODAY,
    MuseumTemplate,
    path,
    published,
    redirected,
    revised,
    saved,
    user_id,
)
from digienv.suites.dom import click, fill, having, sequence

__all__ = ["TEMPLATES"]

SUBMITTED = """
    SELECT p.id, p.title, w.id AS state_id, t.id AS task_id
    FROM wagtailcore_page p
    JOIN wagtailcore_workflowstate w ON w.object_id = p.id AND w.status = 'in_progress'
    JOIN wagtailcore_taskstate t ON t.id = w.current_task_state_id ORDER BY p.id
"""

UNUSED = """
    SELECT i.id, i.title FROM wagtailimages_image i
    WHERE i.id NOT IN (
        SELECT r.to_object_id FROM wagtailcore_referenceindex r
        JOIN django_content_type t ON t.id = r.to_content_type_id WHERE t.model = 'image')
    ORDER BY i.id
"""

IMAGE_TAGS = """
    SELECT i.id FROM taggit_taggeditem i JOIN django_content_type t ON t.id = i.content_type_id
    WHERE t.model = 'image' AND i.object_id = ? ORDER BY i.id
"""

FIRST_PUBLISHED = {"live": 1, "has_unpublished_changes": 0, "first_published_at": ANY}


class _Moderating(MuseumTemplate):
    sites = (("cms", MODERATOR),)
    path = "/admin/"


class PublishDraft(_Moderating):
    """Publish what somebody has written."""

    id = "cms.publish-draft"
    goal = "Publish the draft “{title}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.drafts(surface, "articlepage", "eventpage")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*published(instance["id"], **FIRST_PUBLISHED)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_editor(surface, instance["title"]), finish(surface, "Publish"), Stop())


class UnpublishPage(_Moderating):
    """Take a page off the website."""

    id = "cms.unpublish-page"
    goal = "Take the page “{title}” off the website without deleting it."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.live(surface, "articlepage", "eventpage")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = changed(
            "wagtailcore_page", {"id": instance["id"]}, live=0, has_unpublished_changes=1, live_revision_id=None
        )
        return (Differs(page),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            open_header_menu(surface, "Unpublish"),
            click(surface, "main form input[type=submit], main form button[type=submit]"),
            Stop(),
        )


class CreateArticle(_Moderating):
    """Write a piece of news."""

    id = "cms.create-article"
    goal = (
        "Publish a piece of news with the title “{title}”, the intro “{intro}”, the text “{body}” and the date {date}. "
        "It needs no picture, author or tags."
    )

    ARTICLES = (
        ("Lift out of order", "Please use the stairs at the back until Friday.", "A spare part is on its way."),
        ("Found: one glove", "It is red, knitted and for a left hand.", "It waits at the desk in the entrance hall."),
        ("Coffee at the gallery", "The cart stands on the quay from ten to four.", "Bring a cup and pay less."),
        ("Bees have moved in", "A swarm has chosen the clock tower.", "Our keeper of nature will find them a hive."),
        ("A new bench", "It stands on Beacon Hill and looks west.", "It was given by the friends of the museums."),
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        above = next(one for one in await self.live(surface, "newspage"))
        return [
            {
                "title": title,
                "intro": intro,
                "body": body,
                "date": str(TODAY + datetime.timedelta(days=days)),
                "parent_id": above["id"],
                "siblings": above["numchild"],
            }
            for title, intro, body in self.ARTICLES
            for days in (-3, -1, 1, 2)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = added("wagtailcore_page", title=instance["title"], live=1, has_unpublished_changes=0, depth=4)
        article = added(
            "cms_articlepage",
            **{name: instance[name] for name in ("intro", "body", "date")},
            picture_id=None,
            author_id=None,
        )
        above = changed("wagtailcore_page", {"id": instance["parent_id"]}, numchild=instance["siblings"] + 1)
        return (Differs(page, article, above, *revised(ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, "News"),
            open_header_menu(surface, "Add child page"),
            fill(surface, "#id_title", instance["title"]),
            fill(surface, "#id_intro", instance["intro"]),
            fill(surface, "#id_body", instance["body"]),
            fill(surface, "#id_date", instance["date"]),
            Press("Tab"),
            finish(surface, "Publish"),
            Stop(),
        )


class _Reviewing(_Moderating):
    COMMENTS: tuple[str, ...]

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await user_id(surface, MODERATOR)
        return [
            {**one, "me": me, "comment": comment}
            for one in await self.rows(surface, SUBMITTED)
            for comment in self.COMMENTS
        ]

    def reviewed(self, instance: Instance, status: str, whole: str) -> tuple[Expectation, ...]:
        """What became of the task, and of the whole workflow."""
        task = changed(
            "wagtailcore_taskstate",
            {"id": instance["task_id"]},
            status=status,
            comment=instance["comment"],
            finished_at=ANY,
            finished_by_id=instance["me"],
        )
        state = changed("wagtailcore_workflowstate", {"id": instance["state_id"]}, status=whole)
        return task, state

    def review(self, surface: SiteSurface, instance: Instance, entry: str) -> AsyncIterator[Action]:
        """Open the page, say what is to become of it, and why."""
        return sequence(
            open_editor(surface, instance["title"]),
            finish(surface, entry),
            fill(surface, ".modal #id_comment", instance["comment"]),
            click(surface, ".modal form [type=submit]"),
            Stop(),
        )


class ApproveArticle(_Reviewing):
    """Approve what an editor has submitted."""

    id = "cms.approve-article"
    goal = "Approve the article “{title}”, which is waiting for moderation, with the comment “{comment}”."
    COMMENTS = ("Very good, thank you.", "Nicely written.")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = published(instance["id"], **FIRST_PUBLISHED)
        return (Differs(*page, *self.reviewed(instance, "approved", "approved")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.review(surface, instance, "Approve with comment and Publish")


class ReturnArticle(_Reviewing):
    """Ask for changes of what an editor has submitted."""

    id = "cms.return-article"
    goal = "The article “{title}” is waiting for moderation. Request changes, with the comment “{comment}”."
    COMMENTS = ("Please make it shorter.", "The picture does not fit.")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = saved(instance["id"], optional=True)
        return (Differs(*page, *self.reviewed(instance, "rejected", "needs_changes")),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return self.review(surface, instance, "Request changes")


class ScheduleDraft(_Moderating):
    """Have a draft published later."""

    id = "cms.schedule-draft"
    goal = "Schedule the draft “{title}” to be published automatically on {date} at {time}."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        found: list[Instance] = []
        for one in await self.drafts(surface, "articlepage", "eventpage"):
            date = TODAY + datetime.timedelta(days=3 + one["id"] % 40)
            found.append({**one, "date": str(date), "time": f"{7 + one['id'] % 5:02}:30"})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        then = "{date} {time}:00".format_map(instance)
        scheduled = added("wagtailcore_revision", object_id=str(instance["id"]), approved_go_live_at=then)
        page = saved(instance["id"], go_live_at=then)[0]
        return (Differs(page, scheduled, *revised(instance["id"], approved_go_live_at=None)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            click(surface, "header .w-side-panel-toggle"),
            click(surface, having(".form-side button", "Set schedule")),
            fill(surface, "#id_go_live_at", "{date} {time}".format_map(instance)),
            Press("Tab"),
            click(surface, having(".w-dialog button", "Save schedule")),
            finish(surface, "Schedule to publish"),
            Stop(),
        )


class ChangeAddress(_Moderating):
    """Give a page another address."""

    id = "cms.change-address"
    goal = "Change the slug of the page “{title}” to “{new}” and publish it."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "new": f"{one['slug']}-2026"} for one in await self.live(surface, "articlepage", "eventpage")]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        above, new = instance["url_path"].removesuffix(f"{instance['slug']}/"), instance["new"]
        return (
            Differs(
                *published(instance["id"], slug=new, url_path=f"{above}{new}/"),
                redirected(path(instance["url_path"]), instance["id"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            click(surface, "#tab-label-promote"),
            fill(surface, "#id_slug", instance["new"]),
            finish(surface, "Publish"),
            Stop(),
        )


class CopyEvent(_Moderating):
    """Make an event again out of an old one."""

    id = "cms.copy-event"
    goal = "Make a copy of the event “{title}” with the title “{new}” and the slug “{slug_of_new}”. Do not publish it."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        events = await self.rows(surface, "SELECT * FROM cms_eventpage")
        kept = {one["page_ptr_id"]: {**one} for one in events}
        return [
            {
                **one,
                "new": f"{one['title']}, once more",
                "slug_of_new": f"{one['slug']}-once-more",
                "event": {name: value for name, value in kept[one["id"]].items() if name != "page_ptr_id"},
            }
            for one in await self.live(surface, "eventpage")
            if not one["title"].endswith("?")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        page = added("wagtailcore_page", title=instance["new"], slug=instance["slug_of_new"], live=0, depth=4)
        above = changed("wagtailcore_page", {"id": instance["parent_id"]}, numchild=instance["siblings"] + 1)
        return (Differs(page, added("cms_eventpage", **instance["event"]), above, *revised(ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            open_header_menu(surface, "Copy"),
            fill(surface, "#id_new_title", instance["new"]),
            fill(surface, "#id_new_slug", instance["slug_of_new"]),
            click(surface, "main form input[type=submit]"),
            Stop(),
        )


class AddRedirect(_Moderating):
    """Make an old address lead somewhere again."""

    id = "cms.add-redirect"
    goal = "Leaflets still name the old address {old}. Add a permanent redirect from it to the page “{title}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{**one, "old": f"/{one['slug']}-leaflet"} for one in await self.live(surface, "venuepage", "infopage")]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        redirect = added(
            "wagtailredirects_redirect",
            old_path=instance["old"],
            redirect_page_id=instance["id"],
            redirect_link="",
            is_permanent=1,
            automatically_created=0,
        )
        return (Differs(redirect),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            enter_menu(surface, "Settings", "Redirects"),
            click(surface, "header a[href$='/redirects/add/']"),
            fill(surface, "#id_old_path", instance["old"]),
            choose_page(surface, "redirect_page", "Wendham Museums", instance["parent"], instance["title"]),
            click(surface, having("main button", "Create")),
            Stop(),
        )


class SetNotice(_Moderating):
    """Put a notice on every page."""

    id = "cms.set-notice"
    goal = "Put this notice at the top of all pages of the website: “{notice}”"

    NOTICES = (
        "All museums close at three today.",
        "The car park at Station Yard is closed until Friday.",
        "No trams, no lifts, but plenty of cake: open day on Sunday.",
        "Heron Mill is closed because of high water.",
        "Our telephones are out of order. Please write to us.",
        "The café at the Guildhall is open again.",
        "Lowfield Farm has lambs.",
        "The dome stays shut tonight: clouds.",
        "Free admission for everybody on Thursday.",
        "Today's evening at the gallery is sold out.",
        "The lift at the gallery is being repaired.",
        "Late opening tomorrow, until nine.",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [{"notice": notice} for notice in self.NOTICES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("cms_contact", {}, notice=instance["notice"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            enter_menu(surface, "Settings", "Contact"),
            fill(surface, "#id_notice", instance["notice"]),
            click(surface, having("main button", "Save")),
            Stop(),
        )


class DeleteImage(_Moderating):
    """Throw away a picture that nobody needs."""

    id = "cms.delete-image"
    goal = "No page uses the image “{title}”. Delete it."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "tags": [tag["id"] for tag in await self.rows(surface, IMAGE_TAGS, one["id"])]}
            for one in await self.rows(surface, UNUSED)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        tags = (removed("taggit_taggeditem", id=tag) for tag in instance["tags"])
        return (Differs(removed("wagtailimages_image", id=instance["id"]), *tags),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_in_library(surface, "Images", instance["title"]),
            open_header_menu(surface, "Delete"),
            click(surface, "main form input[type=submit], main form button[type=submit]"),
            Stop(),
        )


TEMPLATES: tuple[type[MuseumTemplate], ...] = (
    AddRedirect,
    ApproveArticle,
    ChangeAddress,
    CopyEvent,
    CreateArticle,
    DeleteImage,
    PublishDraft,
    ReturnArticle,
    ScheduleDraft,
    SetNotice,
    UnpublishPage,
)
