"""Slackwater as its people wrote it: source text piece by piece, ports, problems, wiki pages and conversations."""

from __future__ import annotations

__all__ = [
    "CLOSING",
    "COMMENTS",
    "HISTORY",
    "PEOPLE",
    "PORTS",
    "PROBLEMS",
    "RESOLUTIONS",
    "SUBSYSTEMS",
    "THREADS",
    "WIKI",
]

PEOPLE = (
    ("ines", "Ines Halloran", "developer"),
    ("leila", "Leila Aslani", "developer"),
    ("marit", "Marit Solberg", "developer"),
    ("oskar", "Oskar Lindqvist", "developer"),
    ("pavel", "Pavel Novotny", "developer"),
    ("tobias", "Tobias Werner", "developer"),
    ("yuki", "Yuki Tanabe", "developer"),
    ("gwen", "Gwen Pritchard", "member"),
    ("hugo", "Hugo Ferreira", "member"),
    ("noor", "Noor Haddad", "member"),
    ("sven", "Sven Aalto", "member"),
)
"""Login, name, and whether they write code or only report and discuss."""

PORTS = (
    ("Ardmouth", "a drying harbour behind a sand bar"),
    ("Brackholm", "a deep fjord with a narrow sill"),
    ("Calder Point", "an open headland with a tide gauge since 1931"),
    ("Dunvarra", "a fishing port with a lock"),
    ("Eastney Quay", "a river quay eight miles from the sea"),
    ("Fennick", "a shallow bay with strong overtides"),
    ("Garrow Sound", "a strait between two islands"),
    ("Halmstow", "an estuary with a long stand at high water"),
    ("Inverlane", "a sea loch with small ranges"),
    ("Jorvey", "an island with a single daily tide in summer"),
    ("Kestrel Bay", "a marina with a sill"),
    ("Lowmoor", "a salt marsh with a gauge on a jetty"),
    ("Marren Head", "a lighthouse with a pressure gauge"),
    ("Northby", "a container port with a dredged channel"),
    ("Ostwick", "a canal mouth with a pumping station"),
    ("Penhallow", "a cove with a range of seven metres"),
    ("Quarrel Rock", "an offshore platform"),
    ("Rosslare Cut", "a sluice in a sea wall"),
    ("Skerry Haven", "a natural harbour among skerries"),
    ("Thornsea", "a seaside pier"),
    ("Ulverness", "a ferry port"),
    ("Westray Bar", "a bar at a river mouth"),
)
"""Ports of the station files, each with what is said of it there."""

SUBSYSTEMS = ("Command_Line", "Prediction", "Stations", "Output", "Documentation", "Build")

RESOLUTIONS = {"Fixed": "Fixed", "Rejected": "Closed", "Duplicate": "Closed", "Works_As_Designed": "Closed"}
"""Resolutions of tickets that are done, with the status that they then have."""

