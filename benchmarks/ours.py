"""digienv at the protocol of `measure.py`: one environment through `gymnasium.make`, several through a `LocalPool`.

`first_observation_s` is from the first call of `gymnasium.make` to the first observation, in a process that has no
browser yet but whose files the disk cache holds.
"""

import os
import time
from typing import Any

import gymnasium
import measure

import digienv  # noqa: F401  (registers the ids)

ID = f"digienv/miniwob.{measure.TASK}-v0"
NO_LIMIT = 10**9


def measure_one(seconds: float, seed: int) -> dict[str, Any]:
    """One environment, as a user steps it."""
    start = time.perf_counter()
    env: Any = gymnasium.make(ID, max_steps=NO_LIMIT)
    env.reset(seed=seed)
    first = time.perf_counter() - start
    trial = measure.Trial(seconds, seed=seed)
    for click in trial:
        if click is None:
            env.reset(seed=trial.seed)
        else:
            trial.done = env.step(f"click({click[0]}, {click[1]})")[2]
    result = measure.figures([trial]) | {"first_observation_s": round(first, 2)}
    env.close()
    return result


def measure_many(number: int, seconds: float, seed: int) -> dict[str, Any]:
    """That many environments in this process, each stepped again as soon as it answers."""
    from digienv.core.pool import LocalPool
    from digienv.suites import make_async

    pool = LocalPool([make_async("miniwob", measure.TASK, max_steps=NO_LIMIT) for _ in range(number)])
    trials = [measure.Trial(seconds, seed=seed + 1_000_000 * index) for index in range(number)]
    streams = [iter(trial) for trial in trials]
    under_way = set(range(number))

    def ask(index: int) -> None:
        click = next(streams[index], "end")
        if click == "end":
            under_way.discard(index)
        elif click is None:
            pool.reset(index, seed=trials[index].seed)
        else:
            pool.send(index, f"click({click[0]}, {click[1]})")

    for index in range(number):
        ask(index)
    while under_way:
        reply = pool.recv()
        if "failure" in reply.info:
            raise RuntimeError(reply.info["failure"])
        trials[reply.index].done = reply.terminated
        ask(reply.index)
    result = measure.figures(trials)
    pool.close()
    return result


def main() -> None:
    """Measure and print."""
    measure.leave_nothing_behind()
    parser = measure.parser(__doc__, chromium="chromium-headless-shell")
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 8, 16, 32], help="how many at once, one run each")
    options = parser.parse_args()
    os.environ["DIGIENV_CHROMIUM"] = options.chromium
    runs = []
    for number in options.pages:
        if number == 1:
            runs.append(measure_one(options.seconds, options.seed))
        else:
            runs.append(measure_many(number, options.seconds, options.seed))
        measure.say(runs[-1])
    measure.report("digienv", runs, chromium=options.chromium)


if __name__ == "__main__":
    main()
