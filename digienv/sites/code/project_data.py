"""Who works on Slackwater, at which ports, what they complain about and talk of."""

from __future__ import annotations

__all__ = [
    "CLOSING",
    "COMMENTS",
    "PEOPLE",
    "PORTS",
    "PROBLEMS",
    "RESOLUTIONS",
    "SUBSYSTEMS",
    "THREADS",
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
    ("Rossmere Cut", "a sluice in a sea wall"),
    ("Skerry Haven", "a natural harbour among skerries"),
    ("Thornsea", "a seaside pier"),
    ("Ulverness", "a ferry port"),
    ("Westmoor Bar", "a bar at a river mouth"),
)
"""Ports of the station files, each with what is said of it there."""

SUBSYSTEMS = ("Command_Line", "Prediction", "Stations", "Output", "Documentation", "Build")

RESOLUTIONS = {"Fixed": "Fixed", "Rejected": "Closed", "Duplicate": "Closed", "Works_As_Designed": "Closed"}
"""Resolutions of tickets that are done, with the status that they then have."""

PROBLEMS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Code_Defect",
        "Prediction",
        "High water at {port} is {n} minutes late",
        "I compared a week of predictions with the gauge at {port}. Every high water is {n} minutes late.",
    ),
    (
        "Code_Defect",
        "Prediction",
        "One low water of {port} is missing from the table",
        "On a neap tide the table of {port} has only three turns in a day. The gauge shows four.",
    ),
    (
        "Code_Defect",
        "Stations",
        "Mean level of {port} looks too high",
        "The file of {port} puts the mean level {n} centimetres above what the harbour office prints.",
    ),
    (
        "Feature_Request",
        "Stations",
        "Add a secondary port near {port}",
        "Many of us sail to a small creek near {port}. Differences from the standard port would be enough.",
    ),
    (
        "Code_Defect",
        "Command_Line",
        "The name {port} needs capitals on the command line",
        "Typing the name of {port} in small letters is answered by a traceback.",
    ),
    (
        "Code_Defect",
        "Output",
        "Column of heights is ragged for {port}",
        "Negative heights at {port} push the column to the right by one character.",
    ),
    (
        "Documentation",
        "Documentation",
        "Explain the datum used for {port}",
        "The manual says chart datum, but the pilot book of {port} speaks of the lowest astronomical tide.",
    ),
    (
        "Feature_Request",
        "Output",
        "Print the range beside each high water of {port}",
        "At {port} the range matters more than the height. A third column would save some arithmetic.",
    ),
    (
        "Incident",
        "Stations",
        "File of {port} cannot be read",
        "After the last update the file of {port} ends in the middle of a line.",
    ),
    (
        "Build_Problem",
        "Build",
        "The archive leaves out the file of {port}",
        "I unpacked the archive and there is no station file for {port} in it.",
    ),
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

THREADS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Welcome to the forum",
        (
            "This is the place for questions about Slackwater. Tell us where you sail!",
            "Hello from the north coast. I use it for my dinghy club.",
            "Hello! I only came for the harmonics and stayed for the people.",
        ),
    ),
    (
        "How accurate are heights in estuaries?",
        (
            "I plan to cross a bar with little water to spare. How far can I trust the heights?",
            "Within twenty centimetres on the open coast, less in an estuary. Keep a margin.",
            "And mind the wind: a strong onshore breeze easily adds thirty centimetres.",
            "Thank you both, I shall wait for half tide.",
        ),
    ),
    (
        "Printing a table for the noticeboard",
        (
            "Our club would like a table of the month on one sheet. Is there a layout for it?",
            "Use CSV and a spreadsheet, that is what we do.",
            "There is an old ticket about a layout for printing, perhaps you can add your wish there.",
        ),
    ),
    (
        "Which ports would you like next?",
        (
            "We have constants for a few more ports. Which of them shall we check first?",
            "Anything west of the islands, please.",
            "A river port would be a good test of the shallow-water constituents.",
        ),
    ),
    (
        "Daylight saving time",
        (
            "Twice a year my table is off by an hour. What am I doing wrong?",
            "Nothing: times are given at a fixed offset. Add an hour in summer.",
        ),
    ),
    (
        "Curves in the terminal",
        (
            "There is a branch that draws the curve of a day. Try it and tell us what you think.",
            "Lovely on a wide terminal, but it wraps on mine.",
            "Could the present moment be marked?",
            "Good idea, I shall try that next week.",
        ),
    ),
    (
        "Secondary ports",
        (
            "Differences for secondary ports are on the roadmap. What should the file look like?",
            "Four numbers, as in the pilot books: two times and two heights.",
            "Please do allow for springs and neaps, they differ a lot here.",
        ),
    ),
    (
        "Thanks from a school",
        (
            "Our pupils predicted the tide of their own beach and went to look. They are very proud.",
            "That made my day.",
        ),
    ),
    (
        "Where do the constants come from?",
        (
            "Who measured the constants in the station files?",
            "Most come from a month of our own readings, fitted by least squares.",
            "The method is described in the wiki, see the page about checking a port.",
        ),
    ),
    (
        "Tables for a whole year",
        (
            "I asked for 400 days and was refused. Why is there a limit?",
            "A year takes long enough already, and constants grow stale. Ask for two years one after the other.",
        ),
    ),
    (
        "Neap tides with three turns",
        (
            "Some days have only three turns in the table. Is that a fault?",
            "No, a tide takes a little more than twelve hours, so now and then one falls into the next day.",
            "That should be in the manual.",
        ),
    ),
    (
        "Release party in May",
        (
            "The next release will be a year after the first. Shall we celebrate?",
            "I bring the tide clock, you bring the cake.",
        ),
    ),
)
