"""Judges by name, as the command line has them."""

from __future__ import annotations

from collections.abc import Callable

from digienv.core.errors import DigienvError
from digienv.judges import CaptionJudge, DigiRLJudge, EndToEndJudge, Judge, PAEJudge
from digienv.models import Budget, ChatModel, LocalModel, Prices, ServerModel

__all__ = ["JUDGES", "make_judge"]

JUDGES: dict[str, Callable[[ChatModel], Judge]] = {
    "end-to-end": EndToEndJudge,
    "caption": lambda model: CaptionJudge(model, model),
    "pae": PAEJudge,
    "digirl": DigiRLJudge,
}


def make_judge(name: str, model: str, *, url: str | None, local: bool, budget: Budget, prices: Prices) -> Judge:
    """A judge of `JUDGES` with a model behind a server, or on this machine.

    Raises:
        DigienvError: if there is no such judge, or no such model.
    """
    if name not in JUDGES:
        raise DigienvError(f"there is no judge {name!r}; there are {', '.join(JUDGES)}")
    asked: ChatModel = (
        LocalModel(model, budget=budget) if local else ServerModel(model, url, prices=prices, budget=budget)
    )
    return JUDGES[name](asked)
