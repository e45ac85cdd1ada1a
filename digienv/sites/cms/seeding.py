"""Filling the museums' database with its content, as if its editors had done so, each thing in its time."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection, migrations, transaction
from django.db.migrations.state import ProjectState
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    ReferenceIndex,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.users.models import UserProfile
from wagtail.utils.file import hash_filelike

from digienv.sites.application import clock, state
from digienv.sites.cms import models, vocabulary
from digienv.sites.cms.content import BREAK, MODERATORS, PageContent, Ref, SiteContent, generate
from digienv.sites.cms.documents import pdf
from digienv.sites.cms.pictures import draw
from digienv.sites.django_base.setup import sign_in
from digienv.sites.snapshots import Progress

__all__ = ["fill"]

PASSWORD = "worlds keep no secrets"  # noqa: S105
ADDRESS = "1 Market Square, Wendham WN1 4AB"
SHOWN = ("fill-480x320", "max-165x165")
"""The sizes in which pages and lists show pictures: made beforehand, all others when they are first looked at."""

BEFORE = datetime.timedelta(days=460)
"""So long ago the museums took up Wagtail."""

CONTENT_GROUPS = ("Moderators", "Editors", "Picture desk")


def fill(shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
    """Put generated content into empty tables; returns the cookies of every user."""
    _make_search_tables()
    with transaction.atomic():
        with disable_reference_index_auto_update(), _disable_search_index_auto_update():
            logins = _Filler(generate(seed), progress).fill()
        _index_references()
        call_command("wagtail_update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what was written and deleted meanwhile leaves no trace
    (state() / "media").rename(shared / "media")
    return logins


def _make_search_tables() -> None:
    """The table for full-text search is none that Django knows how to make: Wagtail's migration does."""
    migration = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration
    with connection.schema_editor() as editor:
        editor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
        for operation in migration.operations:
            if isinstance(operation, migrations.SeparateDatabaseAndState):
                operation.database_forwards("wagtailsearch", editor, ProjectState(), ProjectState())


