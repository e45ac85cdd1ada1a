"""digienv: web browsers and Android phones as gymnasium environments.

Importing this package makes every ``digienv/...`` id known to `gymnasium.make`; browsers and suites load when an id is
made. Without an import, ``gymnasium.make("digienv:digienv/...")`` does the same.
"""

from importlib.metadata import version

from digienv.core.errors import ActionError, DigienvError, MissingDependency, SurfaceFailure, TaskUnavailable
from digienv.registration import register_all

__all__ = ["ActionError", "DigienvError", "MissingDependency", "SurfaceFailure", "TaskUnavailable", "__version__"]

__version__ = version("digienv")

register_all()
