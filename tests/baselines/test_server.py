"""Replies from a server: a small real one, which speaks chat completions as vLLM does and acts with a tiny policy."""

import base64
import copy
import io
import json
import logging
import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from accelerate import Accelerator
from PIL import Image

from baselines.config import EnvConfig, PPOConfig, load_config
from baselines.environments import open_pool, training_seeds
from baselines.policies.generation import Generated, Generator, Sampler
from baselines.policies.loading import adapt
from baselines.policies.prompts import Context
from baselines.policies.server import KEY, ServerGenerator
from baselines.policies.vlm import Prompt, VLMPolicy
from baselines.ppo import PPO
from baselines.rollouts import Rollouts, Trajectory
from baselines.training import CHECKPOINT, train_bc, train_ppo
from digienv.core.errors import DigienvError
from tests.baselines.conftest import make_policy

SECRET = "sk-very-secret-0123456789"
NUMBERLINE = EnvConfig(id="digienv/cards.numberline-v0", num_envs=3)

Answer = tuple[int, bytes]


class Verbatim:
    """A template that puts the text of a request to the model as it is."""

    def render(self, context: Context) -> str:
        """The goal, which holds the text."""
        return context.goal


class ProtocolServer:
    """Chat completions, adapters that can be loaded and unloaded, and faults.

    Attributes:
        requests: bodies of the chat requests.
        loaded: names of the adapters that are loaded now.
        loads: paths of all adapters that ever were.
        spoil: changes the answer to a chat request.
    """

    def __init__(self, policy: VLMPolicy) -> None:
        self.policy = copy.deepcopy(policy)
        self.policy.template = Verbatim()  # type: ignore[assignment]
        self.requests: list[dict[str, Any]] = []
        self.loaded: list[str] = []
        self.loads: list[str] = []
        self.tells_ids = True
        self.tells_log_probs = True
        self.key: str | None = None
        self.spoil: Callable[[dict[str, Any]], Answer] | None = None
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = owner.answer(self.path, body, self.headers.get("Authorization", ""))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

        self.http = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, path: str, body: dict[str, Any], authorization: str) -> Answer:
        """The answer to a POST."""
        if self.key and authorization != f"Bearer {self.key}":
            return 401, json.dumps({"error": {"message": f"wrong key: {authorization}"}}).encode()
        with self._lock:
            match path:
                case "/v1/chat/completions":
                    self.requests.append(body)
                    if body["model"] not in self.loaded:
                        return 404, b'{"error": {"message": "no such model"}}'
                    answer = self._complete(body)
                    return self.spoil(answer) if self.spoil else (200, json.dumps(answer).encode())
                case "/v1/load_lora_adapter":
                    name, place = body["lora_name"], body["lora_path"]
                    self.policy.model.load_adapter(place, adapter_name=name)
                    self.loaded.append(name)
                    self.loads.append(place)
                    return 200, b"Success"
                case "/v1/unload_lora_adapter":
                    self.loaded.remove(body["lora_name"])
                    self.policy.model.delete_adapter(body["lora_name"])
                    return 200, b"Success"
        return 404, b'{"detail": "Not Found"}'

    def _complete(self, body: dict[str, Any]) -> dict[str, Any]:
        policy = self.policy
        policy.model.set_adapter(body["model"])
        policy.temperature, policy.max_new_tokens = body["temperature"], body["max_tokens"]
        (message,) = body["messages"]
        images = [_picture(part["image_url"]["url"]) for part in message["content"] if part["type"] == "image_url"]
        (text,) = [part["text"] for part in message["content"] if part["type"] == "text"]
        generator = Generator(policy, slots=1)
        generator.submit(0, policy.encode(Context(tuple(images), text, "")), seed=body["seed"])
        replies: list[Generated] = []
        while not replies:
            replies = generator.step()
        (reply,) = replies
        choice: dict[str, Any] = {
            "index": 0,
            "message": {"role": "assistant", "content": policy.decode(reply.ids)},
            "finish_reason": "stop" if reply.ids[-1] in policy.eos_ids else "length",
        }
        if self.tells_log_probs and body["logprobs"]:
            choice["logprobs"] = {
                "content": [
                    {"token": policy.tokenizer.decode([id]), "logprob": log_prob, "top_logprobs": []}
                    for id, log_prob in zip(reply.ids, reply.log_probs, strict=True)
                ]
            }
        if self.tells_ids and body["return_token_ids"]:
            choice["token_ids"] = reply.ids
        return {"id": "1", "object": "chat.completion", "created": 0, "model": body["model"], "choices": [choice]}


def _picture(url: str) -> np.ndarray:
    assert url.startswith("data:image/png;base64,")
    return np.array(Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))))


