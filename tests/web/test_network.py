"""The network is closed by default: a page reaches only the hosts that its task names, whatever it tries."""

from __future__ import annotations

import socket

import pytest

from tests.web.support import Driver, Server, WebSocketServer, driving, open_page, page, site, udp_listener

SEEN = ("screenshot", "url", "last_error")
WAIT_FOR_DONE = "window.done"

# Each attempt sets window.done once it has failed (or worked); {http} and {ws} are servers that the task does not open.
ATTEMPTS = {
    "fetch": "fetch('{http}/x', {{mode: 'no-cors'}}).then(() => done = 'reached', () => done = 'refused')",
    "fetch of another port of this host": "fetch('http://127.0.0.1:{port}/x', {{mode: 'no-cors'}}).catch(() => done = 'refused')",
    "fetch by localhost": "fetch('http://localhost:{port}/x', {{mode: 'no-cors'}}).catch(() => done = 'refused')",
    "fetch by IPv6": "fetch('http://[::1]:{port}/x', {{mode: 'no-cors'}}).catch(() => done = 'refused')",
    "fetch by a name of this machine": "fetch('http://x.localhost:{port}/x', {{mode: 'no-cors'}}).catch(() => done = 'refused')",
    "XMLHttpRequest": "let r = new XMLHttpRequest(); r.onerror = () => done = 'refused'; r.open('GET', '{http}/x'); r.send()",
    "image": "let i = new Image(); i.onload = () => done = 'reached'; i.onerror = () => done = 'refused'; i.src = '{http}/x'",
    "script": "let s = document.createElement('script'); s.onerror = () => done = 'refused'; s.src = '{http}/x'; document.body.append(s)",
    "style": "let s = document.createElement('style'); s.textContent = '@import url({http}/x)'; document.body.append(s);"
    "s.onload = s.onerror = () => done = 'over'; setTimeout(() => done = 'over', 500)",
    "frame": "let f = document.createElement('iframe'); f.onload = () => done = 'loaded'; f.src = '{http}/x'; document.body.append(f)",
    "WebSocket": "let w = new WebSocket('{ws}'); w.onerror = () => done = 'refused'; w.onopen = () => done = 'reached'",
    "EventSource": "let e = new EventSource('{http}/x'); e.onerror = () => done = 'refused'",
    "beacon": "navigator.sendBeacon('{http}/x', 'data'); setTimeout(() => done = 'over', 500)",
    "keepalive": "fetch('{http}/x', {{mode: 'no-cors', keepalive: true}}).catch(() => done = 'refused')",
    "worker": "let w = new Worker(URL.createObjectURL(new Blob([\"fetch('{http}/x', {{mode: 'no-cors'}})"
    ".then(() => postMessage('reached'), () => postMessage('refused'))\"]))); w.onmessage = (m) => done = m.data",
    "prefetch": "for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'modulepreload', 'prerender', 'icon']) {{"
    "let l = document.createElement('link'); l.rel = rel; l.as = 'fetch'; l.href = '{http}/x'; document.head.append(l); }}"
    "setTimeout(() => done = 'over', 700)",
    "speculation rules": "let s = document.createElement('script'); s.type = 'speculationrules';"
    "s.textContent = JSON.stringify({{prefetch: [{{source: 'list', urls: ['{http}/x']}}], prerender: [{{source: 'list', urls: ['{http}/x']}}]}});"
    "document.head.append(s); setTimeout(() => done = 'over', 700)",
    "form": "document.body.insertAdjacentHTML('beforeend', '<iframe name=t></iframe><form target=t method=post action={http}/x></form>');"
    "document.forms[0].submit(); setTimeout(() => done = 'over', 500)",
    "ping": "let a = document.createElement('a'); a.ping = '{http}/x'; a.href = '#'; document.body.append(a); a.click(); setTimeout(() => done = 'over', 500)",
    "WebTransport": "try {{ let t = new WebTransport('https://127.0.0.1:{port}/x'); t.ready.catch(() => done = 'refused'); t.closed.catch(() => 0) }}"
    "catch {{ done = 'refused' }}",
    "redirect": "fetch('{allowed}/away', {{mode: 'no-cors'}}).then(() => done = 'reached', () => done = 'refused')",
    "window": "window.open('{http}/x'); setTimeout(() => done = 'over', 500)",
    "media": "let v = document.createElement('video'); v.src = '{http}/x'; v.onerror = () => done = 'refused'; document.body.append(v)",
    "reporting": "document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=Content-Security-Policy content=\"img-src none; report-uri {http}/x\">');"
    "new Image().src = '/nothing'; setTimeout(() => done = 'over', 500)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_page_cannot_reach_what_its_task_does_not_open(
    server: Server, other_server: Server, sockets: WebSocketServer, attempt: str
) -> None:
    server.routes["/"] = page("start")
    server.routes["/away"] = lambda request: request.reply("", status=302, Location=other_server.url("/x"))
    script = ATTEMPTS[attempt].format(
        http=other_server.url(""), ws=f"ws://127.0.0.1:{sockets.port}/", port=other_server.port, allowed=server.url("")
    )
    with driving(server, "/", channels=SEEN) as driver:
        driver.js(f"void (() => {{ window.done = ''; {script} }})()")
        if attempt != "window":
            assert driver.until(WAIT_FOR_DONE, 20) != "reached"
        driver.do("wait(200)")
        assert other_server.connections == 0
        assert sockets.connections == 0


