"""Baselines: agents that learn on digienv's environments, one algorithm a file."""

import ctypes
import os
import sys

# Threads of OpenMP that wait by spinning take the processor from the browser and from each other. This must be set
# before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# By default glibc gives the large blocks of every forward pass back to the system at once, and the next one pays for
# them with page faults.
if sys.platform == "linux":
    _M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
    _libc = ctypes.CDLL(None)
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_MMAP_THRESHOLD, 32 * 2**20)
        _libc.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
