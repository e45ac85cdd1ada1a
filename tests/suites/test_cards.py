"""The card games: chances, rules, formulas, pictures, and what is in `info`."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import data_equivalence
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import digienv
from digienv.suites.cards import make_async
from digienv.suites.cards.blackjack import Blackjack, win_probability
from digienv.suites.cards.catalogue import GAMES
from digienv.suites.cards.drawing import card_face
from digienv.suites.cards.formula import (
    Expression,
    FormulaError,
    Operation,
    evaluate,
    parse,
    parse_as_python,
    solve,
    to_tokens,
)
from digienv.suites.cards.game import SUITS, Card, Game
from digienv.suites.cards.numberline import NumberLine
from digienv.suites.cards.points import EZPoints, Points24

Deal = Callable[[np.random.Generator], Game]
DEALS: dict[str, Deal] = {"numberline": NumberLine, "ezpoints": EZPoints, "points24": Points24, "blackjack": Blackjack}
MAX_STEPS = {game.name: game.max_steps for game in GAMES}


def deal(name: str, seed: int = 0) -> Any:
    return DEALS[name](np.random.default_rng(seed))


# -------------------------------------------------------------------- chances


def random_moves(game: Game, random: np.random.Generator) -> Iterator[str]:
    while True:
        yield game.moves[random.integers(len(game.moves))]


def optimal_moves(game: Game, random: np.random.Generator) -> Iterator[str]:
    return game.solve()


def successes(name: str, player: Callable[[Game, np.random.Generator], Iterator[str]], episodes: int) -> int:
    random = np.random.default_rng(12345)
    count = 0
    for _ in range(episodes):
        game = DEALS[name](random)
        for step, move in enumerate(player(game, random), start=1):
            game.play(move)
            if game.over or step == MAX_STEPS[name]:
                break
        count += game.over and game.total > 0
    return count


@pytest.mark.parametrize(
    ("name", "player", "percent", "episodes"),
    [
        ("numberline", random_moves, 28.3, 5000),
        ("ezpoints", random_moves, 0.07, 5000),
        ("points24", random_moves, 0.0, 2000),
        ("blackjack", random_moves, 28.2, 20_000),
        ("numberline", optimal_moves, 100, 2000),
        ("ezpoints", optimal_moves, 100, 2000),
        ("points24", optimal_moves, 73.1, 20_000),
        ("blackjack", optimal_moves, 43.2, 20_000),
    ],
)
def test_success_of_the_random_and_the_optimal_player(name: str, player: Any, percent: float, episodes: int) -> None:
    """Within four standard deviations of the binomial distribution, and the rounding of the figure."""
    p = percent / 100
    rounding = 0 if percent == 100 else 0.005 / 100 if percent < 1 else 0.05 / 100
    tolerance = 4 * math.sqrt(episodes * p * (1 - p)) + episodes * rounding
    assert abs(successes(name, player, episodes) - episodes * p) <= tolerance


def test_a_walk_without_a_wrong_step_is_as_likely_as_it_is() -> None:
    """A random walker succeeds where every step is right: 2 to the power of minus the distance."""
    random = np.random.default_rng(0)
    dealt = Counter((game.current, game.target) for game in (NumberLine(random) for _ in range(20_000)))
    pairs = [(start, (goal + 1) % 5 if goal == start else goal) for start in range(6) for goal in range(6)]
    assert set(dealt) == set(pairs)
    for pair, expected in Counter(pairs).items():
        p = expected / 36
        assert abs(dealt[pair] - 20_000 * p) < 5 * math.sqrt(20_000 * p * (1 - p))
    assert sum(0.5 ** abs(goal - start) for start, goal in pairs) / 36 == pytest.approx(0.283, abs=0.0005)


def test_blackjack_is_won_as_often_as_can_be() -> None:
    values = [(value, 4 / 13 if value == 10 else 1 / 13) for value in range(1, 11)]
    ceiling = sum(
        p * q * r * max(win_probability((one + two, 1 in (one, two)), (seen, seen == 1)))
        for one, p in values
        for two, q in values
        for seen, r in values
    )
    assert ceiling == pytest.approx(0.432, abs=0.0005)
    # Known chances that a dealer who stands on all 17s goes over 21, out of an endless deck.
    known = {
        2: 0.3536,
        3: 0.3739,
        4: 0.3945,
        5: 0.4164,
        6: 0.4232,
        7: 0.2623,
        8: 0.2447,
        9: 0.2284,
        10: 0.2121,
        1: 0.1153,
    }
    for seen, chance in known.items():
        stand, _ = win_probability((12, False), (seen, seen == 1))
        assert stand == pytest.approx(chance, abs=0.00006), f"12 wins only where {seen} goes over"


@pytest.mark.parametrize(
    ("hand", "seen", "move"),
    [
        ((16, False), 10, "stand"),  # a draw is no win: who wants the best return takes a card
        ((16, False), 9, "stand"),
        ((15, False), 7, "hit"),
        ((12, False), 10, "hit"),
        ((12, False), 6, "stand"),
        ((7, True), 9, "hit"),  # 17 with an ace as 11
        ((17, True), 9, "stand"),  # with an ace as 1
        ((11, True), 10, "stand"),
    ],
)
def test_moves_of_the_blackjack_player(hand: tuple[int, bool], seen: int, move: str) -> None:
    stand, hit = win_probability(hand, (seen, seen == 1))
    assert ("stand" if stand > hit else "hit") == move


@pytest.mark.parametrize(("highest", "hands", "solvable"), [(13, 1820, 1362), (10, 715, 566)])
def test_the_solver_solves_every_hand_that_has_a_solution(highest: int, hands: int, solvable: int) -> None:
    """The numbers of hands of 24 that can be solved are known."""
    found = 0
    dealt = list(itertools.combinations_with_replacement(range(1, highest + 1), 4))
    for hand in dealt:
        if (expression := solve(hand, 24)) is not None:
            found += 1
            tokens = to_tokens(expression)
            assert evaluate(parse(tokens)) == 24
            assert Counter(token for token in tokens if token.isdecimal()) == Counter(map(str, hand))
    assert (len(dealt), found) == (hands, solvable)


# -------------------------------------------------------------------- rules


def play(game: Any, moves: str) -> list[int]:
    """The reward of each move."""
    rewards = []
    for move in moves.split():
        before = game.total
        game.play(move)
        rewards.append(game.total - before)
    return rewards


def number_line(current: int, target: int) -> Any:
    game = deal("numberline")
    game.current, game.target = current, target
    return game


def test_number_line() -> None:
    game = number_line(2, 4)
    assert play(game, "+ - + +") == [0, -1, 0, 1]
    assert (game.over, game.total) == (True, 0)
    assert play(number_line(0, 2), "- + +") == [-1, 0, 1]
    game = number_line(5, 4)
    assert play(game, "+") == [-1]
    assert (game.current, game.note) == (5, "the line ends at 5")
    assert play(game, "-") == [1]
    assert game.note == ""


def test_points_in_the_dealing() -> None:
    random = np.random.default_rng(0)
    firsts = Counter()
    for _ in range(13_000):
        game = EZPoints(random)
        assert game.numbers == [card.value for card in game.cards]
        a, b = game.numbers
        assert 12 in (a + b, a * b)
        firsts[a, b] += 1
        ranks = [card.rank for card in Points24(random).cards]
        assert all(1 <= rank <= 13 for rank in ranks)
    # A 5 comes with a 7: 5 or 7 is drawn first with a chance of 2 in 12, and stays first in one half of the cases.
    assert abs(firsts[5, 7] - 13_000 / 12) < 5 * math.sqrt(13_000 / 12)
    # A 2 with a 6: 2 or 6 is drawn first, with 1 in 2 by multiplication; 6 + 6 needs a 6, and an addition.
    assert abs(firsts[2, 6] - 13_000 / 24) < 5 * math.sqrt(13_000 / 24)
    assert abs(firsts[6, 6] - 13_000 / 24) < 5 * math.sqrt(13_000 / 24)
    # A 10 and a 2: four ranks are 10, but either may be the first.
    for pair in ((10, 2), (2, 10)):
        assert abs(firsts[pair] - 13_000 * 0.1875) < 5 * math.sqrt(13_000 * 0.1875)


def points(kind: Any, ranks: tuple[int, ...], **options: Any) -> Any:
    """A game with these cards."""
    game = kind(np.random.default_rng(0), **options)
    highest = max(int(move) for move in game.moves if move.isdecimal())
    game.cards = [Card(rank, "HSDC"[i % 4]) for i, rank in enumerate(ranks)]
    game.numbers = [min(rank, highest) for rank in ranks]
    return game


def test_the_state_of_a_hand_says_what_makes_the_target() -> None:
    hand = points(Points24, (13, 8, 3, 12))
    hand.play("8")
    state = hand.state()
    assert (state["numbers"], state["ascending"]) == ([10, 8, 3, 10], [3, 8, 10, 10])
    assert state["formula"] == ["8"]
    assert sorted(int(token) for token in state["solution"] if token.isdecimal()) == state["ascending"]
    assert evaluate(parse(state["solution"])) == 24
    assert points(Points24, (1, 1, 1, 1)).state()["solution"] == []


@pytest.mark.parametrize(
    ("ranks", "moves", "rewards"),
    [
        ((10, 2), "10 + 2 =", [0, 0, 0, 10]),
        ((13, 2), "2 + 10 =", [0, 0, 0, 10]),
        ((4, 3), "4 * 3 =", [0, 0, 0, 10]),
        ((4, 3), "4 + 3 =", [0, 0, 0, -1]),
        ((6, 6), "6 + 6 =", [0, 0, 0, 10]),
        ((6, 2), "6 + 6 =", [0, 0, -1, -1]),
        ((10, 2), "=", [-1]),
        ((10, 2), "10 2 =", [0, 0, -1]),
        ((10, 2), "+ 10 2 =", [0, 0, 0, -1]),
        ((10, 2), "10 9 + 2 =", [0, -1, 0, 0, 10]),
        ((10, 2), "9 9 10 + 2 =", [-1, -1, 0, 0, 0, 10]),
        ((10, 2), "9 9 9 10 + 2 =", [-1, -1, -1, 0, 0, 0, -1]),
        ((10, 2), "+ + + + + + =", [0, 0, 0, 0, 0, 0, -1]),
    ],
)
def test_ez_points(ranks: tuple[int, ...], moves: str, rewards: list[int]) -> None:
    game = points(EZPoints, ranks)
    assert play(game, moves) == rewards
    assert game.over == (moves.endswith("=") and len(rewards) < 7)
    assert (game.over and game.total > 0) == (rewards[-1] == 10)


@pytest.mark.parametrize(
    ("ranks", "moves", "reward"),
    [
        ((8, 3, 3, 8), "8 / ( 3 - 8 / 3 ) =", 10),
        ((1, 2, 3, 4), "1 * 2 * 3 * 4 =", 10),
        ((11, 12, 2, 2), "10 + 10 + 2 + 2 =", 10),
        ((2, 4, 1, 1), "2 4 * 1 * 1 =", -1),
        ((1, 2, 3, 4), "2 * 3 * 4 =", -1),
        ((1, 2, 3, 4), "1 * 2 * 3 * 4 ) =", -1),
        ((1, 2, 3, 4), "( 1 * 2 * 3 * 4 =", -1),
        ((1, 1, 5, 5), "( 5 * 5 - 1 * * 1 =", -1),
        ((1, 1, 1, 1), "1 / ( 1 - 1 ) + 1 =", -1),
        ((5, 5, 5, 1), "( 5 - 1 / 5 ) * 5 =", 10),
    ],
)
def test_points_24(ranks: tuple[int, ...], moves: str, reward: int) -> None:
    game = points(Points24, ranks)
    assert play(game, moves)[-1] == reward
    assert game.over
    assert game.verdict


def test_a_success_costs_less_than_it_pays() -> None:
    game = points(Points24, (1, 2, 3, 4))
    rewards = play(game, "9 " * 10 + "1 * 2 * 3 * 4 =")
    assert rewards == [-1] * 10 + [0] * 7 + [10]
    assert (game.over, game.total) == (True, 0)


def test_the_limit_of_points_24_are_21_tokens() -> None:
    game = points(Points24, (1, 2, 3, 4))
    assert play(game, "( " * 20 + "=")[-1] == -1
    assert game.over
    game = points(Points24, (1, 2, 3, 4))
    assert play(game, "( " * 21) == [0] * 21
    assert play(game, "=") == [-1]
    assert not game.over


def test_face_cards_may_have_numbers_of_their_own() -> None:
    assert points(Points24, (11, 12, 13, 1)).numbers == [10, 10, 10, 1]
    game = points(Points24, (11, 12, 13, 1), face_cards_as_10=False)
    assert game.moves[:13] == tuple(map(str, range(1, 14)))
    assert len(game.moves) == 20
    assert play(game, "11 * 1 + 13 =")[-1] == -1
    assert play(points(Points24, (11, 13, 1, 1), face_cards_as_10=False), "11 + 13 * 1 * 1 =")[-1] == 10
    assert "13" in game.goal
    env = make_async("points24", face_cards_as_10=False)
    assert 'type("13")' in env.action_space
    assert 'type("13")' not in make_async("points24").action_space


def blackjack(dealer: str, player: str, next_cards: str = "") -> Any:
    game = deal("blackjack")
    game.dealer = [card(name) for name in dealer.split()]
    game.player = [card(name) for name in player.split()]
    upcoming = iter([card(name) for name in next_cards.split()])
    game._draw = lambda: next(upcoming)
    return game


def card(name: str) -> Card:
    return Card({"A": 1, "J": 11, "Q": 12, "K": 13}.get(name) or int(name), "S")


@pytest.mark.parametrize(
    ("dealer", "player", "next_cards", "moves", "rewards"),
    [
        ("K 9", "K Q", "", "stand", [1]),
        ("K Q", "K 9", "", "stand", [-1]),
        ("K Q", "K J", "", "stand", [0]),
        ("K 6", "2 3", "J", "stand", [1]),
        ("K 6", "K Q", "5", "stand", [-1]),
        ("A 6", "K 8", "", "stand", [1]),
        ("A 5", "K 8", "K 3", "stand", [-1]),
        ("K 7", "K 6", "J", "hit", [-1]),
        ("K 7", "A 6", "9 5", "hit hit stand", [0, 0, 1]),
        ("K A", "A K", "", "stand", [0]),
        ("K 7", "A A", "9 K J", "hit hit hit", [0, 0, -1]),
        ("K 7", "A A", "9", "hit stand", [0, 1]),
    ],
)
def test_blackjack(dealer: str, player: str, next_cards: str, moves: str, rewards: list[int]) -> None:
    game = blackjack(dealer, player, next_cards)
    assert play(game, moves) == rewards
    assert game.over
    assert game.verdict


def test_blackjack_cards() -> None:
    random = np.random.default_rng(0)
    cards = Counter(card for _ in range(5000) for card in Blackjack(random).player)
    ranks = Counter()
    for dealt, count in cards.items():
        ranks[dealt.rank_name] += count
    assert set(ranks) == {*"A23456789JQK"}
    assert all(abs(ranks[name] - 10_000 * 4 / 39) < 150 for name in "JQK")
    assert all(abs(ranks[name] - 10_000 / 13) < 140 for name in "A23456789")
    assert {dealt.suit for dealt in cards} == set(SUITS)


# -------------------------------------------------------------------- formulas


expressions: st.SearchStrategy[Expression] = st.recursive(
    st.integers(1, 13),
    lambda operand: st.builds(Operation, st.sampled_from("+-*/"), operand, operand),
    max_leaves=8,
)


def exact(tokens: list[str]) -> Fraction | None:
    """An independent check: Python itself, on fractions."""
    text = "".join(f"Fraction({token})" if token.isdecimal() else token for token in tokens)
    try:
        return Fraction(eval(text, {"Fraction": Fraction}))
    except ZeroDivisionError:
        return None


@given(expressions)
@settings(max_examples=500, deadline=None)
def test_formulas_are_exact(expression: Expression) -> None:
    tokens = to_tokens(expression)
    for tree in (expression, parse(tokens)):
        try:
            value = evaluate(tree)
        except FormulaError:
            value = None
        assert value == exact(tokens)


@given(st.lists(st.sampled_from([*"123456789+-*/()", "10"]), max_size=9))
@settings(max_examples=2000, deadline=None)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_what_is_no_formula_is_refused(tokens: list[str]) -> None:
    """A sign between numbers, as a person reads it: signs before numbers, powers and number by number are refused."""
    text = " ".join(tokens)
    numbers_meet = any(a.isdecimal() and b.isdecimal() for a, b in itertools.pairwise(tokens))
    signs_meet = re.search(r"(^|[-+*/(]) ?[-+*/]", text)
    calls = re.search(r"[\d)] \(|\) \d|\( \)", text)
    try:
        compile(text, "", "eval")
        readable = not (numbers_meet or signs_meet or calls)
    except SyntaxError:
        readable = False
    try:
        parse(tokens)
    except FormulaError:
        assert not readable
    else:
        assert readable


python_texts = st.lists(
    st.sampled_from(
        [*"123456789+-*/() ", "10", "**", "//", "2*", "3+", "(4", "5)", "/-6", "-7", "8/", "9-", "10//", "2**"]
    ),
    max_size=8,
).map("".join)


@given(python_texts)
@settings(max_examples=4000, deadline=None)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_the_papers_formulas_are_pythons(text: str) -> None:
    assume(text.count("**") < 2 and not re.search(r"\d{4}", text))
    try:
        expected = eval(text.strip())
    except (SyntaxError, TypeError, ArithmeticError):
        expected = None
    try:
        value = evaluate(parse_as_python(text), int)
    except FormulaError:
        value = None
    assert value == (None if isinstance(expected, tuple) else expected)


@given(expressions)
@settings(max_examples=500, deadline=None)
def test_the_papers_arithmetic_is_pythons(expression: Expression) -> None:
    text = "".join(to_tokens(expression))
    try:
        value = evaluate(parse_as_python(text), int)
    except FormulaError:
        value = None
    try:
        expected = eval(text)
    except ZeroDivisionError:
        expected = None
    assert value == expected


@pytest.mark.parametrize(
    ("ranks", "moves", "intended", "paper"),
    [
        ((2, 4, 1, 1), "2 4 * 1 * 1 =", -1, 10),
        ((5, 2, 1, 1), "5 * * 2 - 1 / 1 =", -1, 10),
        ((7, 2, 8, 1), "7 / / 2 * 8 * 1 =", -1, 10),
        ((8, 3, 3, 8), "8 / ( 3 - 8 / 3 ) =", 10, -1),
        ((1, 2, 3, 4), "- 1 * 2 * 3 * - 4 =", -1, 10),
        ((1, 2, 3, 4), "1 * 2 * 3 * 4 =", 10, 10),
        ((1, 2, 3, 4), "1 * 9 2 * 3 * 4 =", 10, 10),
        ((2, 4, 1, 1), "2 9 4 * 1 * 1 =", -1, -1),
        ((2, 3, 5, 4), "2 ( 3 * 4 ) * 5 =", -1, -1),
        ((9, 9, 9, 1), "9 * * 9 * * 9 * 1 =", -1, -1),
    ],
)
def test_the_papers_quirks_are_an_option(ranks: tuple[int, ...], moves: str, intended: int, paper: int) -> None:
    assert play(points(Points24, ranks), moves)[-1] == intended
    assert play(points(Points24, ranks, as_python=True), moves)[-1] == paper


def test_an_ignored_number_is_a_space_in_the_papers_formula() -> None:
    for as_python, formula in ((False, ["2"]), (True, ["2", " "])):
        game = points(Points24, (2, 4, 1, 1), as_python=as_python)
        assert play(game, "2 9") == [0, -1]
        assert game.state()["formula"] == formula
        assert game.note == "no 9 is left on the table"


# -------------------------------------------------------------------- environments


@pytest.mark.parametrize("id", ["digienv/cards-v0", *(f"digienv/cards.{game.name}-v0" for game in GAMES)])
def test_equal_seeds_give_equal_episodes(id: str) -> None:
    def episodes() -> list[Any]:
        env = gymnasium.make(id, channels=("screenshot", "goal", "state_key", "last_error"))
        env.action_space.seed(1)
        log: list[Any] = []
        for seed in range(12):
            log.append(env.reset(seed=seed))
            over = False
            while not over:
                log.append(env.step(env.action_space.sample()))
                over = log[-1][2] or log[-1][3]
        env.close()
        return log

    first, second = episodes(), episodes()
    assert data_equivalence(first, second)
    states = [str(info["state"]) for _, info in (entry for entry in first if len(entry) == 2)]
    assert len(set(states)) > 6


def test_the_seed_that_picks_the_game_does_not_pick_its_cards() -> None:
    env = gymnasium.make("digienv/cards-v0", channels=("goal",))
    infos = [env.reset(seed=seed)[1] for seed in range(400)]
    assert set(Counter(info["task"] for info in infos)) == {f"cards.{name}" for name in DEALS}
    lines = [info["state"] for info in infos if info["task"] == "cards.numberline"]
    assert {state["current"] for state in lines} == set(range(6))
    env.close()


@pytest.mark.parametrize("name", list(DEALS))
def test_frames_and_keys_differ_where_states_do(name: str) -> None:
    env = gymnasium.make(f"digienv/cards.{name}-v0", channels=("screenshot", "state_key"))
    env.action_space.seed(0)
    frames: dict[str, set[bytes]] = {}
    keys: dict[str, set[str]] = {}
    for seed in range(40):
        steps: list[Any] = [env.reset(seed=seed)]
        while len(steps[-1]) == 2 or not (steps[-1][2] or steps[-1][3]):
            steps.append(env.step(env.action_space.sample()))
        for observation, *_, info in steps:
            state = str(info["state"])
            frames.setdefault(state, set()).add(observation["screenshot"].tobytes())
            keys.setdefault(state, set()).add(observation["state_key"])
    env.close()
    for seen in (frames, keys):
        assert all(len(values) == 1 for values in seen.values()), "a state has one picture"
        assert len(set.union(*map(set, seen.values()))) == len(seen), "and a picture one state"


def test_the_dealers_second_card_is_not_told_before_the_end() -> None:
    shown = [blackjack(f"K {second}", "5 6") for second in "29"]
    assert shown[0].state() == shown[1].state()
    assert shown[0].picture().tobytes() == shown[1].picture().tobytes()
    assert shown[0].state() == {
        "dealer": ["SK"],
        "player": ["S5", "S6"],
        "dealer_total": 10,
        "player_total": 11,
        "usable_ace": False,
    }
    game = blackjack("A 9", "A 6")
    assert (game.state()["dealer_total"], game.state()["player_total"], game.state()["usable_ace"]) == (11, 17, True)
    game.play("stand")
    assert (game.state()["dealer"], game.state()["dealer_total"]) == (["SA", "S9"], 20)


@pytest.mark.parametrize("suit", SUITS)
def test_diamonds_and_hearts_are_red(suit: str) -> None:
    red, green, _, alpha = np.moveaxis(np.array(card_face(Card(7, suit), 70)), 2, 0).astype(int)
    coloured = (alpha == 255) & (red - green > 100)
    assert (coloured.mean() > 0.1) == (suit in "DH")


@pytest.mark.parametrize(
    ("name", "move", "rewards"),
    [("numberline", "-", [-1] * 10), ("ezpoints", "+", [0] * 6 + [-1]), ("points24", "(", [0] * 21 + [-1])],
)
def test_steps_bound_an_episode(name: str, move: str, rewards: list[int]) -> None:
    env = gymnasium.make(f"digienv/cards.{name}-v0", channels=("goal",))
    seed = next(seed for seed in range(100) if env.reset(seed=seed)[1]["state"].get("current", 0) == 0)
    _, info = env.reset(seed=seed)
    assert info["steps"] == 0
    for step, expected in enumerate(rewards, start=1):
        _, reward, terminated, truncated, info = env.step(f'type("{move}")')
        assert (reward, terminated, truncated) == (expected, False, step == len(rewards))
    assert not info["success"]
    assert info["oracle"]["score"] == 0
    env.close()


@pytest.mark.parametrize("name", list(DEALS))
def test_the_scripted_solution_is_the_optimal_player(name: str) -> None:
    env: Any = gymnasium.make(f"digienv/cards.{name}-v0", channels=("goal",))
    solved = 0
    for seed in range(60):
        env.reset(seed=seed)
        total, terminated = 0.0, False
        for action in env.unwrapped.solve():
            _, reward, terminated, _, info = env.step(str(action))
            total += reward
        assert terminated
        assert info["success"] == (total > 0) == (info["oracle"]["score"] == 1.0)
        solved += info["success"]
    assert solved == 60 if name in ("numberline", "ezpoints") else 10 < solved < 60
    env.close()


def test_an_unreadable_action_costs_nothing_and_is_explained() -> None:
    env: Any = gymnasium.make("digienv/cards.ezpoints-v0", channels=("goal", "last_error"))
    _, info = env.reset(seed=0)
    unavailable = next(n for n in range(1, 11) if n not in info["state"]["numbers"])
    observation, reward, *_ = env.step(f'type("{unavailable}")')
    assert reward == -1
    assert observation["last_error"] == f"no {unavailable} is left on the table"
    for action in ('type("hit")', "nonsense", "click(1, 1)"):
        _, reward, terminated, truncated, info = env.step(action)
        assert (reward, terminated, truncated) == (0, False, False)
        assert info["action_error"]
        assert info["state"]["formula"] == []
    assert env.step("type('+')")[4]["state"]["formula"] == ["+"]
    env.close()


def test_another_games_move_is_a_bad_action() -> None:
    env: Any = gymnasium.make("digienv/cards-v0", channels=("goal", "last_error"))
    assert {'type("hit")', 'type("10")', 'type("/")', 'type("+")'} <= set(env.action_space.choices)
    env.reset(seed=0, options={"task": "cards.numberline"})
    observation, reward, *_, info = env.step('type("hit")')
    assert reward == 0
    assert info["action_error"] == observation["last_error"] == 'this game has no type("hit"); type one of + -'
    observation, *_, info = env.step('type("+")')
    assert "action_error" not in info
    env.close()


@pytest.mark.parametrize("mode", ["SameStep", "NextStep"])
def test_after_an_autoreset_the_state_is_that_of_the_new_episode(mode: str) -> None:
    """A prompt made of a stale state showed the finished formula at the start of the next episode."""
    envs = gymnasium.make_vec("digienv/cards.ezpoints-v0", num_envs=2, channels=("goal",), autoreset_mode=mode)
    _, infos = envs.reset(seed=0)
    assert [list(formula) for formula in infos["state"]["formula"]] == [[], []]
    dealt = list(infos["state"]["cards"])
    _, _, _, _, infos = envs.step(('type("+")', 'type("*")'))
    assert [list(formula) for formula in infos["state"]["formula"]] == [["+"], ["*"]]
    _, rewards, terminations, _, infos = envs.step(('type("=")', 'type("+")'))
    assert rewards.tolist() == [-1, 0]
    assert terminations.tolist() == [True, False]
    if mode == "SameStep":
        assert infos["final_info"]["state"]["formula"][0] == ["+", "="]
        assert infos["final_info"]["state"]["cards"][0] == dealt[0]
    else:
        assert infos["state"]["formula"][0] == ["+", "="]
        assert infos["state"]["cards"][0] == dealt[0]
        infos = envs.step(('type("=")', 'type("*")'))[4]
    assert infos["state"]["formula"][0] == []
    assert infos["state"]["cards"][0] != dealt[0]
    assert infos["state"]["formula"][1][:2] == ["*", "+"]
    envs.close()


def test_states_are_made_anew() -> None:
    for name in DEALS:
        game = deal(name)
        before = str(game.state())
        for value in game.state().values():
            if isinstance(value, list):
                value.append("changed")
        assert str(game.state()) == before


def test_worker_processes_give_the_same_episodes() -> None:
    local = gymnasium.make_vec("digienv/cards-v0", num_envs=2, rules="paper")
    spread: Any = gymnasium.make_vec("digienv/cards-v0", num_envs=2, rules="paper", backend="processes", processes=1)
    assert local.single_action_space == spread.single_action_space
    assert data_equivalence(local.reset(seed=5), spread.reset(seed=5))
    for actions in (('type("+")', 'type("hit")'), ('type("stand")', 'type("=")')):
        assert data_equivalence(local.step(actions), spread.step(actions))
    spread.close()
    local.close()


@pytest.mark.parametrize(
    ("task", "options", "message"),
    [
        ("poker", {}, "no card game 'poker'; there are numberline"),
        ("points24", {"rules": "house"}, "'intended' or 'paper'"),
    ],
)
def test_bad_options_say_what_there_is(task: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(digienv.DigienvError, match=message):
        make_async(task, **options)
