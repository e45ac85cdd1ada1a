"""Agents for `digienv evaluate`, each of which runs with any `digienv.models.ChatModel`.

Classes:
    `RandomAgent`, `ScriptedAgent`: the floor and the ceiling.
    `PromptedAgent`: a vision-language model that is told the goal and thinks before it acts.
    `RCIAgent`: criticises and improves its plan and its actions (Kim et al. 2023, arXiv:2303.17491).
    `ReflexionAgent`: plays again with what it learned from a judge's verdict (Shinn et al. 2023, arXiv:2303.11366).
    `ExemplarAgent`: is shown the most similar solved episodes (Synapse; Zheng et al. 2023, arXiv:2306.07863).
"""

from baselines.agents.exemplars import ExemplarAgent
from baselines.agents.prompted import PromptedAgent
from baselines.agents.rci import RCIAgent
from baselines.agents.reflexion import ReflexionAgent
from digienv.leaderboard.agents import RandomAgent, ScriptedAgent

__all__ = ["ExemplarAgent", "PromptedAgent", "RCIAgent", "RandomAgent", "ReflexionAgent", "ScriptedAgent"]
