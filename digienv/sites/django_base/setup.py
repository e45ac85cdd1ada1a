"""Starting Django in a server process, and serving its static files."""

from __future__ import annotations

import datetime
import random
import secrets
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from digienv.sites.application import Wsgi, serving, state
from digienv.sites.django_base.files import set_shared

__all__ = ["configure", "create_tables", "sign_in", "wsgi"]

TEN_YEARS = 10 * 365 * 86400


def configure(values: dict[str, Any]) -> None:
    """Start Django with some settings."""
    settings.configure(**values)
    _make_chance_repeatable()
    with serving(Path()):  # what is drawn meanwhile is no world's
        django.setup()


def create_tables() -> None:
    """All tables in their latest form at once; to migrate there step by step takes twenty times as long."""
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection

    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def sign_in(user: Any) -> dict[str, str]:
    """A session of `user`, as cookies."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    key = f"session{user.pk:025}"
    said = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    ends = timezone.now() + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.create(session_key=key, session_data=SessionStore().encode(said), expire_date=ends)
    return {settings.SESSION_COOKIE_NAME: key}


def wsgi(shared: Path) -> Wsgi:
    """The application; static files and those that all worlds share come before it, and browsers keep them."""
    from django.contrib.staticfiles.finders import get_finders

    media = shared / "media"
    set_shared(media)
    served = WhiteNoise(get_wsgi_application(), max_age=TEN_YEARS)
    if media.is_dir():
        served.add_files(str(media), prefix=settings.MEDIA_URL)
    for finder in get_finders():
        for storage in getattr(finder, "storages", {}).values():
            served.add_files(storage.location, prefix=settings.STATIC_URL)
    return served


def _make_chance_repeatable() -> None:
    """What is drawn at random (sessions, salts, identifiers, tokens against forged requests) comes from a generator
    that begins anew with every request and is seeded with the world's time, so that equal actions give equal states
    and documents. Models take `uuid.uuid4` as it is when they are imported, so this comes before.
    """
    from django.utils import crypto, timezone

    request: Any = None
    generator = random.Random()  # noqa: S311

    def chance() -> random.Random:
        nonlocal request, generator
        now = timezone.now().timestamp()
        if request != (state(), now):
            request = (state(), now)
            generator = random.Random(now)  # noqa: S311
        return generator

    crypto.secrets = SimpleNamespace(
        choice=lambda characters: chance().choice(characters), compare_digest=secrets.compare_digest
    )
    uuid.uuid4 = lambda: uuid.UUID(int=chance().getrandbits(128), version=4)