def test_a_service_worker_reaches_no_more_than_its_page(server: Server, other_server: Server) -> None:
    worker = (
        "oninstall = () => skipWaiting(); onactivate = (e) => e.waitUntil(clients.claim());"
        "onfetch = (e) => { if (e.request.url.includes('via')) e.respondWith(fetch('TARGET/x', {mode: 'no-cors'})"
        ".then(() => new Response('reached'), () => new Response('refused'))); }"
    ).replace("TARGET", other_server.url(""))
    server.routes["/sw.js"] = lambda request: request.reply(worker, kind="text/javascript")
    server.routes["/"] = page("start")
    with driving(server, "/", channels=SEEN) as driver:
        driver.js("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)")
        assert driver.until("navigator.serviceWorker.controller && 1") == 1
        assert driver.js("fetch('/via').then((r) => r.text())") == "refused"
        assert other_server.connections == 0


@pytest.mark.parametrize("way", ["goto", "link", "form", "script", "redirect", "window"])
def test_navigations_to_other_hosts_are_refused(server: Server, other_server: Server, way: str) -> None:
    server.routes["/away"] = lambda request: request.reply("", status=302, Location=other_server.url("/x"))
    target = other_server.url("/x")
    size = "style='display:block;width:100px;height:40px'"
    server.routes["/"] = page({
        "link": f"<a href='{target}' {size}>go</a>",
        "form": f"<form action='{target}' method=post><button {size}>go</button></form>",
        "redirect": f"<a href='/away' {size}>go</a>",
        "window": f"<button {size} onclick=\"window.open('{target}')\">go</button>",
    }.get(way, f"<button {size} onclick=\"location = '{target}'\">go</button>"))  # fmt: skip
    with driving(server, "/", channels=SEEN) as driver:
        if way == "goto":
            driver.step(f'goto("{target}")')
            assert "cannot be reached" in driver.info["action_error"]
        else:
            driver.do("click(20, 20)")
            assert "cannot be reached; only the hosts of the task can" in driver.observation["last_error"]
        assert other_server.connections == 0
        driver.do("home()")
        assert driver.observation["last_error"] == ""


def test_webrtc_sends_nothing() -> None:
    with udp_listener() as listener, open_page("x", channels=SEEN) as driver:
        port = listener.getsockname()[1]
        driver.js(
            f"""(async () => {{
              const peer = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{port}' }},
                {{ urls: 'turn:127.0.0.1:{port}', username: 'a', credential: 'b' }}] }});
              peer.createDataChannel('x');
              await peer.setLocalDescription(await peer.createOffer());
              await new Promise((resolve) => {{ peer.onicecandidate = (e) => e.candidate || resolve(); setTimeout(resolve, 1500); }});
            }})()"""
        )
        with pytest.raises(BlockingIOError):
            listener.recv(100)


