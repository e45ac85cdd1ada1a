"""Baselines: agents that learn on digienv's environments, one algorithm a file."""

import os

# Threads of OpenMP that wait by spinning take the processor from the browser and from each other: on two busy cores a
# forward pass then takes ten times as long. This must be set before torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