HISTORY: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("trunk", "Say what this is going to be", {
        "README.md": "# Slackwater\n\nTide tables on the command line, from harmonic constants.\n",
        "LICENSE": "You may use, copy and change Slackwater as long as this sentence stays with it.\n",
    }),
    ("trunk", "Constituents with their speeds", {
        "slackwater/constituents.py": '"""Speeds of tidal constituents in degrees an hour."""\n\nSPEEDS = {\n    "M2": 28.9841042,\n    "S2": 30.0,\n}\n',
    }),
    ("trunk", "Height of the tide as a sum of cosines", {
        "slackwater/harmonics.py": '"""Heights of the tide from harmonic constants."""\n\nfrom math import cos, radians\n\nfrom slackwater.constituents import SPEEDS\n\n\ndef height(station, hours):\n    """Metres above chart datum, so many hours after the epoch."""\n    total = station.mean_level\n    for name, (amplitude, phase) in station.constants.items():\n        total += amplitude * cos(radians(SPEEDS[name] * hours - phase))\n    return total\n',
    }),
    ("trunk", "Read station files", {
        "slackwater/stations.py": '"""Station files: a line for the mean level, then one for each constituent."""\n\nfrom dataclasses import dataclass, field\nfrom pathlib import Path\n\n\n@dataclass\nclass Station:\n    """A port and its harmonic constants."""\n\n    name: str\n    mean_level: float\n    constants: dict = field(default_factory=dict)\n\n\ndef read(path):\n    """The station that a file describes."""\n    lines = [line.split() for line in Path(path).read_text().splitlines() if line and line[0] != "#"]\n    station = Station(Path(path).stem, float(lines[0][1]))\n    for name, amplitude, phase in lines[1:]:\n        station.constants[name] = (float(amplitude), float(phase))\n    return station\n',
    }),
    ("trunk", "A command that prints the height now", {
        "slackwater/cli.py": '"""The command line."""\n\nimport argparse\nimport time\n\nfrom slackwater import harmonics, stations\n\n\ndef main(arguments=None):\n    """Print the height of the tide."""\n    parser = argparse.ArgumentParser("slackwater")\n    parser.add_argument("station")\n    options = parser.parse_args(arguments)\n    station = stations.read(f"stations/{options.station}.txt")\n    print(f"{harmonics.height(station, time.time() / 3600):.2f} m")\n',
        "slackwater/__init__.py": '"""Tide tables from harmonic constants."""\n',
    }),
    ("trunk", "Test the height of a single constituent", {
        "tests/test_harmonics.py": 'from slackwater.harmonics import height\nfrom slackwater.stations import Station\n\n\ndef test_one_constituent_is_a_cosine():\n    station = Station("flat", 2.0, {"S2": (1.0, 0.0)})\n    assert height(station, 0) == 3.0\n    assert abs(height(station, 6) - 1.0) < 1e-9\n',
    }),
    ("trunk", "Find high and low water by bisection of the slope", {
        "slackwater/turning.py": '"""High and low water."""\n\nfrom slackwater.harmonics import height\n\nSTEP = 0.25\n\n\ndef slope(station, hours):\n    """How fast the tide rises, in metres an hour."""\n    return (height(station, hours + 0.001) - height(station, hours - 0.001)) / 0.002\n\n\ndef turn_between(station, low, high):\n    """The moment in an interval at which the slope changes its sign."""\n    while high - low > 1 / 3600:\n        middle = (low + high) / 2\n        if slope(station, low) * slope(station, middle) <= 0:\n            high = middle\n        else:\n            low = middle\n    return low\n',
    }),
    ("trunk", "Tables of a day", {
        "slackwater/table.py": '"""Tables of high and low waters."""\n\nfrom slackwater.harmonics import height\nfrom slackwater.turning import STEP, slope, turn_between\n\n\ndef turns(station, start, end):\n    """All turns of the tide between two moments, each with its height."""\n    hours = start\n    while hours < end:\n        if slope(station, hours) * slope(station, hours + STEP) < 0:\n            turn = turn_between(station, hours, hours + STEP)\n            yield turn, height(station, turn)\n        hours += STEP\n',
    }),
    ("trunk", "Test that a day has four turns", {
        "tests/test_table.py": 'from slackwater.stations import Station\nfrom slackwater.table import turns\n\n\ndef test_a_day_has_four_turns():\n    station = Station("flat", 2.0, {"M2": (1.0, 30.0)})\n    assert len(list(turns(station, 0, 24))) == 4\n',
    }),
    ("trunk", "Diurnal constituents", {
        "slackwater/constituents.py": '\nSPEEDS |= {\n    "K1": 15.0410686,\n    "O1": 13.9430356,\n    "P1": 14.9589314,\n}\n',
    }),
    ("trunk", "The manual begins", {
        "docs/manual.md": "# Manual\n\n## Asking for a height\n\n`slackwater PORT` prints the height of the tide now, in metres above chart datum.\n",
    }),
    ("trunk", "Feet and fathoms beside metres", {
        "slackwater/units.py": '"""Units of length."""\n\nMETRES = {"m": 1.0, "ft": 0.3048, "fathom": 1.8288}\n\n\ndef convert(metres, unit):\n    """A length in another unit."""\n    return metres / METRES[unit]\n',
    }),
    ("trunk", "An option --units", {
        "slackwater/cli.py": '\n\ndef add_units(parser):\n    """The option that chooses a unit of length."""\n    parser.add_argument("--units", choices=("m", "ft", "fathom"), default="m")\n',
        "docs/manual.md": "\n## Units\n\n`--units ft` prints feet, `--units fathom` prints fathoms.\n",
    }),
    ("trunk", "Round feet to a tenth, as printed tables do", {
        "slackwater/units.py": '\nDECIMALS = {"m": 2, "ft": 1, "fathom": 2}\n',
    }),
    ("json-output", "Write a table as JSON", {
        "slackwater/export.py": '"""Tables in other formats."""\n\nimport json\n\n\ndef as_json(turns):\n    """A list of objects with the keys hours and metres."""\n    return json.dumps([{"hours": hours, "metres": round(metres, 3)} for hours, metres in turns])\n',
    }),
    ("json-output", "Name the station in JSON", {
        "slackwater/export.py": '\n\ndef with_station(station, rows):\n    """The rows below the name of their port."""\n    return {"station": station.name, "turns": rows}\n',
    }),
    ("trunk", "Solar and lunar elliptic constituents", {
        "slackwater/constituents.py": '\nSPEEDS |= {\n    "N2": 28.4397295,\n    "K2": 30.0821373,\n    "Q1": 13.3986609,\n}\n',
    }),
    ("json-output", "Test the JSON of an empty table", {
        "tests/test_export.py": 'from slackwater.export import as_json\n\n\ndef test_an_empty_table_is_an_empty_list():\n    assert as_json([]) == "[]"\n',
    }),
    ("trunk", "Merge json-output", {"<": "json-output"}),
    ("trunk", "Complain in one sentence about an unknown port", {
        "slackwater/stations.py": '\n\nclass UnknownPort(Exception):\n    """Raised when there is no file for a port."""\n\n\ndef find(name, folder="stations"):\n    """The station file of a port, whatever its capitals."""\n    for path in sorted(Path(folder).glob("*.txt")):\n        if path.stem == name.lower().replace(" ", "-"):\n            return path\n    raise UnknownPort(f"there is no port {name!r}")\n',
    }),
    ("trunk", "Test that ports are found whatever their capitals", {
        "tests/test_stations.py": 'import pytest\n\nfrom slackwater.stations import UnknownPort, find\n\n\ndef test_an_unknown_port_is_named():\n    with pytest.raises(UnknownPort, match="Atlantis"):\n        find("Atlantis")\n',
    }),
    ("trunk", "Shallow-water constituents for estuaries", {
        "slackwater/constituents.py": '\nSPEEDS |= {\n    "M4": 57.9682084,\n    "MS4": 58.9841042,\n    "M6": 86.9523127,\n}\n',
    }),
    ("trunk", "A makefile for tests and the archive", {
        "Makefile": "test:\n\tpython3 -m pytest tests\n\narchive:\n\ttar czf slackwater.tar.gz slackwater stations README.md\n\n.PHONY: test archive\n",
    }),
    ("trunk", "Nodal corrections for the lunar constituents", {
        "slackwater/nodal.py": '"""Corrections for the 18.6-year cycle of the lunar node."""\n\nfrom math import cos, radians, sin\n\n\ndef node(years):\n    """Longitude of the ascending node in degrees, so many years after 2000."""\n    return (125.04 - 19.3414 * years) % 360\n\n\ndef factor(name, years):\n    """What an amplitude is multiplied by."""\n    angle = radians(node(years))\n    return {"M2": 1 - 0.037 * cos(angle), "K1": 1.006 + 0.115 * cos(angle)}.get(name, 1.0)\n',
    }),
    ("trunk", "Test that the nodal factor stays near one", {
        "tests/test_nodal.py": 'from slackwater.nodal import factor\n\n\ndef test_factors_stay_near_one():\n    assert all(0.85 < factor("K1", years) < 1.15 for years in range(40))\n',
    }),
    ("port-index", "An index of all ports", {
        "slackwater/index.py": '"""The index of ports."""\n\nfrom pathlib import Path\n\n\ndef ports(folder="stations"):\n    """Names of all ports, in alphabetical order."""\n    return sorted(path.stem for path in Path(folder).glob("*.txt"))\n',
    }),
    ("port-index", "Search the index by the first letters", {
        "slackwater/index.py": '\n\ndef starting_with(letters, folder="stations"):\n    """Ports whose names begin so."""\n    return [name for name in ports(folder) if name.startswith(letters.lower())]\n',
    }),
    ("trunk", "Print the phase correction of O1 as well", {
        "slackwater/nodal.py": '\n\ndef phase(name, years):\n    """What is added to a phase, in degrees."""\n    angle = radians(node(years))\n    return {"M2": -2.1 * sin(angle), "O1": 10.8 * sin(angle)}.get(name, 0.0)\n',
    }),
    ("trunk", "Merge port-index", {"<": "port-index"}),
    ("trunk", "Document how stations are described", {
        "docs/stations.md": "# Station files\n\nThe first line holds the mean level above chart datum. Every further line holds a constituent,\nits amplitude in metres and its phase lag in degrees.\n",
    }),
    ("wind-setup", "Try a correction for wind", {
        "slackwater/wind.py": '"""An experiment: how far the wind heaps up the water."""\n\nDRAG = 3.2e-6\n\n\ndef setup(speed, fetch, depth):\n    """Metres by which a steady wind raises the level."""\n    return DRAG * speed**2 * fetch / (9.81 * depth)\n',
    }),
    ("trunk", "Cache the heights of a day", {
        "slackwater/cache.py": '"""Heights that were worked out before."""\n\nfrom functools import lru_cache\n\nfrom slackwater.harmonics import height\n\n\n@lru_cache(maxsize=4096)\ndef cached_height(name, hours):\n    """A height of a port that was already read."""\n    return height(LOADED[name], hours)\n\n\nLOADED = {}\n',
    }),
    ("trunk", "Forget cached heights when a station is read again", {
        "slackwater/cache.py": '\n\ndef forget(name):\n    """Drop what is remembered of a port."""\n    LOADED.pop(name, None)\n    cached_height.cache_clear()\n',
    }),
    ("wind-setup", "Take the depth from the station file", {
        "slackwater/wind.py": '\n\ndef setup_at(station, speed, fetch):\n    """The same at a port whose file tells its depth."""\n    return setup(speed, fetch, station.depth)\n',
    }),
    ("trunk", "Write tables as CSV", {
        "slackwater/export.py": '\n\ndef as_csv(turns):\n    """A line for every turn of the tide."""\n    return "".join(f"{hours:.4f},{metres:.3f}\\n" for hours, metres in turns)\n',
        "docs/manual.md": "\n## Other formats\n\n`--format csv` and `--format json` are meant for other programs.\n",
    }),
    ("trunk", "Test that CSV ends with a line break", {
        "tests/test_csv.py": 'from slackwater.export import as_csv\n\n\ndef test_every_row_ends_its_line():\n    assert as_csv([(1.0, 2.5)]) == "1.0000,2.500\\n"\n',
    }),
    ("trunk", "Springs and neaps", {
        "slackwater/springs.py": '"""Springs and neaps."""\n\n\ndef ranges(turns):\n    """Differences between one turn of the tide and the next."""\n    heights = [metres for _, metres in turns]\n    return [abs(after - before) for before, after in zip(heights, heights[1:])]\n',
    }),
    ("trunk", "Mark the greatest range of a fortnight as springs", {
        "slackwater/springs.py": '\n\ndef springs(turns):\n    """Position of the greatest range."""\n    found = ranges(turns)\n    return found.index(max(found))\n',
        "docs/manual.md": "\n## Springs\n\nThe greatest range of a fortnight is marked with an S.\n",
    }),
    ("trunk", "A finer step near double high waters", {
        "slackwater/turning.py": '\nFINE_STEP = 0.05\n"""Hours; for estuaries where two high waters follow closely."""\n',
    }),
    ("curve-plots", "Draw the curve of a day in characters", {
        "slackwater/plot.py": '"""Curves of the tide in a terminal."""\n\nWIDTH = 72\n\n\ndef line(metres, low, high):\n    """One line of the plot, with a star at the height."""\n    place = round((metres - low) / (high - low) * (WIDTH - 1))\n    return " " * place + "*"\n',
    }),
    ("curve-plots", "Label the hours of the plot", {
        "slackwater/plot.py": '\n\ndef labelled(hour, metres, low, high):\n    """A line of the plot behind its hour."""\n    return f"{hour:02d} |{line(metres, low, high)}"\n',
    }),
    ("trunk", "An option --days", {
        "slackwater/cli.py": '\n\ndef add_days(parser):\n    """The option that says how many days a table covers."""\n    parser.add_argument("--days", type=int, default=1)\n',
        "docs/manual.md": "\n## Several days\n\n`--days 7` prints a week.\n",
    }),
    ("trunk", "Refuse tables of more than a year", {
        "slackwater/cli.py": '\n\ndef check_days(days):\n    """A table of more than a year would take for ever."""\n    if not 1 <= days <= 366:\n        raise SystemExit("days must be between 1 and 366")\n',
    }),
    ("trunk", "Test the limits of --days", {
        "tests/test_cli.py": 'import pytest\n\nfrom slackwater.cli import check_days\n\n\n@pytest.mark.parametrize("days", [0, 367])\ndef test_too_few_or_too_many_days(days):\n    with pytest.raises(SystemExit):\n        check_days(days)\n',
    }),
    ("trunk", "How to contribute", {
        "CONTRIBUTING.md": "# Contributing\n\nOpen a ticket first. Keep a check-in to one thought, and say why in its comment.\n",
    }),
    ("trunk", "A note on datums in the manual", {
        "docs/manual.md": "\n## Datums\n\nAll heights are above chart datum, which differs from port to port.\n",
    }),
    ("trunk", "Time zones by offset", {
        "slackwater/zones.py": '"""Times of day at a port."""\n\n\ndef local(hours, offset):\n    """Hour of the day at a port that is so many hours ahead of UTC."""\n    return (hours + offset) % 24\n',
    }),
    ("trunk", "Print a plus sign before positive offsets", {
        "slackwater/zones.py": '\n\ndef label(offset):\n    """The offset as people write it."""\n    return f"UTC{offset:+d}"\n',
    }),
)
"""Check-ins: branch, comment, and the text that each file gains; ``<`` names a branch that is merged."""

