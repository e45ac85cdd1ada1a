"""The language of the phone's shell: what `adb shell` sends, read into commands.

A part of POSIX's: lists (``;`` ``&&`` ``||`` newline), pipes, ``!``, subshells and groups, ``if``, ``for``, ``while``,
``until``, redirections, assignments, quotes, variables, and command substitution. Nothing is run here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = [
    "And",
    "Command",
    "For",
    "Group",
    "If",
    "Node",
    "Not",
    "Or",
    "Part",
    "Pipe",
    "Redirect",
    "Sequence",
    "ShellSyntaxError",
    "While",
    "Word",
    "parse",
]

MAX_DEPTH = 50
"""Of groups, substitutions and statements in each other."""


class ShellSyntaxError(Exception):
    """Raised for what is not in the language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word.

    Attributes:
        kind: ``"text"``, ``"variable"`` or ``"output"`` (of a command).
        text: itself, or the variable's name.
        quoted: whether what it becomes is taken as it is, neither split nor matched with files.
        default: used where the variable is empty: ``${name:-default}``.
        body: the command whose output it is.
    """

    kind: str
    text: str
    quoted: bool
    default: str = ""
    body: Node | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces without space between them."""

    parts: tuple[Part, ...]

    @property
    def plain(self) -> str | None:
        """Its text, if nothing in it is quoted or to be filled in."""
        if all(part.kind == "text" and not part.quoted for part in self.parts):
            return "".join(part.text for part in self.parts)
        return None


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a stream comes from or goes to.

    Attributes:
        stream: 0, 1 or 2.
        mode: ``"<"``, ``">"``, ``">>"``, or ``"&"`` for another stream.
        target: a file, or the number of the other stream.
    """

    stream: int
    mode: str
    target: Word


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments; without words it only assigns."""

    words: tuple[Word, ...]
    assignments: tuple[tuple[str, Word], ...] = ()
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipe:
    """Commands each of which reads what the one before writes."""

    commands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Success where the command fails."""

    body: Node


@dataclass(frozen=True, slots=True)
class And:
    """The second if the first succeeds."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Or:
    """The second if the first fails."""

    first: Node
    second: Node


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """``(...)``, in a shell of its own, or ``{ ...; }``."""

    body: Node
    own: bool
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """``if``, ``elif`` as one more of these in `otherwise`."""

    condition: Node
    body: Node
    otherwise: Node = field(default_factory=Sequence)


@dataclass(frozen=True, slots=True)
class For:
    """``for name in words``."""

    name: str
    words: tuple[Word, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class While:
    """``while`` the condition gives `wanted`, with ``until`` a failure."""

    condition: Node
    body: Node
    wanted: bool


Node = Command | Pipe | Not | And | Or | Sequence | Group | If | For | While

_BLANK = " \t"
_OPERATORS = ("&&", "||", ";;", ">>", "<<", ">&", "<&", ";", "&", "|", "(", ")", "<", ">", "\n")
_WORD_ENDS = frozenset(" \t\n;&|()<>")
_CLOSING = frozenset(("then", "elif", "else", "fi", "do", "done", "}", "in"))
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "e": "\x1b"}


def parse(text: str) -> Node:
    """A command line.

    Raises:
        ShellSyntaxError: if it is none.
    """
    return _Parser(text, 0).whole()


def _is_name(text: str) -> bool:
    return text.isascii() and text.isidentifier()


