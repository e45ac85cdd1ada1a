"""The phone's shell beside a real one: the same scripts, the same output, the same status."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import io
import shlex
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digienv.android.phone.databases import Databases
from digienv.android.phone.files import ROOT, Files, Owner
from digienv.android.phone.grammar import MAX_DEPTH, ShellSyntaxError, parse
from digienv.android.phone.phone import Phone, make_template
from digienv.android.phone.shell import Nothing, Shell, Text
from digienv.core import loop
from digienv.core.folders import restore_tree
from tests.android.conftest import without_screen

SCRIPTS = [
    "echo hello",
    "echo   a    b  'c   d'",
    'echo "a  b" c\\ d e"f g"h',
    "X=1; echo $X ${X}2 \"$X 3\" '$X'",
    'X="a  b"; echo $X; echo "$X"',
    'X="a b"; for w in $X c; do echo "<$w>"; done',
    "echo ${Y:-none} ${Y:-}end",
    "false; echo $?; true; echo $?",
    "true && echo yes || echo no",
    "false && echo yes || echo no",
    "false || true && echo both",
    "! false; echo $?",
    "if false; then echo a; elif true; then echo b; else echo c; fi",
    "if [ 3 -gt 2 ] && [ -n x ]; then echo bigger; fi",
    "i=0; while [ $i != xxx ]; do i=x$(echo $i | tr -d 0); done; echo $i",
    "until true; do echo never; done; echo $?",
    "for i in 1 2 3; do if [ $i = 2 ]; then continue; fi; echo $i; done",
    "for i in 1 2 3; do if [ $i = 2 ]; then break; fi; echo $i; done",
    "echo $(echo a; echo b)",
    'echo "$(echo a; echo b)"',
    "echo `echo inner`",
    "X=$(false); echo $?",
    "(X=2; echo $X); echo [$X]",
    "{ echo a; echo b; } | wc -l",
    "echo one > f; echo two >> f; cat f; cat < f | wc -l",
    "cat missing 2>/dev/null; echo $?",
    "echo out; echo err >&2",
    "(echo out; echo err >&2) 2>&1 | sort",
    "echo hidden > /dev/null; echo shown",
    "printf '%s-%s\\n' a b c d",
    "printf '%03d|%5s|%%\\n' 7 ab",
    "echo 'b\na\nb' | sort | uniq -c | tr -s ' '",
    "printf 'c\\na\\nb\\n' | sort -r | head -n 2",
    "printf '10\\n9\\n100\\n' | sort -n | tail -n 1",
    "printf 'a:b:c\\nd:e:f\\n' | cut -d: -f2",
    "printf 'a:b:c\\n' | cut -d: -f2-",
    "printf 'one\\ntwo\\nthree\\n' | grep -n t",
    "printf 'one\\ntwo\\n' | grep -v one; printf 'x\\n' | grep -q y; echo $?",
    "printf 'ab\\nabb\\n' | grep -E 'ab{2}'; printf 'a+b\\n' | grep 'a+b'; printf 'a+b\\n' | grep -F '+'",
    "printf 'foo bar foo' | grep -o foo",
    "printf 'a*b\\nab\\n*\\n' | grep '*b'; printf 'a*b\\nab\\n' | grep '^*'; printf '*x\\nx\\n' | grep '\\(*x\\)'",
    "printf 'a\\\\b\\nanb\\n' | grep 'a[\\n]b'; printf 'a\\\\b\\na]b\\n' | grep -E 'a[]\\]b'; echo 'a]' | grep '[]]'; echo b | grep '[^]a]'",
    "printf 'one\\ntwo\\nthree\\n' | grep -e one -e three; printf 'a.b\\naxb\\n-e\\n' | grep -F -e a.b -e -e",
    "printf 'one\\ntwo\\nthree\\n' | grep 'one\nthree'",
    "printf 'ac\\nbc\\naac\\na+c\\n' | grep 'a\\|b'; printf 'c\\nac\\naac\\n' | grep '^a\\+c'; printf 'c\\nac\\n' | grep '^a\\?c'",
    "printf 'aa\\naaa\\na{2}\\n' | grep 'a\\{3\\}'; echo 'a{2}' | grep 'a{2}'; echo 'a$b^c' | grep 'a$b^c'; echo '(a|b)' | grep '(a|b)'; echo 'a+b?' | grep -o '\\+'; echo 'a?' | sed 's/^\\?/x/'",
    "printf 'a word\\nwords\\n' | grep '\\<word\\>'; echo 'a1 b' | grep -o '\\w\\w*'; echo x | grep -c -e '' -e x",
    "echo abcd | grep -oE 'ab|abcd'; echo abc | grep -o 'x*'; echo aXa | grep -io x; echo 'a.c' | grep -v 'a\\.c'; echo $?",
    "printf 'a b a\\nc\\n' | sed 's/a/x/'; printf 'a b a a\\n' | sed 's/a/x/g;s/x/y/2;s/b/[&]/'; echo aaaa | sed 's/a/b/2g'",
    "printf 'one\\nTWO\\n' | sed -n 's/o/0/Ip'; echo abc | sed -E 's/(a)(b)/\\2\\1/'; echo abc | sed 's/\\(a\\)\\(b\\)/\\2\\1/'",
    "echo /a/b | sed 's,/,:,g'; echo a/b | sed 's/[/]/x/'; echo a/b | sed 's/\\//x/'; echo 'a&b' | sed 's/&/\\&\\&/'; echo ab | sed 's/a/x\\ny/'",
    "echo baaac | sed 's/a*/x/g'; echo abc | sed 's/x*/-/g'; echo aaa | sed 's/^a/b/g'; echo a]b | sed 's/[]]/x/;s/[[:alpha:]]/y/g'",
    "printf '1\\n2\\n3\\n4\\n5\\n' > f; sed -n 2p f; sed -n '$p' f; sed 2d f; sed -n '2,4p' f; sed -n '/2/,/4/p' f; sed '2,$d' f; sed -n '4,2p' f",
    "printf '1\\n2\\n3\\n4\\n5\\n' > f; sed '2!d' f; sed -n '/3/!p' f; sed -n '2{p;p};$!{s/./x/p}' f; sed 2q f; sed -n '/[24]/{s/4/four/;p;}' f; sed '/2/,3s/^/>/' f",
    "printf 'a\\nb\\nc\\n' > f; sed '2a after' f; sed '2i\\\nbefore\\\nmore' f; sed '1,2c new' f; sed '2c new' f; sed -e '1a\\' -e 'x' -e '$d' f; sed '2!c x' f",
    "echo hello | sed y/el/ip/; printf 'x' | sed s/x/y/; printf 'a\\nb' | sed p; printf 'ab\\nb\\n' | sed -n '/a/s//c/p'; echo x | sed -n -e p -e 's/x/y/p'",
    "printf 'a\\nb\\n' > f; printf 'c\\nd' > g; sed -n '$p;1p' f g; sed -i s/b/B/ f; sed -n -i 1p g; cat f g; ls; echo a | sed 's/a/b/ # said'",
    "printf 'a\\n' > f; sed -i 's/(/' f 2>/dev/null; cat f; ls; sed -i 's/a/' f; cat f; sed p missing; sed -n '\\,a,p;/A/Ip' f; yes | sed 3q; yes | sed s/y/n/ | head -n 2",
    "mkdir -p d/e; echo 1 > d/one; echo 2 > d/e/two; tar -cf t d; tar -tf t | sort; rm -r d; tar xf t; cat d/one d/e/two; find d | sort",
    "mkdir d; echo 1 > d/a; echo 2 > d/b; tar -czf t.gz d; rm -r d; mkdir o; tar -xzf t.gz -C o d/a; find o | sort; cat t.gz | tar -tz d/b",
    "mkdir d; tar -c d | tar -t; echo no > t; tar -tf t; [ $? != 0 ]; echo $?; tar -tf missing 2>/dev/null; [ $? != 0 ]; echo $?; echo x > f; tar -cf t f; tar -xvf t; tar -xf t no; [ $? != 0 ]; echo $?",
    "printf abc > f; md5sum f; sha1sum f; sha224sum f; sha256sum < f; sha384sum f; sha512sum f",
    "mkdir -p d/e; echo x > d/a; echo xy > d/e/b; echo z > d/c; grep -r x d | sort; grep -rc x d/ d/a | sort; grep -rl y d; cd d; grep -rhn z .",
    "yes | grep -m 2 y; yes | grep -q y; echo $?",
    "touch a1 a2 b1; echo a* *1; echo 'a*'; echo \"a*\"; echo z*",
    "mkdir -p d/e; touch d/e/f d/g; echo d/*; ls d; find d | sort; find d -type f -name 'g*'",
    "touch .hidden seen; ls; ls -A",
    "mkdir d; rmdir d; [ -d d ]; echo $?",
    "echo x > a; cp a b; mv b c; cat c; [ -e b ]; echo $?; rm a c; ls",
    "mkdir d; touch d/f; rm -r d; ls",
    "basename /a/b.txt; dirname /a/b.txt",
    "printf 'a b\\nc\\n' | xargs echo -",
    "printf 'a\\nb\\n' | xargs -n 1 echo got",
    "echo abc | tr a-c x-z; echo aab | tr -s a; echo abc | tr -d b",
    "printf 'abc' | wc -c; printf 'a b  c\\n' | wc -w",
    "yes | head -n 3",
    "while true; do echo again; done | head -n 2",
    "exit 7",
    "X=1; export X; exec printf '%s %s\\n' $X 'a  b'; echo no",
    "(exec false; echo no); echo $?; exec >/dev/null; true",
    "(exit 3); echo $?",
    "sh -c 'echo $0 in; exit 4' > f; echo $?; cut -c 1-100 f | wc -l",
    "eval 'X=5; echo $X'; echo $X",
    "X=9 sh -c 'echo $X'; echo [$X]",
    "cd / && pwd; cd - >/dev/null 2>&1; true",
    "unset X; X=1; unset X; echo [$X]",
    "echo a # comment\necho b",
    "echo a\\\nb",
    "echo 'it'\\''s'",
    'printf \'%s\\n\' "\\$HOME \\" \\\\\\\\ \\\\a"',
    "A='*'; touch q; echo \"$A\"; echo '$(echo no)' ",
    "printf 'x\\n' | tee t | cat; cat t",
    "[ a = a -o ] 2>/dev/null; echo $(( 1 )) 2>/dev/null | head -c 0; true",
]


def ours(script: str, folder: Path) -> tuple[int, bytes, bytes]:
    return run_on(without_screen(folder), script)


def run_on(device: Phone, script: str) -> tuple[int, bytes, bytes]:
    """Status, output and errors of a script."""
    output, errors = Text(), Text()
    shell = device.shell()
    shell.folder = "/data/local/tmp"
    status = loop.run(asyncio.wait_for(shell.run(script, Nothing(), output, errors), 20))
    return status, bytes(output.written), bytes(errors.written)


@pytest.mark.parametrize("script", SCRIPTS[:-1])
def test_scripts_do_what_a_real_shell_does(script: str, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    theirs = subprocess.run(
        ["sh", "-c", script], cwd=real, capture_output=True, timeout=20, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    )
    status, output, errors = ours(script, tmp_path / "phone")
    assert output == theirs.stdout
    assert status == theirs.returncode
    assert bool(errors) == bool(theirs.stderr)


@pytest.mark.parametrize(
    "script",
    ["echo 'a", 'echo "a', "if true; then", "for in; do :; done", "(echo", "echo $(echo", "a | | b", "&& a", "; a", "fi",
     "echo >", "echo ${", "{ echo", "cat << x"],
)  # fmt: skip
def test_what_is_no_script_is_said(script: str, tmp_path: Path) -> None:
    status, output, errors = ours(script, tmp_path)
    assert (status, output) == (2, b"")
    assert errors.startswith(b"/system/bin/sh: syntax error: ")


def test_programs_that_are_not_there(tmp_path: Path) -> None:
    for script in ("nothing", "/data/local/tmp/nothing", "/data/local/tmp/ls"):
        status, _, errors = ours(script, tmp_path / script.replace("/", "_"))
        assert status == 127
        assert b"inaccessible or not found" in errors


def test_a_program_that_the_shell_becomes_may_be_missing(tmp_path: Path) -> None:
    status, output, errors = ours("exec nothing; echo no", tmp_path)
    assert (status, output) == (127, b"")
    assert b"inaccessible or not found" in errors


def test_the_environment(bare: Phone) -> None:
    assert b"PATH=/system/bin\n" in run_on(bare, "env")[1]
    assert run_on(bare, "PATH=x; echo $PATH; cd $EXTERNAL_STORAGE && pwd")[1] == b"x\n/storage/emulated/0\n"
    assert run_on(bare, "uptime")[1] == b" 09:30:00 up  1:00,  0 users,  load average: 0.00, 0.00, 0.00\n"
    assert run_on(bare, "free")[1].split()[5:8] == [b"Mem:", b"2085699584", b"1042849792"]


def test_what_is_changed_has_the_phones_time(bare: Phone) -> None:
    script = "cd /sdcard/Documents; mkdir d; echo x > d/a; cp d/a d/b; mv d/b d/c; touch d/e; ls -lR /sdcard/ | grep -v '06-15 09:30'"
    assert b"20" not in run_on(bare, script)[1].replace(b"total", b"")
    bare.clock.advance(3600)
    run_on(bare, "cd /sdcard/Documents; echo y > d/a; rm d/c")
    times = run_on(bare, "cd /sdcard/Documents; stat -c %Y . d d/a d/e")[1].split()
    start = int(bare.clock.now.timestamp()) - 3600
    assert [int(time) - start for time in times] == [0, 3600, 3600, 0]


@pytest.mark.parametrize(
    "script", ["printf two > f", "touch -d '2026-06-15 09:30' f; printf two > f; touch -d '2026-06-15 09:30' f"]
)
def test_a_change_that_time_and_size_do_not_show_is_undone(tmp_path: Path, script: str) -> None:
    def fill(databases: Databases, files: Files) -> None:
        files.write("/sdcard/f", b"one", ROOT)

    make_template(tmp_path / "template", fill)
    phone = Phone(tmp_path / "template", tmp_path / "files")
    phone.restore()
    run_on(phone, f"cd /sdcard; {script}")
    assert run_on(phone, "cat /sdcard/f")[1] == b"two"
    restore_tree(phone.files.folder, tmp_path / "snapshot")
    run_on(phone, "printf six > /sdcard/f")
    restore_tree(tmp_path / "snapshot", phone.files.folder)
    assert run_on(phone, "cat /sdcard/f")[1] == b"two"
    phone.restore()
    assert run_on(phone, "cat /sdcard/f")[1] == b"one"


def test_nothing_reaches_the_host(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for number, text in enumerate((f"$(touch {mark})", f"`touch {mark}`", f"; touch {mark}", f"| tee {mark}")):
        for script in (f"echo {text}", f'echo "{text}"', f"ls {text}", f"sh -c 'echo {text}'", f"cat < {mark}"):
            ours(script, tmp_path / f"phone{number}{abs(hash(script))}")
    assert not mark.exists()


def test_no_path_leads_out_of_the_phone(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("host")
    for number, path in enumerate(
        (
            "../secret",
            "/../secret",
            "../../../../secret",
            str(secret),
            f"/sdcard/..{secret}",
            "/data/data/../../../secret",
        )
    ):
        for script in (f"cat {path}", f"su 0 cat {path}", f"cp {path} /sdcard/x && cat /sdcard/x"):
            _, output, _ = ours(script, tmp_path / f"phone{number}" / str(abs(hash(script))))
            assert b"host" not in output
    ours("su 0 rm -r /..; su 0 rm -rf ../..", tmp_path / "last" / "phone")
    assert secret.exists()


def test_rights(tmp_path: Path) -> None:
    for script, said in (
        ("ls /data/data", b"Permission denied"),
        ("echo x > /data/data/x", b"Permission denied"),
        ("touch /x", b"Permission denied"),
        ("su 0 touch /system/x", b"Read-only file system"),
        ("rm -r /system", b"Read-only file system"),
    ):
        status, output, errors = ours(script, tmp_path / str(abs(hash(script))))
        assert status == 1
        assert output == b""
        assert said in errors
    assert ours("su 0 ls /data/data/com.android.providers.telephony", tmp_path / "su")[:2] == (0, b"databases\n")


ALPHABET = st.text(st.sampled_from("ab $'\"\\`(){};&|<>\n#*?[]=!x1-"), max_size=40) | st.text(max_size=30)


@settings(max_examples=500, deadline=None)
@given(ALPHABET)
def test_every_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ShellSyntaxError):
        parse(text)


@pytest.mark.parametrize("text", ["(" * 5000, "$(" * 3000 + ")" * 3000, "! " * 5000 + "a", "if " * 5000, "{ " * 5000])
def test_depth_is_bounded(text: str) -> None:
    with pytest.raises(ShellSyntaxError):
        parse(text)
    nested = "(" * (MAX_DEPTH // 2) + "true" + ")" * (MAX_DEPTH // 2)
    parse(nested)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.text(max_size=12).filter(lambda text: "\0" not in text), min_size=1, max_size=4))
def test_quoted_arguments_arrive_as_they_are(words: list[str]) -> None:
    got: list[tuple[str, ...]] = []

    async def keep(call):  # type: ignore[no-untyped-def]
        got.append(call.arguments)
        return 0

    shell = Shell({"keep": keep}, None)  # type: ignore[arg-type]
    assert loop.run(shell.run(shlex.join(["keep", *words]), Nothing(), Text(), Text())) == 0
    assert got == [tuple(words)]


def test_no_pattern_holds_it_up(bare: Phone) -> None:
    line = "a" * 5000
    for pattern in ("-E '(a|a)*b'", "-E '(a*)*b'", "-E '(a|aa)+$b'", "'\\(a\\|a\\)*b'", "-e '\\(a*\\)*b' -e b"):
        assert run_on(bare, f"echo {line} | grep {pattern}")[0] == 1
    for pattern in ("-E '('", "-E '*'", "'a**'", "'[a'", "'a\\{2'", "'a\\'", "'\\(a\\)\\1'", f"-E '{'(' * 3000}'"):
        status, output, errors = run_on(bare, f"echo x | grep {pattern}")
        assert (status, output) == (2, b"")
        assert errors.startswith(b"grep: bad regex")
    assert run_on(bare, "echo ab | egrep 'a|z'")[1] == b"ab\n"
    assert run_on(bare, "echo 'a|z' | grep 'a|z'")[1] == b"a|z\n"
    assert run_on(bare, "echo a.c | fgrep a.c; echo abc | fgrep a.c")[1] == b"a.c\n"
    assert run_on(bare, "printf 'x1\\ny\\n' | grep '[[:digit:]]'")[1] == b"x1\n"


def packed(*entries: tarfile.TarInfo, data: bytes = b"") -> bytes:
    """A tar archive of entries, each with the same data."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for entry in entries:
            entry.size = len(data) if entry.isreg() else 0
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