PROBLEMS: tuple[tuple[str, str, str, str], ...] = (
    ("Code_Defect", "Prediction", "High water at {port} is {n} minutes late", "I compared a week of predictions with the gauge at {port}. Every high water comes about {n} minutes late, low waters are fine."),
    ("Code_Defect", "Prediction", "One low water of {port} is missing from the table", "On a neap tide the table of {port} has only three turns in a day. The gauge shows four."),
    ("Code_Defect", "Stations", "Mean level of {port} looks too high", "The file of {port} puts the mean level {n} centimetres above what the harbour office prints."),
    ("Feature_Request", "Stations", "Add a secondary port near {port}", "Many of us sail to a small creek near {port}. Time and height differences from the standard port would be enough."),
    ("Code_Defect", "Command_Line", "The name {port} needs capitals on the command line", "Typing the name of {port} in small letters is answered by a traceback."),
    ("Code_Defect", "Output", "Column of heights is ragged for {port}", "Negative heights at {port} push the column to the right by one character."),
    ("Documentation", "Documentation", "Explain the datum used for {port}", "The manual says chart datum, but the pilot book of {port} speaks of the lowest astronomical tide."),
    ("Feature_Request", "Output", "Print the range beside each high water of {port}", "At {port} the range matters more than the height. A third column would save some arithmetic."),
    ("Incident", "Stations", "File of {port} cannot be read", "After the last update the file of {port} ends in the middle of a line."),
    ("Build_Problem", "Build", "The archive leaves out the file of {port}", "I unpacked the archive and there is no station file for {port} in it."),
)
"""Type, subsystem, title and description of tickets; ``n`` is a small number."""