def make_adapted(family: str = "qwen3_vl", *, max_new_tokens: int = 8) -> VLMPolicy:
    """A tiny policy with adapters that do something."""
    policy = make_policy(family, max_new_tokens=max_new_tokens)
    policy.model = adapt(policy.model, 4)
    change_adapters(policy, seed=0)
    return policy.eval()


def change_adapters(policy: VLMPolicy, *, seed: int) -> None:
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in policy.model.named_parameters():
            if "lora_B" in name:
                parameter.copy_(0.3 * torch.randn(parameter.shape, generator=random))


def everything(sampler: Sampler, prompts: Sequence[Prompt]) -> list[Generated]:
    """Replies to all prompts, in their order."""
    for number, prompt in enumerate(prompts):
        sampler.submit(number, prompt, seed=number)
    replies: list[Generated] = []
    while sampler.pending:
        replies += sampler.step()
    return sorted(replies, key=lambda reply: int(str(reply.key)))


@pytest.fixture
def adapted() -> VLMPolicy:
    return make_adapted()


@pytest.fixture
def server(adapted: VLMPolicy) -> Iterator[ProtocolServer]:
    server = ProtocolServer(adapted)
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture
def sampler(adapted: VLMPolicy, server: ProtocolServer, tmp_path: Path) -> Iterator[ServerGenerator]:
    with ServerGenerator(adapted, server.url, tmp_path / "adapters", slots=3) as sampler:
        yield sampler


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)


@pytest.mark.parametrize("family", ["qwen2_5_vl", "idefics3"])
def test_replies_are_those_that_the_policy_itself_gives(family: str, contexts: list[Context], tmp_path: Path) -> None:
    policy = make_adapted(family)
    policy.temperature = 0.7
    server = ProtocolServer(policy)
    prompts = [policy.encode(context) for context in contexts]
    with ServerGenerator(policy, server.url, tmp_path, slots=3) as sampler:
        theirs = everything(sampler, prompts)
    ours = everything(Generator(policy, slots=3), prompts)
    for one, other in zip(theirs, ours, strict=True):
        assert one.ids == other.ids
        assert one.log_probs == pytest.approx(other.log_probs, abs=1e-4)
    server.http.shutdown()
    server.http.server_close()


def test_requests_do_not_narrow_the_distribution(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, contexts: list[Context]
) -> None:
    everything(sampler, [adapted.encode(contexts[0])])
    (request,) = server.requests
    wanted = {"top_p": 1.0, "top_k": -1, "min_p": 0.0, "repetition_penalty": 1.0, "temperature": 1.0, "max_tokens": 8}
    assert {name: request[name] for name in wanted} == wanted
    assert {int(id) for id in request["logit_bias"]} == set(adapted.suppressed.nonzero()[:, 0].tolist())
    assert set(request["logit_bias"].values()) == {-100}


def test_without_token_ids_the_text_is_read(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, contexts: list[Context]
) -> None:
    server.tells_ids = False
    prompts = [adapted.encode(context) for context in contexts]
    local = everything(Generator(adapted, slots=3), prompts)
    known = 0
    for reply, own in zip(everything(sampler, prompts), local, strict=True):
        end = [id for id in own.ids[-1:] if id in adapted.eos_ids]
        assert reply.ids == (adapted.tokenizer.encode(adapted.decode(own.ids)) + end)[:8]
        assert reply.log_probs == pytest.approx(own.log_probs[: len(reply.log_probs)], abs=1e-4)
        known += len(reply.log_probs)
    assert known


def test_an_update_changes_what_the_server_says(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, contexts: list[Context], tmp_path: Path
) -> None:
    prompts = [adapted.encode(context) for context in contexts]
    before = everything(sampler, prompts)
    change_adapters(adapted, seed=1)
    assert [reply.ids for reply in everything(sampler, prompts)] == [reply.ids for reply in before]
    sampler.update()
    after = everything(sampler, prompts)
    assert [reply.ids for reply in after] != [reply.ids for reply in before]
    assert [reply.ids for reply in after] == [reply.ids for reply in everything(Generator(adapted, slots=2), prompts)]
    assert len(server.loaded) == 1
    assert len(set(server.loads)) == 2
    assert len(list((tmp_path / "adapters").iterdir())) == 1
    sampler.close()
    assert not server.loaded
    assert not list((tmp_path / "adapters").iterdir())


