"""Formulas over whole numbers: read, evaluated exactly, and found.

A formula is a sequence of tokens, read into a tree. Two readings exist: the arithmetic that people mean, and what
Python makes of the tokens joined without spaces. Nothing is ever given to Python's `eval`.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from digienv.core.errors import DigienvError

__all__ = ["Expression", "FormulaError", "Operation", "evaluate", "parse", "parse_as_python", "solve", "to_tokens"]

MAX_BITS = 10_000
"""Longer whole numbers are not computed: ``9**9**9`` has more than a billion."""


class FormulaError(DigienvError):
    """Raised when tokens are no formula, or when it has no value."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two formulas joined by a sign."""

    sign: str
    left: Expression
    right: Expression


Expression = Operation | int


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > MAX_BITS:
        raise FormulaError("the number is too large")
    return base**exponent


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "**": _power,
}


def evaluate(expression: Expression, number: Callable[[int], Any] = Fraction) -> Any:
    """The value of a formula.

    Args:
        expression: the formula.
        number: what its numbers are made into: ``Fraction`` for exact arithmetic, ``int`` for Python's, with floats.

    Raises:
        FormulaError: if it has none, e.g. where it divides by 0.
    """
    if isinstance(expression, int):
        return number(expression)
    left, right = evaluate(expression.left, number), evaluate(expression.right, number)
    try:
        return _OPERATORS[expression.sign](left, right)
    except ZeroDivisionError:
        raise FormulaError("it divides by 0") from None
    except (ArithmeticError, TypeError) as error:
        raise FormulaError(f"it has no value: {error}") from None


# -------------------------------------------------------------------- reading


def parse(tokens: Sequence[str]) -> Expression:
    """Read numbers, ``+ - * /`` between them, and parentheses.

    Raises:
        FormulaError: if it is anything else; two numbers side by side are no number.
    """
    return _Reader(tokens, as_python=False).read()


def parse_as_python(text: str) -> Expression:
    """Read what Python would: also ``**``, ``//``, signs before numbers, and digits side by side as one number.

    Raises:
        FormulaError: where Python knows no number.
    """
    return _Reader(re.findall(r"\d+|\*\*|//|\S", text), as_python=True).read()


class _Reader:
    """Recursive descent, a method for each level of precedence."""

    def __init__(self, tokens: Sequence[str], *, as_python: bool) -> None:
        self.tokens = list(tokens)
        self.as_python = as_python

    def read(self) -> Expression:
        expression = self.sum()
        if self.tokens:
            raise FormulaError(f"{self.tokens[0]} cannot follow there")
        return expression

    def take(self, *wanted: str) -> str:
        """The next token if it is one of these, else an empty text."""
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else ""

    def sum(self) -> Expression:
        return self.chain(self.product, "+", "-")

    def product(self) -> Expression:
        return self.chain(self.signed, "*", "/", "//")

    def chain(self, operand: Callable[[], Expression], *signs: str) -> Expression:
        expression = operand()
        while sign := self.take(*signs):
            expression = Operation(sign, expression, operand())
        return expression

    def signed(self) -> Expression:
        if self.as_python and (sign := self.take("+", "-")):
            return Operation(sign, 0, self.signed())
        return self.power()

    def power(self) -> Expression:
        base = self.atom()
        return Operation("**", base, self.signed()) if self.take("**") else base

    def atom(self) -> Expression:
        if self.tokens and self.tokens[0].isdecimal():
            return int(self.tokens.pop(0))
        if self.take("("):
            expression = self.sum()
            if not self.take(")"):
                raise FormulaError("a ( is not closed")
            return expression
        raise FormulaError(f"a number is missing before {self.tokens[0]}" if self.tokens else "a number is missing")


_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


def to_tokens(expression: Expression) -> list[str]:
    """The tokens of a formula of ``+ - * /``, with the parentheses that its value needs."""
    if isinstance(expression, int):
        return [str(expression)]
    level, sign = _PRECEDENCE[expression.sign], expression.sign
    left = _bracketed(expression.left, level)
    right = _bracketed(expression.right, level + (sign in "-/"))
    return [*left, sign, *right]


def _bracketed(expression: Expression, level: int) -> list[str]:
    """Tokens of an operand, in parentheses if it binds less than `level`."""
    tokens = to_tokens(expression)
    loose = isinstance(expression, Operation) and _PRECEDENCE[expression.sign] < level
    return ["(", *tokens, ")"] if loose else tokens


# -------------------------------------------------------------------- finding


@lru_cache(maxsize=4096)
def solve(numbers: tuple[int, ...], target: int) -> Expression | None:
    """A formula of ``+ - * /`` that uses each of `numbers` once and whose value is `target`; None if there is none.

    Args:
        numbers: at least one.
        target: not 0.
    """
    if len(numbers) == 1:
        return numbers[0] if numbers[0] == target else None
    for some, rest in _splits(numbers):
        for value, left in _reachable(some).items():
            for sign, other, swapped in _last_steps(value, target):
                if (right := _reachable(rest).get(other)) is not None:
                    return Operation(sign, right, left) if swapped else Operation(sign, left, right)
    return None


def _last_steps(value: Fraction, target: int) -> Iterator[tuple[str, Fraction, bool]]:
    """What gives `target` with `value`: sign, the other operand, and whether that one comes first."""
    yield "+", target - value, False
    yield "-", value - target, False
    yield "-", target + value, True
    if value:
        yield "*", target / value, False
        yield "/", value / target, False
        yield "/", target * value, True


@lru_cache(maxsize=4096)
def _reachable(numbers: tuple[int, ...]) -> dict[Fraction, Expression]:
    """Every value that formulas of all these numbers have, each with one formula."""
    if len(numbers) == 1:
        return {Fraction(numbers[0]): numbers[0]}
    found: dict[Fraction, Expression] = {}
    for some, rest in _splits(numbers):
        for a, left in _reachable(some).items():
            for b, right in _reachable(rest).items():
                found.setdefault(a + b, Operation("+", left, right))
                found.setdefault(a - b, Operation("-", left, right))
                found.setdefault(b - a, Operation("-", right, left))
                found.setdefault(a * b, Operation("*", left, right))
                if b:
                    found.setdefault(a / b, Operation("/", left, right))
                if a:
                    found.setdefault(b / a, Operation("/", right, left))
    return found


def _splits(numbers: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every way to make two groups of some numbers, the smaller one first; groups are sorted."""
    for size in range(1, len(numbers) // 2 + 1):
        for picked in itertools.combinations(range(len(numbers)), size):
            some = tuple(sorted(numbers[i] for i in picked))
            yield some, tuple(sorted(n for i, n in enumerate(numbers) if i not in picked))
