"""What apps and the system remember, read and changed as on a real device."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from digienv.android.adb import AdbDevice
from digienv.android.phone.databases import DATABASES
from digienv.android.phone.phone import Phone
from digienv.core import loop
from tests.android.test_shell import run_on

SMS = "--uri content://sms"


def test_content(bare: Phone) -> None:
    assert run_on(bare, f"content query {SMS}") == (0, b"No result found.\n", b"")
    for number, body in ((1, "Hello, there"), (2, "It's = a test:yes")):
        status, _, errors = run_on(
            bare,
            f'content insert {SMS} --bind address:s:+15550100 --bind body:s:"{body}" --bind type:i:{number} --bind date:l:17',
        )
        assert (status, errors) == (0, b"")
    assert run_on(bare, "content query --uri content://sms/sent --projection _id:body")[1] == (
        b"Row: 0 _id=2, body=It's = a test:yes\n"
    )
    _, output, _ = run_on(bare, f"content query {SMS} --projection body --where \"body LIKE 'Hello%'\"")
    assert output == b"Row: 0 body=Hello, there\n"
    assert (
        run_on(bare, f"content query {SMS} --projection type --sort 'type DESC'")[1].splitlines()[0] == b"Row: 0 type=2"
    )
    assert run_on(bare, f"content update {SMS} --bind read:i:1 --where 'type=1'")[0] == 0
    assert run_on(bare, "content query --uri content://sms/1 --projection read")[1] == b"Row: 0 read=1\n"
    assert run_on(bare, f"content delete {SMS} --where '_id=1'")[0] == 0
    assert run_on(bare, f"content query {SMS} --projection _id")[1] == b"Row: 0 _id=2\n"


def test_contacts_have_their_views(bare: Phone) -> None:
    script = """
    content insert --uri content://com.android.contacts/raw_contacts --bind display_name:s:"Ada Reed" --bind contact_id:i:1
    """
    assert run_on(bare, script.strip())[2] == b""
    with sqlite3.connect(bare.files.folder / DATABASES["contacts2"].lstrip("/")) as connection:
        connection.execute(
            "INSERT INTO data (mimetype_id, raw_contact_id, data1, data2) VALUES (2, 1, '+15550177', '2')"
        )
    output = run_on(bare, "content query --uri content://contacts/phones/ --projection display_name:number")[1]
    assert output == b"Row: 0 display_name=Ada Reed, number=+15550177\n"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("content query --uri content://nothing/at/all", b"Could not find provider"),
        ("content query --uri file:///sdcard", b"Could not find provider"),
        (f"content query {SMS} --where 'nonsuch = 1'", b"no such column"),
        (f"content query {SMS} --where '1); DELETE FROM sms; --'", b"sqlite"),
        (f"content query {SMS} --projection 'a;b'", b"no such column"),
        (f"content insert {SMS} --bind body:x:1", b"Unsupported binding"),
        (f"content insert {SMS} --bind type:i:one", b"Unsupported binding"),
        (f"content insert {SMS}", b"Bindings not specified"),
        (f"content nonsense {SMS}", b"Unsupported operation"),
        (f"content query {SMS} --nonsense 1", b"Unsupported argument"),
    ],
)
def test_what_content_refuses(bare: Phone, script: str, said: bytes) -> None:
    run_on(bare, f"content insert {SMS} --bind body:s:kept")
    status, output, errors = run_on(bare, script)
    assert (status, output) == (1, b"")
    assert said in errors
    assert run_on(bare, f"content query {SMS} --projection body")[1] == b"Row: 0 body=kept\n"


def test_settings(bare: Phone) -> None:
    assert run_on(bare, "settings get system screen_brightness")[1] == b"102\n"
    assert (
        run_on(bare, "settings put system screen_brightness 255; settings get system screen_brightness")[1] == b"255\n"
    )
    assert run_on(bare, "settings get secure nothing")[1] == b"null\n"
    assert run_on(bare, "settings delete global wifi_on; settings get global wifi_on")[1] == b"Deleted 1 rows\nnull\n"
    listed = run_on(bare, "settings list system")[1].decode().splitlines()
    assert "screen_brightness=255" in listed
    assert listed == sorted(listed)
    assert run_on(bare, "settings get nowhere x")[0] == 255
    assert run_on(bare, "content query --uri content://settings/system --where \"name='font_scale'\"")[1].endswith(
        b"name=font_scale, value=1.0\n"
    )


def test_sqlite3(bare: Phone) -> None:
    path = DATABASES["mmssms"]
    assert b"Permission denied" in run_on(bare, f"sqlite3 {path} 'SELECT 1'")[2]
    script = f"su 0 sqlite3 {path}"
    insert = f"{script} \"INSERT INTO sms (address, body) VALUES ('1', 'a;b'), (NULL, 'c')\""
    assert run_on(bare, insert) == (0, b"", b"")
    assert run_on(bare, f'{script} "SELECT address, body FROM sms; SELECT count(*) FROM sms"')[1] == b"1|a;b\n|c\n2\n"
    assert run_on(bare, f'{script} -header "SELECT body FROM sms LIMIT 1"')[1] == b"body\na;b\n"
    assert b"sms\n" in run_on(bare, f"{script} .tables")[1]
    assert b"CREATE TABLE sms" in run_on(bare, f"{script} '.schema sms'")[1]
    assert run_on(bare, f"echo 'SELECT 7;' | {script}")[1] == b"7\n"
    assert (
        run_on(bare, "sqlite3 /sdcard/x.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1); SELECT * FROM t'")[1]
        == b"1\n"
    )
    for sql, said in (
        ("SELECT nonsuch", b"no such column"),
        ("ATTACH '/etc/passwd' AS x", b"not authorized"),
        ("VACUUM INTO '/tmp/x'", b"authoriz"),
        ("SELECT load_extension('x')", b"authoriz"),
        ("WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x FROM a) SELECT count(*) FROM a", b"interrupted"),
    ):
        status, output, errors = run_on(bare, f'{script} "{sql}"')
        assert (status, output) == (1, b"")
        assert said in errors, errors


def test_a_database_can_be_pulled(device: AdbDevice, tmp_path: Path) -> None:
    loop.run(device.run("content", "insert", "--uri", "content://sms", "--bind", "body:s:ü; 'quoted' $(x)"))
    loop.run(device.run("su", "0", "cp", DATABASES["mmssms"], "/sdcard/copy.db"))
    (tmp_path / "copy.db").write_bytes(loop.run(device.pull("/sdcard/copy.db")))
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        assert connection.execute("SELECT body FROM sms").fetchall() == [("ü; 'quoted' $(x)",)]