def test_rollouts_and_an_update(adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator) -> None:
    pool = open_pool(NUMBERLINE)
    config = PPOConfig(turns=1000, turns_per_update=12, minibatch=6, epochs=1, learning_rate=1e-2)
    ppo = PPO(adapted, config, Accelerator(cpu=True))
    rollouts = Rollouts(pool, adapted, seeds=training_seeds(0), sampler=sampler)
    gaps = []
    for _ in range(2):
        trajectories = list(rollouts.collect(12))
        diagnostics = ppo.update(trajectories)
        assert diagnostics["ratio_first_minibatch"] < 1e-4
        gaps.append(diagnostics["sampler_gap"])
        with torch.no_grad():
            for weights in adapted.trained:
                weights += 0.02
        stale = list(rollouts.collect(12))
        assert ppo.prepare(stale)[1]["sampler_gap"] > 1e-3  # the server acts with the policy before the update
        sampler.update()
    assert max(gaps) < 1e-4
    assert len(server.requests) == 48
    server.tells_log_probs = False
    diagnostics = ppo.update(list(rollouts.collect(12)))
    assert "sampler_gap" not in diagnostics
    assert all(np.isfinite(value) for value in diagnostics.values())
    pool.close()


@pytest.mark.parametrize("tells_ids", [True, False])
def test_garbage_can_be_learned_from(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, tells_ids: bool
) -> None:
    special = adapted.suppressed.nonzero()[:, 0].tolist()
    end = adapted.eos_ids[0]
    texts = ["<|image_pad|>up<|end|>down<|pad|>", "", "<|image_pad|>", "\x00\ud7ff{" * 50, "é" * 9, "<|end|>"]
    replies = [[special[0], 300, end, 301, special[1]], special, [10**9, -5], [300] * 99, [end, end], [301, 302]]

    def spoil(answer: dict[str, Any]) -> Answer:
        number = len(server.requests)
        (choice,) = answer["choices"]
        choice["finish_reason"] = ["stop", "length", None][number % 3]
        choice["message"]["content"] = texts[number % len(texts)]
        choice["token_ids"] = replies[number % len(replies)] if tells_ids else None
        return 200, json.dumps(answer).encode()

    server.spoil = spoil
    pool = open_pool(NUMBERLINE)
    trajectories: list[Trajectory] = list(Rollouts(pool, adapted, seeds=training_seeds(0), sampler=sampler).collect(24))
    pool.close()
    turns = [turn for trajectory in trajectories for turn in trajectory.turns]
    assert len(turns) == 24
    for turn in turns:
        assert 1 <= len(turn.reply) <= 8
        assert not adapted.suppressed[turn.reply].any()
        assert not any(id in adapted.eos_ids for id in turn.reply[:-1].tolist())
    for ratio in ("token", "turn_mean"):
        ppo = PPO(adapted, PPOConfig(minibatch=24, epochs=1, ratio=ratio), Accelerator(cpu=True))  # type: ignore[arg-type]
        assert all(np.isfinite(value) for value in ppo.update(trajectories).values())


NO_COMPLETIONS: list[bytes] = [
    b"<html>hello</html>",
    b"",
    b"[]",
    b'{"choices": []}',
    b'{"choices": [{"message": {"content": 7}}]}',
    b'{"choices": [{"message": {"content": "x"}, "token_ids": ["a"]}]}',
    b'{"choices": [{"message": {"content": "x"}, "logprobs": {"content": [{"token": "x", "logprob": NaN}]}}]}',
]


@pytest.mark.parametrize("body", NO_COMPLETIONS)
def test_what_is_no_completion_ends_the_run(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, contexts: list[Context], body: bytes
) -> None:
    server.spoil = lambda answer: (200, body)
    with pytest.raises(DigienvError, match=rf"{re.escape(server.url)} answers is no chat completion"):
        everything(sampler, [adapted.encode(contexts[0])])


@pytest.mark.usefixtures("impatient")
def test_errors_are_retried_then_end_the_run(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, contexts: list[Context]
) -> None:
    prompt = adapted.encode(contexts[0])
    faults = iter([503, 500])
    server.spoil = lambda answer: (next(faults, 200), json.dumps(answer).encode())
    (reply,) = everything(sampler, [prompt])
    assert reply.ids
    assert len({request["seed"] for request in server.requests}) == 1
    assert len(server.requests) == 3
    server.spoil = lambda answer: (500, b"out of memory")
    with pytest.raises(DigienvError, match=rf"{re.escape(server.url)} answers with status 500: out of memory"):
        everything(sampler, [prompt])
    assert len(server.requests) == 3 + 4


@pytest.mark.usefixtures("impatient")
def test_a_server_that_dies(
    adapted: VLMPolicy, server: ProtocolServer, sampler: ServerGenerator, tmp_path: Path
) -> None:
    pool = open_pool(NUMBERLINE)
    rollouts = Rollouts(pool, adapted, seeds=training_seeds(0), sampler=sampler)
    assert list(rollouts.collect(6))

    def die(answer: dict[str, Any]) -> Answer:
        raise ConnectionAbortedError

    server.spoil = die
    server.http.handle_error = lambda *request: None  # type: ignore[method-assign]
    with pytest.raises(DigienvError, match=rf"{re.escape(server.url)} cannot be reached; start it"):
        list(rollouts.collect(6))
    pool.close()
    server.http.shutdown()
    server.http.server_close()
    sampler.close()  # complains of nothing
    assert not list((tmp_path / "adapters").iterdir())