@pytest.mark.parametrize("name", ["../out", "/../out", "a/../../out", "../tmpx/out"])
def test_what_is_unpacked_stays_in_its_folder(bare: Phone, name: str) -> None:
    archive = packed(tarfile.TarInfo(name), tarfile.TarInfo("in"), data=b"x")
    bare.files.write("/data/local/tmp/t", archive, Owner())
    status, output, errors = run_on(bare, "mkdir d; tar -xf t -C d; ls d")
    assert (status, output) == (0, b"in\n")
    assert b"not under '/data/local/tmp/d'" in errors
    assert run_on(bare, "tar -xf t -C d")[0] == 1
    assert run_on(bare, "su 0 find /data/local -name 'out'")[1] == b""


def test_archives_that_are_none(bare: Phone) -> None:
    link, negative = tarfile.TarInfo("link"), bytearray(packed(tarfile.TarInfo("x"), data=b"y"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/hosts"
    negative[124:136] = b"\xff" * 10 + b"\xfe\x00"
    negative[148:156] = f"{sum(negative[:148]) + sum(negative[156:512]) + 8 * 32:06o}\0 ".encode()
    for data in (b"", b"x" * 5000, packed(link), bytes(negative), gzip.compress(bytes(2**28), 1), b"\x1f\x8bx",
                 packed(tarfile.TarInfo("cut"), data=bytes(5000))[:2000]):  # fmt: skip
        bare.files.write("/data/local/tmp/t", data, Owner())
        status, _, errors = run_on(bare, "tar -xf t")
        assert status == 1
        assert errors.startswith(b"tar: ")
    assert run_on(bare, "tar -tf t -c; tar; tar -x -k")[0] == 1


def test_the_touch_screen_is_a_device(bare: Phone) -> None:
    listed = run_on(bare, "getevent -p")[1].decode()
    assert listed.startswith('add device 1: /dev/input/event1\n  name:     "virtio_input_multi_touch_1"\n  events:\n')
    assert "    KEY (0001): 014a" in listed
    assert "                0035  : value 0, min 0, max 32767, fuzz 0, flat 0, resolution 0\n" in listed
    assert "ABS_MT_POSITION_Y     : value 0" in run_on(bare, "getevent -lp")[1].decode()
    assert b'location: "' in run_on(bare, "getevent -i")[1]
    assert run_on(bare, "getevent -S")[1].endswith(b"\n0000\n")
    assert run_on(bare, "getevent -p /dev/input/event9")[0] == 1


def test_sed_is_bounded(bare: Phone) -> None:
    for script in ("s/x*/&&&&/g;" * 40, f"s/x/{'&' * 100_000}/g;" * 2):
        status, output, errors = run_on(bare, f"echo xxxx | sed '{script}'")
        assert (status, output) == (1, b"")
        assert b"longer than" in errors
    for script in (
        "{" * 5000,
        "s/a",
        "s/a/b/k",
        "s/a/b/0",
        "s/a/\\1/",
        "y/ab/c/",
        "k",
        "2,p",
        "}",
        "{p",
        "a",
        "//p",
        "s/(",
        "p p",
        "s/[/x/",
    ):
        status, output, errors = run_on(bare, f"echo x | sed '{script}'")
        assert (status, output) == (1, b"")
        assert errors.startswith(b"sed: ")
    assert run_on(bare, f"echo {'a' * 5000}x | sed -E 's/(a|aa)+$b/y/;s/a|a.*b/c/g'")[1] == b"c" * 5000 + b"x\n"


EXPRESSIONS = st.text("ab*+?.()[]{}|\\\\^$-,12:n/&", max_size=15)
SED = st.text("s/ab*.()[]\\\\^$&1gpdqaci,;{}!y\n", max_size=25)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pattern=EXPRESSIONS, flags=st.sampled_from(["", "E", "o", "Eo", "F", "iwv", "xE"]))
def test_every_expression_is_matched_or_refused(
    bare: Phone, caplog: pytest.LogCaptureFixture, pattern: str, flags: str
) -> None:
    status, _, errors = run_on(bare, f"printf 'aab\\nb*a\\n' | grep -{flags}e {shlex.quote(pattern)}")
    assert status in (0, 1) or (status == 2 and errors.startswith(b"grep: bad regex"))
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=SED)
def test_every_sed_script_is_run_or_refused(bare: Phone, caplog: pytest.LogCaptureFixture, script: str) -> None:
    status, _, errors = run_on(bare, f"printf 'aab\\nb*a\\n' | sed -e {shlex.quote(script)}")
    assert status == int(errors.startswith(b"sed: "))
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 2047), byte=st.integers(0, 255), end=st.integers(0, 3000))
def test_every_archive_is_unpacked_or_refused(
    bare: Phone, caplog: pytest.LogCaptureFixture, place: int, byte: int, end: int
) -> None:
    damaged = bytearray(packed(tarfile.TarInfo("a/b"), tarfile.TarInfo("c"), data=b"x"))
    damaged[place] = byte
    bare.files.write("/data/local/tmp/t", bytes(damaged[:end]), Owner())
    status, _, errors = run_on(bare, "mkdir -p d; tar -xf t -C d")
    assert status == int(errors.startswith(b"tar: "))
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_sed_in_place_leaves_what_it_cannot_edit(bare: Phone) -> None:
    assert run_on(bare, "echo xxxx > f; sed -i '" + "s/x*/&&&&/g;" * 40 + "' f; cat f; ls f*")[1] == b"xxxx\nf\n"
    assert run_on(bare, "sed -i s/a/b/ /system/x; sed -i s/a/b/; sed s/a/b/ /data/data")[0] == 1


def test_a_program_at_fault_says_so(bare: Phone) -> None:
    for script in ("find / -maxdepth x", "cut -d '' -f 1 /dev/null", "head -n x /etc/hosts"):
        status, _, errors = run_on(bare, f"{script}; echo on")
        assert errors
    status, output, _ = run_on(bare, "find / -maxdepth x || echo after")
    assert (status, output) == (0, b"after\n")
