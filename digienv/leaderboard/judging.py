"""Judges and their models by name, as the command line has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from digienv.core.errors import DigienvError
from digienv.judges import CaptionJudge, DigiRLJudge, EndToEndJudge, Judge, LearnedJudge, PAEJudge
from digienv.models import Budget, ChatModel, LocalModel, Prices, ServerModel

__all__ = ["JUDGES", "load_judge", "make_model"]

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


def load_judge(name: str, model: ChatModel | None) -> Judge:
    """A judge of `JUDGES`, which asks a model, or the learned one in a folder.

    Raises:
        DigienvError: if there is no such judge, or no model for it.
    """
    if name in JUDGES:
        if model is None:
            raise DigienvError(f"the judge {name} asks a model; name it with --model")
        return JUDGES[name](model)
    if not Path(name).is_dir():
        raise DigienvError(f"there is no judge {name!r}; there are {', '.join(JUDGES)}, and folders of learned ones")
    return LearnedJudge(name)