@pytest.mark.usefixtures("impatient")
def test_a_server_that_is_not_there(adapted: VLMPolicy, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(DigienvError, match=f"{url} cannot be reached; start it, or correct ppo.server"):
            ServerGenerator(adapted, url, tmp_path, slots=1)


def test_a_server_that_does_not_answer(
    adapted: VLMPolicy, server: ProtocolServer, contexts: list[Context], tmp_path: Path
) -> None:
    asked = threading.Event()
    released = threading.Event()

    def sleep(answer: dict[str, Any]) -> Answer:
        asked.set()
        released.wait(60)
        return 200, b"{}"

    with ServerGenerator(adapted, server.url, tmp_path, slots=1) as sampler:
        server.spoil = sleep
        sampler._client = sampler._client.with_options(timeout=2.0, max_retries=0)
        sampler.submit(0, adapted.encode(contexts[0]), seed=0)
        assert asked.wait(60)
        assert sampler.step() == []  # others can act meanwhile
        with pytest.raises(DigienvError, match="has not answered for"):
            everything(sampler, [])
        released.set()


def test_a_server_that_cannot_load_adapters(adapted: VLMPolicy, server: ProtocolServer, tmp_path: Path) -> None:
    with pytest.raises(DigienvError, match="--enable-lora and with VLLM_ALLOW_RUNTIME_LORA_UPDATING"):
        ServerGenerator(adapted, server.url.replace("/v1", "/v2"), tmp_path, slots=1)
    with pytest.raises(DigienvError, match=r"set policy\.lora"):
        ServerGenerator(make_policy(), server.url, tmp_path, slots=1)


def test_the_key_is_used_and_never_told(
    adapted: VLMPolicy,
    server: ProtocolServer,
    contexts: list[Context],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.key = SECRET
    with pytest.raises(DigienvError, match=f"refuses the key; put the right one into the environment variable {KEY}"):
        ServerGenerator(adapted, server.url, tmp_path, slots=1)
    monkeypatch.setenv(KEY, SECRET)
    with ServerGenerator(adapted, server.url, tmp_path, slots=1) as sampler:
        prompt = adapted.encode(contexts[0])
        everything(sampler, [prompt])
        assert SECRET not in repr(sampler)
        server.spoil = lambda answer: (418, f"I am a teapot, and your key is {SECRET}".encode())
        with pytest.raises(DigienvError, match=r"teapot, and your key is \*\*\*") as caught:
            everything(sampler, [prompt])
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None
    assert caplog.text
    assert SECRET not in caplog.text


def test_settings() -> None:
    base = ["policy.lora=4"]
    config = load_config(None, env=NUMBERLINE.id, overrides=[*base, "ppo.server=http://localhost:8000/v1"])
    assert config.ppo.server == "http://localhost:8000/v1"
    for overrides, message in (
        (["policy.lora=0", "ppo.server=http://localhost:8000/v1"], "set policy.lora"),
        ([*base, "ppo.server=localhost:8000"], "http://localhost:8000/v1"),
        ([*base, f"ppo.server=http://user:{SECRET}@localhost:8000/v1"], KEY),
    ):
        with pytest.raises(DigienvError, match=message) as caught:
            load_config(None, env=NUMBERLINE.id, overrides=overrides)
        assert SECRET not in str(caught.value)


@pytest.mark.slow
def test_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, SECRET)
    settings = [
        "policy.tiny={width: 64, layers: 2, vision_layers: 2}",
        "policy.max_new_tokens=24",
        "env.num_envs=3",
        "bc.episodes=5",
        "bc.epochs=1",
        "ppo.turns=36",
        "ppo.turns_per_update=12",
        "ppo.minibatch=6",
        "ppo.epochs=1",
        "eval.episodes=2",
    ]
    warm, run = tmp_path / "warm", tmp_path / "run"
    policy = train_bc(load_config(None, env=NUMBERLINE.id, overrides=settings), warm)
    policy.model = adapt(policy.model, 4)
    server = ProtocolServer(policy)
    server.key = SECRET
    settings += [f"policy.model={warm / CHECKPOINT}", "policy.lora=4", f"ppo.server={server.url}"]
    train_ppo(load_config(None, env=NUMBERLINE.id, overrides=settings), run)
    rows = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    assert len(rows) == 3
    assert all(row["sampler_gap"] < 1e-4 for row in rows)
    assert len(server.loads) == 4
    assert not server.loaded
    for file in run.rglob("*"):
        assert file.is_dir() or SECRET.encode() not in file.read_bytes()
    server.http.shutdown()
    server.http.server_close()
