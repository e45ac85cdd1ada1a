"""Judges: who says whether an episode succeeded, or how far it came, where no oracle can.

Classes:
    `Trajectory`, `Verdict`, `Judge`: what is judged, what comes of it, and what all judges have in common.
    `EndToEndJudge`, `CaptionJudge`, `PAEJudge`, `DigiRLJudge`: ask a vision-language model.
    `LearnedJudge`: asks no model; was trained on oracles' words.
    `Progress`, `ProgressJudge`: how far each screen is, and who says so.
    `OrderingJudge`, `SimilarityJudge`: ask a vision-language model; compare embeddings.
    `StepJudge`: what each action did.
"""

from digienv.judges.judge import Judge, Trajectory, Verdict
from digienv.judges.learned import LearnedJudge
from digienv.judges.progress import OrderingJudge, Progress, ProgressJudge, SimilarityJudge, Step, StepJudge
from digienv.judges.vlm import CaptionJudge, DigiRLJudge, EndToEndJudge, Example, PAEJudge

__all__ = [
    "CaptionJudge",
    "DigiRLJudge",
    "EndToEndJudge",
    "Example",
    "Judge",
    "LearnedJudge",
    "OrderingJudge",
    "PAEJudge",
    "Progress",
    "ProgressJudge",
    "SimilarityJudge",
    "Step",
    "StepJudge",
    "Trajectory",
    "Verdict",
]
