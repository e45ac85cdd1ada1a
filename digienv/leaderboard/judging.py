"""Judges and their models by name, as the command line has them."""

from __future__ import annotations

from collections.abc import Callable

from digienv.core.errors import DigienvError
from digienv.judges import CaptionJudge, DigiRLJudge, EndToEndJudge, Judge, LearnedJudge, PAEJudge
from digienv.models import Budget, ChatModel, LocalModel, Prices, ServerModel

__all__ = ["JUDGES", "load_judge", "make_judge", "make_model"]

JUDGES: dict[str, Callable[[ChatModel], Judge]] = {
    "end-to-end": EndToEndJudge,
    "caption": lambda model: CaptionJudge(model, model),
    "pae": PAEJudge,
    "digirl": DigiRLJudge,
}


def make_model(model: str, *, url: str | None, local: bool, budget: Budget, prices: Prices) -> ChatModel:
    """A model behind a server, or on this machine.

    Raises:
        DigienvError: if there is no such model.
    """
    return LocalModel(model, budget=budget) if local else ServerModel(model, url, prices=prices, budget=budget)


def load_judge(name: str, model: str, *, url: str | None, local: bool, budget: Budget, prices: Prices) -> Judge:
    """A judge of `JUDGES` with its model, or with the name ``learned`` the one in the folder `model`.

    Raises:
        DigienvError: if there is no such judge, or no such model.
    """
    if name == "learned":
        return LearnedJudge(model)
    return make_judge(name, make_model(model, url=url, local=local, budget=budget, prices=prices))


def make_judge(name: str, model: ChatModel) -> Judge:
    """A judge of `JUDGES`, which asks a model.

    Raises:
        DigienvError: if there is no such judge.
    """
    if name not in JUDGES:
        raise DigienvError(f"there is no judge {name!r}; there are {', '.join(JUDGES)}")
    return JUDGES[name](model)