def test_names_outside_are_not_resolved() -> None:
    """All UDP of the machine cannot be watched; that nothing is asked follows from the answer coming at once."""
    with open_page("x", channels=SEEN) as driver:
        for url in ("http://example.org/", "https://example.org/", "http://8.8.8.8/"):
            assert driver.js(f"fetch('{url}', {{mode: 'no-cors'}}).then(() => 'reached', () => 'refused')") == "refused"


def test_what_the_task_opens_works(server: Server, other_server: Server, sockets: WebSocketServer) -> None:
    server.routes |= {"/": page("start"), "/data": "data"}
    other_server.routes["/data"] = "other data"
    host = site({"data.txt": "of the folder"})
    hosts = (server.host, other_server.host, host, f"127.0.0.1:{sockets.port}")
    driver = Driver(server.url("/"), hosts, channels=SEEN)
    try:
        assert driver.js("fetch('/data').then((r) => r.text())") == "data"
        assert driver.js(f"fetch('{other_server.url('/data')}').then((r) => r.text())") == "other data"
        assert driver.js(f"fetch('http://{host}/data.txt', {{mode: 'no-cors'}}).then((r) => r.type)") == "opaque"
        echo = f"""new Promise((resolve, reject) => {{
          const socket = new WebSocket('ws://127.0.0.1:{sockets.port}/');
          socket.onopen = () => socket.send('hello');
          socket.onmessage = (message) => resolve(message.data);
          socket.onerror = () => resolve('refused');
        }})"""
        assert driver.js(echo) == "HELLO"
        driver.do(f'goto("{other_server.url("/data")}")')
        assert driver.observation["url"] == other_server.url("/data")
        driver.do(f'goto("http://{host}/data.txt")')
    finally:
        driver.close()


def test_a_host_may_be_given_as_a_family_of_names() -> None:
    first, second = site({"a.html": page("a")}), site({"b.html": page("b")})
    driver = Driver(f"http://{first}/a.html", ("*.localhost",), channels=SEEN)
    try:
        driver.do(f'goto("http://{second}/b.html")')
        assert driver.observation["url"] == f"http://{second}/b.html"
    finally:
        driver.close()


def test_two_environments_of_one_browser_stay_apart(server: Server, other_server: Server) -> None:
    server.routes |= {"/": page("start")}
    other_server.routes |= {"/": page("start")}
    ask = "fetch('{}', {{mode: 'no-cors'}}).then(() => 'reached', () => 'refused')"
    with driving(server, "/", channels=SEEN) as one, driving(other_server, "/", channels=SEEN) as two:
        assert one.surface._engine is two.surface._engine
        for driver, own, foreign in [(one, server, other_server), (two, other_server, server)]:
            assert driver.js(ask.format(own.url("/"))) == "reached"
            asked = len(foreign.seen)
            assert driver.js(ask.format(foreign.url("/"))) == "refused"
            assert len(foreign.seen) == asked
        one.js("void (document.cookie = 'a=1', localStorage.a = 1)")
        two.do("home()")
        assert two.js("[document.cookie, localStorage.length]") == ["", 0]


def test_episodes_do_not_share_storage(server: Server) -> None:
    server.routes["/"] = page("start")
    with driving(server, "/", channels=SEEN) as driver:
        driver.js("void (document.cookie = 'a=1', localStorage.a = 1)")
        driver.reset()
        assert driver.js("[document.cookie, localStorage.length]") == ["", 0]


def test_the_debugging_port_cannot_be_reached_from_a_page() -> None:
    with open_page("x", channels=SEEN) as driver:
        engine = driver.surface._engine
        assert engine is not None
        port = engine.connection._socket._transport.get_extra_info("peername")[1]
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        assert (
            driver.js(
                f"new Promise((resolve) => {{ const w = new WebSocket('ws://127.0.0.1:{port}/devtools/browser');"
                "w.onopen = () => resolve('reached'); w.onerror = () => resolve('refused') })"
            )
            == "refused"
        )
        assert (
            driver.js(f"fetch('http://127.0.0.1:{port}/json', {{mode: 'no-cors'}}).then(() => 1, () => 'refused')")
            == "refused"
        )
