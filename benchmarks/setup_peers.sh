#!/usr/bin/env bash
# Make the two virtual environments of the peers that the benchmark is run against:
#
#     setup_peers.sh FOLDER      ->  FOLDER/farama  and  FOLDER/browsergym
#
# Each peer has its own environment, because BrowserGym pins an old Playwright. The browser comes from the system
# (Debian: `apt-get install chromium chromium-headless-shell chromium-driver`), not from Playwright's or Selenium's
# own downloads. PYTHON names the interpreter to use. Running it again repairs what is there.
set -euo pipefail

folder=${1:?usage: setup_peers.sh FOLDER}
python=${PYTHON:-python3.11}

install() { # install NAME PIP-ARGUMENT...
    local venv=$folder/$1
    shift
    [[ -x $venv/bin/python ]] || "$python" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

install farama 'miniwob==1.1.0'
install browsergym 'browsergym-miniwob==0.14.3'
install browsergym --no-deps 'miniwob==1.1.0' # only for its pages, which BrowserGym does not bring along