class _Parser:
    def __init__(self, text: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise ShellSyntaxError("nested too deeply")
        self._text = text
        self._place = 0
        self._depth = depth

    def whole(self) -> Node:
        found = self._sequence()
        if self._place < len(self._text):
            raise ShellSyntaxError(f"unexpected '{self._text[self._place]}'")
        return found

    # ---------------------------------------------------------------- reading

    def _blanks(self) -> None:
        while self._place < len(self._text):
            if self._text[self._place] in _BLANK:
                self._place += 1
            elif self._text.startswith("\\\n", self._place):
                self._place += 2
            elif self._text[self._place] == "#" and (self._place == 0 or self._text[self._place - 1] in " \t\n;&|()"):
                while self._place < len(self._text) and self._text[self._place] != "\n":
                    self._place += 1
            else:
                return

    def _operator(self) -> str:
        self._blanks()
        return next((sign for sign in _OPERATORS if self._text.startswith(sign, self._place)), "")

    def _take(self, sign: str) -> bool:
        if self._operator() == sign:
            self._place += len(sign)
            return True
        return False

    def _newlines(self) -> None:
        while self._take("\n"):
            pass

    def _keyword(self) -> str:
        """The plain word that comes next, which stays to be read."""
        self._blanks()
        end = self._place
        while end < len(self._text) and self._text[end] not in _WORD_ENDS and self._text[end] not in "'\"\\$`":
            end += 1
        whole = end == len(self._text) or self._text[end] in _WORD_ENDS
        return self._text[self._place : end] if whole else ""

    def _expect(self, word: str) -> None:
        if self._keyword() != word:
            raise ShellSyntaxError(f"expected '{word}'")
        self._place += len(word)

    # ---------------------------------------------------------------- commands

    def _nested(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ShellSyntaxError("nested too deeply")
        found = read()
        self._depth -= 1
        return found

    def _sequence(self) -> Node:
        items = []
        self._newlines()
        while self._place < len(self._text) and self._operator() != ")" and self._keyword() not in _CLOSING:
            before = self._place
            if self._operator() not in ("", "("):
                raise ShellSyntaxError(f"unexpected '{self._operator().strip() or 'newline'}'")
            self._blanks()
            if self._place == len(self._text):
                break
            items.append(self._conditional())
            if not (self._take(";") or self._take("&") or self._take("\n")):
                break
            self._newlines()
            if self._place == before:
                raise ShellSyntaxError("cannot be read")
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _conditional(self) -> Node:
        found = self._pipe()
        while True:
            if self._take("&&"):
                self._newlines()
                found = And(found, self._pipe())
            elif self._take("||"):
                self._newlines()
                found = Or(found, self._pipe())
            else:
                return found

    def _pipe(self) -> Node:
        if self._keyword() == "!":
            self._place += 1
            return Not(self._nested(self._pipe))
        commands = [self._command()]
        while self._take("|"):
            self._newlines()
            commands.append(self._command())
        return commands[0] if len(commands) == 1 else Pipe(tuple(commands))

    def _command(self) -> Node:
        if self._take("("):
            body = self._nested(self._sequence)
            if not self._take(")"):
                raise ShellSyntaxError("expected ')'")
            return Group(body, own=True, redirects=self._redirects())
        readers = {"{": self._group, "if": self._if, "for": self._for, "while": self._while, "until": self._while}
        if reader := readers.get(self._keyword()):
            return self._nested(reader)
        return self._simple()

    def _group(self) -> Node:
        self._expect("{")
        body = self._sequence()
        self._expect("}")
        return Group(body, own=False, redirects=self._redirects())

    def _if(self) -> Node:
        self._place += len(self._keyword())
        condition = self._sequence()
        self._expect("then")
        body = self._sequence()
        if self._keyword() == "elif":
            return If(condition, body, self._nested(self._if))
        otherwise: Node = Sequence()
        if self._keyword() == "else":
            self._expect("else")
            otherwise = self._sequence()
        self._expect("fi")
        return If(condition, body, otherwise)

    def _for(self) -> Node:
        self._expect("for")
        name = self._keyword()
        if not _is_name(name):
            raise ShellSyntaxError(f"'{name}' is no name of a variable")
        self._place += len(name)
        self._expect("in")
        words = []
        while not self._operator() and self._place < len(self._text):
            words.append(self._word())
        if not (self._take(";") or self._take("\n")):
            raise ShellSyntaxError("expected ';'")
        self._newlines()
        return For(name, tuple(words), self._body())

    def _while(self) -> Node:
        wanted = self._keyword() == "while"
        self._expect("while" if wanted else "until")
        return While(self._sequence(), self._body(), wanted)

    def _body(self) -> Node:
        self._expect("do")
        body = self._sequence()
        self._expect("done")
        return body

    def _simple(self) -> Node:
        words: list[Word] = []
        assignments: list[tuple[str, Word]] = []
        redirects: list[Redirect] = []
        while True:
            if redirect := self._redirect():
                redirects.append(redirect)
                continue
            if self._operator() or self._place == len(self._text):
                break
            word = self._word()
            first = word.parts[0] if word.parts else None
            name, sign, value = first.text.partition("=") if first and not first.quoted else ("", "", "")
            if first and first.kind == "text" and sign and not words and _is_name(name):
                rest = (Part("text", value, quoted=False),) if value else ()
                assignments.append((name, Word((*rest, *word.parts[1:]))))
            else:
                words.append(word)
        if not (words or assignments or redirects):
            sign = self._operator().strip() or "the end"
            raise ShellSyntaxError(f"unexpected {sign}" if sign == "the end" else f"unexpected '{sign}'")
        return Command(tuple(words), tuple(assignments), tuple(redirects))

    def _redirects(self) -> tuple[Redirect, ...]:
        found = []
        while redirect := self._redirect():
            found.append(redirect)
        return tuple(found)

    def _redirect(self) -> Redirect | None:
        self._blanks()
        start = self._place
        stream = None
        if self._text[start : start + 1] in ("0", "1", "2") and self._text[start + 1 : start + 2] in ("<", ">"):
            stream = int(self._text[start])
            self._place += 1
        sign = self._operator()
        if sign not in ("<", ">", ">>", ">&"):
            if sign in ("<<", "<&"):
                raise ShellSyntaxError(f"'{sign}' is not known here")
            self._place = start
            return None
        self._place += len(sign)
        if self._operator() or self._place == len(self._text):
            raise ShellSyntaxError(f"'{sign}' goes nowhere")
        default = 0 if sign[0] == "<" else 1
        if (sign == "<" or stream == 0) and (sign, stream or 0) != ("<", 0):
            raise ShellSyntaxError("only standard input is read, and only outputs are written")
        return Redirect(default if stream is None else stream, "&" if sign[1:] == "&" else sign, self._word())

    # ---------------------------------------------------------------- words

    def _word(self) -> Word:
        self._blanks()
        parts: list[Part] = []
        text = ""

        def end() -> None:
            nonlocal text
            if text:
                parts.append(Part("text", text, quoted=False))
                text = ""

        while self._place < len(self._text) and self._text[self._place] not in _WORD_ENDS:
            char = self._text[self._place]
            if char == "\\":
                end()
                if self._place + 1 < len(self._text) and self._text[self._place + 1] != "\n":
                    parts.append(Part("text", self._text[self._place + 1], quoted=True))
                self._place = min(self._place + 2, len(self._text))
            elif char == "'":
                end()
                parts.append(Part("text", self._until("'"), quoted=True))
            elif char == '"':
                end()
                parts += self._double()
            elif self._text.startswith("$'", self._place):
                end()
                self._place += 1
                parts.append(Part("text", self._escaped(), quoted=True))
            elif char in "$`":
                part = self._dollar(quoted=False)
                if part.kind == "text":
                    text += part.text
                else:
                    end()
                    parts.append(part)
            else:
                text += char
                self._place += 1
        end()
        return Word(tuple(parts))

    def _until(self, quote: str) -> str:
        """What stands between two quotes, of which the first comes next."""
        end = self._text.find(quote, self._place + 1)
        if end < 0:
            raise ShellSyntaxError(f"no closing {quote}")
        found = self._text[self._place + 1 : end]
        self._place = end + 1
        return found

    def _escaped(self) -> str:
        """What stands in ``$'...'``."""
        self._place += 1
        found = ""
        while self._place < len(self._text):
            char = self._text[self._place]
            self._place += 1
            if char == "'":
                return found
            if char == "\\" and self._place < len(self._text):
                following = self._text[self._place]
                self._place += 1
                found += _ESCAPES.get(following, "\\" + following)
            else:
                found += char
        raise ShellSyntaxError("no closing '")

    def _double(self) -> list[Part]:
        """What stands between double quotes."""
        self._place += 1
        parts: list[Part] = []
        text = ""
        while self._place < len(self._text):
            char = self._text[self._place]
            if char == '"':
                self._place += 1
                return [*parts, Part("text", text, quoted=True)]
            if char == "\\" and self._text[self._place + 1 : self._place + 2] in ("$", "`", '"', "\\", "\n"):
                following = self._text[self._place + 1]
                text += "" if following == "\n" else following
                self._place += 2
            elif char in "$`":
                part = self._dollar(quoted=True)
                if part.kind == "text":
                    text += part.text
                else:
                    parts += [Part("text", text, quoted=True), part]
                    text = ""
            else:
                text += char
                self._place += 1
        raise ShellSyntaxError('no closing "')

    def _dollar(self, *, quoted: bool) -> Part:
        """A variable, the output of a command, or a lone dollar sign."""
        if self._text[self._place] == "`":
            return self._output(self._until("`").replace("\\`", "`"), quoted=quoted)
        rest = self._text[self._place + 1 :]
        if rest.startswith("(") and not rest.startswith("(("):
            return self._output(self._parenthesised(), quoted=quoted)
        if rest.startswith("{"):
            self._place += 1
            end = self._text.find("}", self._place)
            if end < 0:
                raise ShellSyntaxError("no closing }")
            name, _, default = self._text[self._place + 1 : end].partition(":-")
            if not (_is_name(name) or name in ("?", "#", "@", "*", "$") or name.isdigit()):
                raise ShellSyntaxError(f"'{name}' is no name of a variable")
            self._place = end + 1
            return Part("variable", name, quoted=quoted, default=default)
        length = 0
        if rest[:1] in ("?", "#", "@", "*", "$") or rest[:1].isdigit():
            length = 1
        else:
            while length < len(rest) and _is_name(rest[: length + 1]):
                length += 1
        self._place += 1 + length
        if not length:
            return Part("text", "$", quoted=quoted)
        return Part("variable", rest[:length], quoted=quoted)

    def _output(self, text: str, *, quoted: bool) -> Part:
        return Part("output", "", quoted=quoted, body=_Parser(text, self._depth + 1).whole())

    def _parenthesised(self) -> str:
        """What stands between the parentheses of ``$(...)``, quotes and parentheses in it skipped."""
        start = self._place + 2
        depth, place, quote = 1, start, ""
        while place < len(self._text):
            char = self._text[place]
            if char == "\\" and quote != "'":
                place += 1
            elif quote:
                quote = "" if char == quote else quote
            elif char in "'\"":
                quote = char
            elif char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if not depth:
                    self._place = place + 1
                    return self._text[start:place]
            place += 1
        raise ShellSyntaxError("no closing )")