COMMENTS = (
    "I see the same with the version from the archive.",
    "Could you attach the table that you compared with?",
    "The constants come from a short series, so this may well be right.",
    "Confirmed here with a fresh check-out.",
    "Let us look at it together with the other ports of that coast.",
    "I have a change for this, but it needs a test first.",
    "Please try again with the latest check-in.",
    "This has been so since the first release, I think.",
)

CLOSING = {
    "Fixed": "Mended on trunk; thank you for the report.",
    "Rejected": "We discussed this and would rather keep it simple.",
    "Duplicate": "There is an older ticket about the same thing.",
    "Works_As_Designed": "This is what the manual promises, so I am closing it.",
}

WIKI: tuple[tuple[str, str], ...] = (
    ("Slackwater", "Slackwater works out <b>tide tables on the command line</b> from harmonic constants.\n\n  *  [Getting started]\n  *  [Station files]\n  *  [Release process]\n  *  [Roadmap]\n  *  [Who does what]\n\nQuestions are welcome in the [/forum|forum]; please report faults as [/ticket|tickets]."),
    ("Getting started", "Check out the repository, go into its folder and type <tt>python3 -m slackwater PORT</tt>. The names of ports are those of the files in <tt>stations</tt>.\n\nSee also [Units and datums]."),
    ("Station files", "A station file has the mean level in its first line and a constituent in each further line. New ports need at least a month of hourly heights; see [Checking a port]."),
    ("Checking a port", "Compare a fortnight of predictions with the printed table. A port is good enough when no high water is off by more than fifteen minutes and no height by more than twenty centimetres."),
    ("Units and datums", "Heights are metres above chart datum unless another unit is asked for. Feet are rounded to a tenth, as printed tables do."),
    ("Release process", "A release is a check-in on trunk with a tag such as <tt>v0.3</tt>.\n\n  #  Run all tests.\n  #  Write the heading in <tt>CHANGES.md</tt>.\n  #  Tag the check-in.\n  #  Tell people in the forum."),
    ("Roadmap", "Next come secondary ports, then curves in the terminal. A correction for wind is an experiment and may never be merged."),
    ("Who does what", "Marit looks after the prediction, Oskar after the stations, Leila after the formats, Tobias after the command line. Everybody writes documentation."),
    ("Coding style", "One idea in a function, a docstring on what others call, and no abbreviation that a sailor would not know."),
    ("Known limits", "Weather is left out altogether. Ports far up a river are off by more than they should be, because their tides change with the flow."),
    ("Tide words", "<b>Springs</b> are the greatest tides of a fortnight, <b>neaps</b> the smallest. <b>Slack water</b> is the short time in which the stream stands still."),
    ("Constituents", "M2 and S2 make most of the tide on open coasts, K1 and O1 the daily inequality. M4 and M6 grow in shallow water."),
    ("Meeting notes", "We meet on the first Tuesday of the month. In March we agreed to close old tickets about the archive, and to look at secondary ports in summer."),
    ("Support policy", "The latest release is supported, and the one before it for three months. Older ones are not."),
)

THREADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Welcome to the forum", ("This is the place for questions about Slackwater. Tell us where you sail!", "Hello from the north coast. I use it for my dinghy club.", "Hello! I only came for the harmonics and stayed for the people.")),
    ("How accurate are heights in estuaries?", ("I plan to cross a bar with little water to spare. How far can I trust the heights?", "Within twenty centimetres on the open coast, less in an estuary. Keep a margin.", "And mind the wind: a strong onshore breeze easily adds thirty centimetres.", "Thank you both, I shall wait for half tide.")),
    ("Printing a table for the noticeboard", ("Our club would like a table of the month on one sheet. Is there a layout for it?", "Use CSV and a spreadsheet, that is what we do.", "There is an old ticket about a layout for printing, perhaps you can add your wish there.")),
    ("Which ports would you like next?", ("We have constants for a few more ports. Which of them shall we check first?", "Anything west of the islands, please.", "A river port would be a good test of the shallow-water constituents.")),
    ("Daylight saving time", ("Twice a year my table is off by an hour. What am I doing wrong?", "Nothing: times are given at a fixed offset. Add an hour in summer.")),
    ("Curves in the terminal", ("There is a branch that draws the curve of a day. Try it and tell us what you think.", "Lovely on a wide terminal, but it wraps on mine.", "Could the present moment be marked?", "Good idea, I shall try that next week.")),
    ("Secondary ports", ("Differences for secondary ports are on the roadmap. What should the file look like?", "Four numbers, as in the pilot books: two times and two heights.", "Please do allow for springs and neaps, they differ a lot here.")),
    ("Thanks from a school", ("Our pupils predicted the tide of their own beach and went to look. They were five minutes off and very proud.", "That made my day.")),
    ("Where do the constants come from?", ("Who measured the constants in the station files?", "Most come from a month of our own readings, fitted by least squares.", "The method is described in the wiki, see the page about checking a port.")),
    ("Tables for a whole year", ("I asked for 400 days and was refused. Why is there a limit?", "A year takes long enough already, and constants grow stale. Ask for two years one after the other.")),
    ("Neap tides with three turns", ("Some days have only three turns in the table. Is that a fault?", "No, a tide takes a little more than twelve hours, so now and then one falls into the next day.", "That should be in the manual.")),
    ("Release party in May", ("The next release will be a year after the first. Shall we celebrate?", "I bring the tide clock, you bring the cake.")),
)
