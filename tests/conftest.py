"""What the tests take for granted of the process that runs them."""

from __future__ import annotations

import signal

# A job in the background ignores interrupts, and so would every process that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
