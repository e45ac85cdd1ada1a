"""gymnasium wrappers for digienv environments."""

from digienv.wrappers.dialect import Dialect
from digienv.wrappers.discrete_actions import DiscreteActions, click_grid
from digienv.wrappers.judge_reward import JudgedPool, JudgeReward
from digienv.wrappers.marks import Marks
from digienv.wrappers.perturb import Perturb
from digienv.wrappers.progress_reward import ProgressReward
from digienv.wrappers.record_trace import RecordTrace

__all__ = [
    "Dialect",
    "DiscreteActions",
    "JudgeReward",
    "JudgedPool",
    "Marks",
    "Perturb",
    "ProgressReward",
    "RecordTrace",
    "click_grid",
]