@contextmanager
def _disable_search_index_auto_update() -> Iterator[None]:
    """While this lasts, nothing that is saved gets into the index."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        for model in get_indexed_models():
            post_save.connect(post_save_signal_handler, sender=model)


def _index_references() -> None:
    """Wagtail goes through the references of a page in any order; here they are numbered in a fixed one."""
    call_command("rebuild_references_index", verbosity=0)
    references = list(
        ReferenceIndex.objects.order_by(
            "base_content_type", "object_id", "to_content_type", "to_object_id", "model_path"
        )
    )
    ReferenceIndex.objects.all().delete()
    for number, reference in enumerate(references, start=1):
        reference.pk = number
    ReferenceIndex.objects.bulk_create(references)


def _closing(page: models.PicturedPage) -> str:
    """A sentence that the page does not have yet."""
    first = page.pk % len(vocabulary.CLOSINGS)
    closings = (*vocabulary.CLOSINGS[first:], *vocabulary.CLOSINGS[:first])
    return next(closing for closing in closings if closing not in page.body)


class _Filler:
    def __init__(self, content: SiteContent, progress: Progress) -> None:
        self.content = content
        self.progress = progress
        self.start = timezone.now()
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.pictures: dict[str, Any] = {}
        self.documents: dict[str, Any] = {}
        self.departments: dict[str, models.Department] = {}
        self.pages: dict[str, Any] = {}

    def fill(self) -> dict[str, dict[str, str]]:
        with self._at(BEFORE / datetime.timedelta(days=1)):
            Locale.objects.create(language_code="en-gb")
            self.root = Page.add_root(instance=Page(title="Root", slug="root"))
            self.library = Collection.add_root(name="Root")
            self._add_users()
            for name, duties in vocabulary.DEPARTMENTS.items():
                self.departments[name] = models.Department.objects.create(name=name, duties=duties)
        self._add_pictures()
        self._add_documents()
        for number, page in enumerate(self.content.pages):
            self._add_page(page)
            if number % 10 == 0:
                self.progress(0.4 + 0.6 * number / len(self.content.pages), "writing pages")
        self._add_redirects()
        self._add_messages()
        return {user.email: sign_in(user) for user in self.users.values()}

    @contextmanager
    def _at(self, days: float) -> Iterator[None]:
        """While this lasts, it is so many days ago."""
        clock.set((self.start - datetime.timedelta(days=days)).timestamp())
        try:
            yield
        finally:
            clock.set(self.start.timestamp())

    # ---------------------------------------------------------------- people and what they may do

    def _add_users(self) -> None:
        for name in CONTENT_GROUPS:
            self.groups[name] = Group.objects.create(name=name)
            self._allow(name, "access_admin")
            for what in ("image", "document"):
                for verb in ("add", "change", "choose"):
                    permission = Permission.objects.get(codename=f"{verb}_{what}")
                    GroupCollectionPermission.objects.create(
                        group=self.groups[name], collection=self.library, permission=permission
                    )
        self._allow("Moderators", "change_contact", *(f"{verb}_redirect" for verb in ("add", "change", "delete")))
        self._allow("Moderators", *(f"{verb}_department" for verb in ("add", "change", "delete", "view")))
        self._allow_on(self.root, "Moderators", "add", "change", "publish", "lock", "unlock", "bulk_delete")
        self._allow_on(self.root, "Editors", "add", "change")
        for user in vocabulary.USERS:
            first, last = user.name.split()
            email = self.content.emails[user.name]
            make = User.objects.create_superuser if user.group == "admin" else User.objects.create_user
            made = make(email.partition("@")[0], email, PASSWORD, first_name=first, last_name=last)
            if user.group != "admin":
                made.groups.add(self.groups[user.group])
            UserProfile.objects.create(user=made)
            self.users[user.name] = made

    def _allow(self, group: str, *codenames: str) -> None:
        self.groups[group].permissions.add(*Permission.objects.filter(codename__in=codenames))

    def _allow_on(self, page: Page, group: str, *verbs: str) -> None:
        for verb in verbs:
            permission = Permission.objects.get(codename=f"{verb}_page")
            GroupPagePermission.objects.create(group=self.groups[group], page=page, permission=permission)

    # ---------------------------------------------------------------- files

    def _add_pictures(self) -> None:
        names = dict.fromkeys(picture.collection for picture in self.content.pictures)
        collections = {name: self.library.add_child(name=name) for name in sorted(names)}
        for number, picture in enumerate(self.content.pictures):
            with self._at(picture.days):
                file = io.BytesIO()
                draw(picture).save(file, "JPEG", quality=85)
                made = Image.objects.create(
                    title=picture.title,
                    file=ImageFile(file, f"{slugify(picture.title)}.jpg"),
                    file_size=file.getbuffer().nbytes,
                    file_hash=hash_filelike(file),
                    collection=collections[picture.collection],
                    uploaded_by_user=self.users[picture.user],
                )
                made.tags.add(*picture.tags)
                for size in SHOWN:
                    made.get_rendition(size)
                log(made, "wagtail.create", user=self.users[picture.user])
            self.pictures[picture.title] = made
            if number % 10 == 0:
                self.progress(0.1 + 0.3 * number / len(self.content.pictures), "drawing pictures")

    def _add_documents(self) -> None:
        for document in self.content.documents:
            with self._at(document.days):
                content = pdf(document.title, document.text)
                made = Document.objects.create(
                    title=document.title,
                    file=ContentFile(content, f"{slugify(document.title)}.pdf"),
                    file_size=len(content),
                    file_hash=hash_filelike(io.BytesIO(content)),
                    collection=self.library,
                    uploaded_by_user=self.users[document.user],
                )
                log(made, "wagtail.create", user=self.users[document.user])
            self.documents[document.title] = made

    # ---------------------------------------------------------------- pages

    def _add_page(self, content: PageContent) -> None:
        first, *later = content.history
        author = self.users[first.user]
        with self._at(first.days):
            page = self._new_page(content, author)
            revision = page.save_revision(user=author)
            if content.model == "HomePage":
                self._open_site(page)
            if content.model == "NewsPage":
                self._moderate(page)
            elif content.menu:
                self._allow_on(page, "Editors", "publish")
            if content.status in ("live", "changed"):
                publisher = (
                    self.users[MODERATORS[page.pk % len(MODERATORS)]] if content.model == "ArticlePage" else author
                )
                revision.publish(user=publisher)
            elif content.status == "scheduled":
                revision.publish(user=self.users[MODERATORS[0]])
            elif content.status in ("submitted", "returned"):
                page.get_workflow().start(page, author)
        for edit in later:
            with self._at(edit.days):
                page = self._latest(page)
                if isinstance(page, models.PicturedPage):
                    page.body += f"{BREAK}{_closing(page)}"
                page.save_revision(user=self.users[edit.user], log_action=True).publish(user=self.users[edit.user])
        if content.change:
            with self._at(content.change.days):
                page, user = self._latest(page), self.users[content.change.user]
                if content.status == "changed":
                    page.intro = f"{page.intro} Read more about it here."
                    page.save_revision(user=user, log_action=True)
                else:
                    page.current_workflow_task_state.reject(user=user, comment="Please add who took part.")
        self.pages[content.title] = self._latest(page)

    def _new_page(self, content: PageContent, owner: User) -> Any:
        model = getattr(models, content.model)
        page = model(
            title=content.title, slug=slugify(content.title), owner=owner, live=False, show_in_menus=content.menu
        )
        for name, value in content.fields.items():
            if isinstance(value, Ref):
                value = self.pages[value.title]
            elif name == "department":
                value = self.departments[value]
            elif isinstance(value, tuple):
                row = model._meta.get_field(name).related_model
                value = [row(**columns, sort_order=place) for place, columns in enumerate(value)]
            setattr(page, name, value)
        if content.picture:
            page.picture = self.pictures[content.picture]
        if content.document:
            document = self.documents[content.document]
            page.body += f'<p><a linktype="document" id="{document.pk}">{document.title}</a> (PDF)</p>'
        if content.status == "scheduled":
            page.go_live_at = (self.start + datetime.timedelta(days=content.goes_live)).replace(hour=8)
        if content.tags:
            page.tags.add(*content.tags)
        above = self.pages[content.parent] if content.parent else self.root
        above.add_child(instance=page)
        return page

    def _latest(self, page: Any) -> Any:
        return type(page).objects.get(pk=page.pk)

    def _open_site(self, home: Page) -> None:
        site = Site.objects.create(
            hostname="localhost", site_name="Wendham Museums", root_page=home, is_default_site=True
        )
        models.Contact.objects.create(
            site=site, phone="01632 960100", email="hello@wendham.example", address=ADDRESS, notice=""
        )

    def _moderate(self, news: Page) -> None:
        """News are looked at by moderators; all else is published by those who wrote it."""
        task = GroupApprovalTask.objects.create(name="Moderators' approval")
        task.groups.add(self.groups["Moderators"])
        workflow = Workflow.objects.create(name="Moderation of news")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowPage.objects.create(workflow=workflow, page=news)

    # ---------------------------------------------------------------- visitors

    def _add_redirects(self) -> None:
        for redirect in self.content.redirects:
            with self._at(redirect.days):
                Redirect.add_redirect(redirect.path, self.pages[redirect.page], is_permanent=True)

    def _add_messages(self) -> None:
        page = self.pages["Write to us"]
        for message in self.content.messages:
            with self._at(message.days):
                said = (message.name, message.email, message.subject, message.text)
                names = [field.clean_name for field in page.get_form_fields()]
                page.get_submission_class().objects.create(page=page, form_data=dict(zip(names, said, strict=True)))
