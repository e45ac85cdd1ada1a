"""Judges: who says whether an episode succeeded where no oracle can.

Classes:
    `Trajectory`, `Verdict`, `Judge`: what is judged, what comes of it, and what all judges have in common.
    `EndToEndJudge`, `CaptionJudge`, `PAEJudge`, `DigiRLJudge`: ask a vision-language model.
"""

from digienv.judges.judge import Judge, Trajectory, Verdict
from digienv.judges.vlm import CaptionJudge, DigiRLJudge, EndToEndJudge, Example, PAEJudge

__all__ = ["CaptionJudge", "DigiRLJudge", "EndToEndJudge", "Example", "Judge", "PAEJudge", "Trajectory", "Verdict"]
