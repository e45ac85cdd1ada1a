"""Models behind a server: a real one over HTTP, which can also misbehave."""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image

from digienv.core import loop
from digienv.core.errors import MissingDependency
from digienv.models import Budget, BudgetSpent, Message, ModelFailure, Prices, Reply, ServerModel
from digienv.models.server import KEY, MAX_ANSWER, OPENAI_KEY
from tests.models.servers import Answer, Body, chat_server, said

SECRET = "sk-very-secret-9876543210"
HELLO = (Message("user", ("hello",)),)


def ask(model: ServerModel, messages: tuple[Message, ...] = HELLO, **settings: Any) -> Reply:
    async def once() -> Reply:
        async with asyncio.timeout(60):
            return await model.ask(messages, **settings)

    return loop.run(once())


def in_turn(*answers: Answer) -> Callable[[Body], Answer]:
    """One after the other; the last for ever."""
    left = list(answers)
    return lambda body: left.pop(0) if len(left) > 1 else left[0]


def test_pictures_and_texts_arrive_as_they_are() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    messages = (Message("system", ("be kind",)), Message("user", ("what is", picture, "this?")))
    with chat_server(lambda body: said("a picture")) as server:
        reply = ask(ServerModel("some-model", server.url), messages, temperature=0.5, max_tokens=7, seed=3)
    assert reply.text == "a picture"
    assert reply.complete
    (body,) = server.requests
    assert (body["model"], body["temperature"], body["max_tokens"], body["seed"]) == ("some-model", 0.5, 7, 3)
    assert body["messages"][0] == {"role": "system", "content": "be kind"}
    first, image, last = body["messages"][1]["content"]
    assert (first["text"], last["text"]) == ("what is", "this?")
    data = base64.b64decode(image["image_url"]["url"].removeprefix("data:image/png;base64,"))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(data))), picture)


def test_what_it_takes_is_counted() -> None:
    budget = Budget()
    with chat_server(lambda body: said("yes", prompt=2000, reply=100, finish="length")) as server:
        model = ServerModel("m", server.url, prices=Prices(prompt=2.0, reply=10.0), budget=budget)
        reply = ask(model)
        ask(model)
    assert not reply.complete
    assert (reply.usage.requests, reply.usage.prompt_tokens, reply.usage.reply_tokens) == (1, 2000, 100)
    assert reply.usage.dollars == pytest.approx(0.005)
    assert budget.spent == reply.usage + reply.usage


@pytest.mark.parametrize("limit", [{"tokens": 300}, {"dollars": 0.0003}])
def test_a_budget_ends_it(limit: dict[str, Any]) -> None:
    with chat_server(lambda body: said("yes", prompt=100, reply=0)) as server:
        model = ServerModel("m", server.url, prices=Prices(prompt=1.0, reply=1.0), budget=Budget(**limit))
        for _ in range(3):
            ask(model)
        with pytest.raises(BudgetSpent, match="budget of"):
            ask(model)
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_what_passes_is_tried_again(status: int) -> None:
    busy = Answer({"error": "busy"}, status, {"Retry-After": "0.01"})
    with chat_server(in_turn(busy, busy, said("at last"))) as server:
        assert ask(ServerModel("m", server.url)).text == "at last"
    assert len(server.requests) == 3


def test_what_does_not_pass_is_given_up_and_said() -> None:
    with chat_server(lambda body: Answer({"error": "on fire"}, 500, {"Retry-After": "0.01"})) as server:
        with pytest.raises(ModelFailure, match=r"answers with status 500: .*on fire"):
            ask(ServerModel("m", server.url, retries=2))
        assert len(server.requests) == 3
        server.answer = lambda body: Answer({"error": "no such model"}, 404)
        with pytest.raises(ModelFailure, match="status 404"):
            ask(ServerModel("m", server.url))
        assert len(server.requests) == 4


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b'{"choices": [{"message": {"cont'),
        Answer(b'{"choices": [', length=5000),
        Answer(b"\xff\xfe\x00"),
        Answer({"choices": []}),
        Answer({"choices": [{"message": None}]}),
        Answer([1, 2]),
        said(["a", "list"]),
        said("yes", prompt="many"),  # type: ignore[arg-type]
    ],
)
def test_nonsense_is_asked_for_again_and_then_a_failure(answer: Answer) -> None:
    with chat_server(in_turn(answer, said("sense"))) as server:
        assert ask(ServerModel("m", server.url)).text == "sense"
        server.answer = lambda body: answer
        with pytest.raises(ModelFailure, match="no whole chat completion"):
            ask(ServerModel("m", server.url))


def test_an_answer_without_end_is_a_failure() -> None:
    with (
        chat_server(lambda body: said("x" * (MAX_ANSWER + 1))) as server,
        pytest.raises(ModelFailure, match="without end"),
    ):
        ask(ServerModel("m", server.url))


def test_a_server_that_hangs_is_a_failure() -> None:
    release = threading.Event()

    def hang(body: Body) -> Answer:
        release.wait(30)
        return said("too late")

    with chat_server(hang) as server:
        try:
            with pytest.raises(ModelFailure, match="has not answered for 0 s"):
                ask(ServerModel("m", server.url, timeout=0.3, retries=1))
        finally:
            release.set()
    assert len(server.requests) == 2


def test_no_server_is_a_failure() -> None:
    with pytest.raises(ModelFailure, match="cannot be reached"):
        ask(ServerModel("m", "http://127.0.0.1:9/v1", retries=0))


def test_so_many_at_a_time() -> None:
    together = threading.Barrier(3)

    def answer(body: Body) -> Answer:
        together.wait(10)
        return said("yes")

    async def all_of_them(model: ServerModel) -> list[Reply]:
        return await asyncio.gather(*(model.ask(HELLO) for _ in range(9)))

    with chat_server(answer) as server:
        assert len(loop.run(all_of_them(ServerModel("m", server.url, concurrency=3)))) == 9
    assert server.most == 3


def test_the_key_goes_to_its_own_server_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(KEY, SECRET)
    monkeypatch.setenv(OPENAI_KEY, "sk-of-openai")
    with chat_server(lambda body: Answer({"error": f"wrong key: {SECRET}"}, 400)) as server:
        with pytest.raises(ModelFailure) as failure:
            ask(ServerModel("m", server.url))
        monkeypatch.delenv(KEY)
        with pytest.raises(ModelFailure):
            ask(ServerModel("m", server.url))
    assert server.keys == [f"Bearer {SECRET}", "Bearer none"]
    assert SECRET not in str(failure.value)
    assert SECRET not in caplog.text
    assert "***" in str(failure.value)


def test_a_refused_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        chat_server(lambda body: Answer({"error": "who are you?"}, 401)) as server,
        pytest.raises(ModelFailure, match=rf"refuses the key; .* {KEY}"),
    ):
        ask(ServerModel("m", server.url))
    monkeypatch.delenv(OPENAI_KEY, raising=False)
    with pytest.raises(ModelFailure, match=OPENAI_KEY):
        ServerModel("m")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openai", None)
    with pytest.raises(MissingDependency, match=r"pip install 'digienv\[server\]'"):
        ServerModel("m", "http://127.0.0.1:9/v1")
