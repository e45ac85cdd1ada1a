"""What people at Wrenfield report, area by area: texts with the names of their details in braces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["AREAS", "DETAILS", "Area", "Scenario", "chore", "fault", "wish"]

Kind = Literal["fault", "wish", "chore"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that is reported, perhaps by several people in different places.

    Attributes:
        kind: ``fault``, ``wish`` or ``chore``.
        title: as most would put it.
        other: as somebody else would.
        report: the first message.
        finding: what the developer makes of it.
        result: what was done in the end.
        also: a second keyword.
    """

    kind: Kind
    title: str
    other: str
    report: str
    finding: str
    result: str
    also: str | None = None


def fault(title: str, other: str, report: str, finding: str, result: str, also: str | None = None) -> Scenario:
    """Something does not work."""
    return Scenario("fault", title, other, report, finding, result, also)


def wish(title: str, other: str, report: str, finding: str, result: str, also: str | None = None) -> Scenario:
    """Something would be good to have."""
    return Scenario("wish", title, other, report, finding, result, also)


def chore(title: str, other: str, report: str, finding: str, result: str, also: str | None = None) -> Scenario:
    """Something has to be done."""
    return Scenario("chore", title, other, report, finding, result, also)


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the product, named by a keyword.

    Attributes:
        description: of the keyword.
        product: what its releases are called.
        question: what a developer asks back.
        answer: what the reporter says then.
        scenarios: what is reported.
    """

    description: str
    product: str
    question: str
    answer: str
    scenarios: tuple[Scenario, ...]


DETAILS: dict[str, tuple[str, ...]] = {
    "depot": ("Harbour", "Mill Lane", "Foundry", "Northgate", "Bellgate", "Meadow"),
    "model": ("Heron", "Plover", "Bittern", "Dipper", "Grebe", "Pelican"),
    "client": (
        "Hollis Bakery",
        "Greenleaf Grocers",
        "Pinder Flowers",
        "Corner Pharmacy",
        "Lamplight Books",
        "Noodle House",
        "Old Mill Dairy",
        "Marlow Catering",
        "Button and Thread",
        "Fairway Parcels",
    ),
    "street": (
        "Cooper Street",
        "Weaver Bridge",
        "Canal Walk",
        "Orchard Square",
        "Tanner Row",
        "Granary Lane",
        "Fuller Hill",
        "Chapel Steps",
    ),
    "screen": (
        "tour list",
        "parcel list",
        "battery page",
        "break timer",
        "message page",
        "settings page",
        "photo page",
    ),
    "list": ("tour list", "parcel list", "message page", "photo page"),
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "phone": ("an old phone", "a small phone", "a new phone", "the depot's tablet", "a phone with large text"),
    "language": ("Polish", "Portuguese", "Romanian", "Turkish", "Welsh"),
    "n": ("2", "3", "4", "5", "6"),
    "slot": ("2", "5", "7", "9", "11", "14"),
    "percent": ("30", "35", "40", "45", "55", "60"),
    "minutes": ("5", "10", "15", "20", "30"),
    "stops": ("35", "40", "45", "50", "60"),
    "count": ("12", "20", "25", "40", "48"),
    "years": ("two", "three", "four"),
    "hours": ("six", "seven", "eight"),
    "days": ("14", "30", "60", "90"),
    "night": ("one and two", "two and three", "three and four"),
}
"""What the names in braces may stand for. Beside them ``month`` is the one before the report."""

AREAS: dict[str, Area] = {
    "rider app": Area(
        "The app on the riders' phones",
        "app",
        "Does it also happen on another phone, and after the app was closed and opened again?",
        "I have tried it on {phone} and on a colleague's: it is the same on both, also after opening it again.",
        (
            fault(
                "Rider app closes when the {screen} is opened",
                "App is gone as soon as the {screen} is tapped",
                "Since {weekday} the app closes as soon as I open the {screen}. Everything else works.",
                "The {screen} asks for the name of the rider before it has been loaded.",
                "The {screen} now waits until the rider is known.",
            ),
            fault(
                "Buttons of the {screen} are hidden behind the keyboard",
                "Cannot reach the buttons of the {screen} while typing",
                "As soon as the keyboard is up, the buttons of the {screen} lie behind it. I have {phone}.",
                "The page does not know that the keyboard takes away half of its height.",
                "The {screen} now scrolls while the keyboard is up.",
            ),
            fault(
                "Photo of a delivery to {client} is not sent",
                "Pictures for {client} never arrive",
                "I took a photo at {client}, and it says sent, but the dispatcher cannot see it. The same last week.",
                "Photos of more than eight megabytes are refused by the server without a word.",
                "Photos are made smaller before they are sent, and the app says so if one is refused.",
            ),
            fault(
                "Tour with {stops} stops opens only after a minute",
                "Large tours are very slow, {stops} stops take a minute",
                "My tour from {depot} has {stops} stops, and I wait a whole minute until I see it.",
                "The app asks for every stop by itself. With {stops} stops that is {stops} requests.",
                "All stops of a tour are now asked for at once.",
                "speed",
            ),
            fault(
                "App shows the tour of the day before at {depot}",
                "Riders from {depot} see an old tour in the morning",
                "In the morning our riders at {depot} see the tour of the day before until they sign out and in again.",
                "The tour is kept on the phone for a day and is not asked for again before that is over.",
                "The tour is now asked for whenever the app comes to the front.",
            ),
            fault(
                "No sound when a parcel of {client} is added",
                "Riders miss parcels that {client} adds late",
                "When {client} adds a parcel during the tour, the app makes no sound, and riders find it too late.",
                "The sound is played only while the tour list is in front.",
                "The sound is now played wherever in the app the rider is.",
            ),
            fault(
                "Break timer goes on while a {model} is ridden",
                "Break is still counted on the {model} after setting off",
                "I forgot to end my break and rode off with the {model}. The timer counted on for {minutes} minutes.",
                "The app learns too late from the {model} that it moves.",
                "A break now ends by itself as soon as the bike has moved for a minute.",
            ),
            wish(
                "Dark colours for the {screen}",
                "The {screen} is too bright at night",
                "On night tours the {screen} is so bright that I see nothing else for a while. Could it be dark?",
                "We can use the colours of the map at night, which riders know already.",
                "The {screen} has dark colours between sunset and sunrise.",
            ),
            wish(
                "Sort the {list} by time",
                "The {list} should put the most urgent first",
                "The {list} is in the order in which things came in. I would like to have what is due first on top.",
                "The times are there already, so this is a small change. The old order should stay to be chosen.",
                "A switch above the {list} sorts it by time.",
            ),
        ),
    ),
    "dispatch": Area(
        "The console with which dispatchers plan tours",
        "console",
        "Was this one dispatcher alone, or do all see it? And was the page open over night?",
        "All dispatchers at {depot} see it. We open the page anew every morning.",
        (
            fault(
                "Console gives one tour to two riders at {depot}",
                "Two riders at {depot} were sent on the same tour",
                "On {weekday} two of our riders at {depot} were given the same tour, and both set off.",
                "When two dispatchers press the button within a second, both win.",
                "A tour that has a rider can only be given away after it was taken back.",
            ),
            fault(
                "Stops of {client} are missing from the plan",
                "{client} is left out when tours are planned",
                "The orders of {client} are in the system, but none of them is in the plan for {weekday}.",
                "Orders without a time window are left out, and {client} gives none.",
                "Orders without a time window are planned for any time of the day.",
            ),
            fault(
                "Board of {depot} does not refresh by itself",
                "Have to reload the board of {depot} all the time",
                "The board on the wall at {depot} shows what was true an hour ago until somebody reloads it.",
                "The connection ends after {minutes} minutes of silence, and the page does not open it again.",
                "The page opens the connection again and says when it was last up to date.",
            ),
            fault(
                "Late tours of {depot} are shown in green",
                "Board of {depot} says in time when tours are late",
                "Two tours of {depot} were {minutes} minutes late, and both were green on the board all the time.",
                "The colour is computed from the plan of the morning and not from the last stop.",
                "The colour now follows the last stop that was done.",
            ),
            fault(
                "A {model} in the workshop counts as free",
                "Riders are given a {model} that is being repaired",
                "The console offers a {model} for tours that has been in the workshop since {weekday}.",
                "The workshop keeps its own list, which the console reads only once a week.",
                "The console reads the list of the workshop every ten minutes.",
            ),
            fault(
                "Export of the tours of {depot} stops after {count} rows",
                "Only {count} tours in the export of {depot}",
                "The export for {depot} ends after {count} rows, though there were many more tours this month.",
                "The export takes the page that is shown and not all of them.",
                "The export has all rows, whatever the page shows.",
            ),
            fault(
                "Time window of {client} is moved by an hour",
                "{client} gets its deliveries an hour late",
                "The time window of {client} was entered rightly, but the plan has it an hour later.",
                "The window was stored without its time zone, so the change of clocks moved it.",
                "Time windows are stored with their time zone, and those that were wrong have been put right.",
            ),
            wish(
                "Show only the {model} bikes on the board",
                "Filter for the {model} in the console",
                "For heavy parcels I look for a {model}, and I have to read the whole board for that.",
                "A row of buttons above the board will do, one for each model.",
                "There is a button for every model above the board.",
            ),
            wish(
                "Warn when a tour of {depot} takes more than {hours} hours",
                "Tours of over {hours} hours at {depot} should be marked",
                "Some tours of {depot} take more than {hours} hours. We learn of it only when riders complain.",
                "The planner knows how long a tour takes, it only has to say so. The limit should differ by depot.",
                "Tours over the limit of the depot are marked, and the planner asks before it keeps them.",
            ),
        ),
    ),
    "firmware": Area(
        "The controllers and displays on the bikes",
        "firmware",
        "What does the display say under information, and does it go away when the battery is taken out for a minute?",
        "The battery was out over night, and it has come back. The workshop at {depot} has seen it too.",
        (
            fault(
                "Display of the {model} freezes after {minutes} minutes of standing",
                "{model} has a frozen display after a stop",
                "When the {model} stands for {minutes} minutes, the display freezes and shows the old speed.",
                "The display goes to sleep, but the controller goes on sending to it and fills its memory.",
                "The controller stops sending to a display that sleeps.",
            ),
            fault(
                "Speed on the display of the {model} is {n} km/h too high",
                "{model} shows {n} km/h more than it goes",
                "Next to a colleague on another bike my {model} shows {n} km/h more, at all speeds.",
                "The size of the wheel is that of the model before.",
                "The display has the right size of the wheel for the {model}.",
            ),
            fault(
                "Lights of the {model} stay on after locking",
                "Lamp of the {model} burns all night",
                "The lights of the {model} stay on when it is locked, and in the morning the battery is empty.",
                "The lamp is switched off by the display, which is off by then itself.",
                "The controller switches the lamp off when the bike is locked.",
            ),
            fault(
                "Walk assist of the {model} does not stop at once",
                "{model} keeps pushing after the button is released",
                "I let go of the button, and the {model} pushed on for a good second. At {depot} it hit the gate.",
                "The release of the button is sent only once and can be lost.",
                "The bike stops unless it is told every tenth of a second that the button is held.",
                "safety",
            ),
            fault(
                "Update of a {model} stops at {percent} percent",
                "{model} hangs at {percent} percent while it is updated",
                "The update of our {model} stops at {percent} percent every time. We tried it {n} times.",
                "The update needs more room than this controller has left once its error memory is full.",
                "The error memory is emptied before an update.",
            ),
            fault(
                "A {model} does not wake up after a frosty night",
                "{model} is dead after a night below zero",
                "After nights below zero our {model} does nothing until it has been indoors for {minutes} minutes.",
                "The clock of the controller starts too slowly in the cold, and the controller gives up.",
                "The controller waits longer for its clock when it is cold.",
            ),
            fault(
                "Horn of the {model} sounds by itself in the rain",
                "{model} honks when it rains",
                "Whenever it rains the horn of the {model} sounds for no reason. People look at me.",
                "Water between the contacts looks like a very short press of the button.",
                "Presses of less than a twentieth of a second are ignored.",
            ),
            wish(
                "Show the next stop on the display of the {model}",
                "Name of the next stop on the {model}",
                "I have to take out my phone to see the next stop. The display of the {model} has room for it.",
                "The display can show {count} letters, which is enough for the street and the number.",
                "The display of the {model} shows the street of the next stop.",
            ),
            wish(
                "Read the error memory of the {model} without a cable",
                "Error codes of the {model} over the air",
                "To read the errors of a {model} the workshop has to open it and plug in a cable.",
                "The bike can send its errors with its position. They have to be kept for {days} days.",
                "The errors of a {model} are on its page in the console.",
            ),
        ),
    ),
    "battery": Area(
        "Batteries and what is known about their charge",
        "firmware",
        "Please tell me the number that is printed on the battery, and how old it is.",
        "It is number {count}{slot}{n}, and it has been in use for {years} years.",
        (
            fault(
                "Battery of a {model} drops from {percent} percent to zero",
                "{model} stops although it has {percent} percent left",
                "The display said {percent} percent, and then the {model} stopped. I had to push it back to {depot}.",
                "One of the cells is much weaker than the others, and the level is that of the average.",
                "The level shown is that of the weakest cell.",
            ),
            fault(
                "Battery page shows no level for bikes from {depot}",
                "No charge levels from {depot}",
                "For all bikes at {depot} the battery page shows a line in place of the level.",
                "The bikes at {depot} have the new connector, and the page only knows the old one.",
                "The page knows both connectors.",
            ),
            fault(
                "Batteries at {depot} last {minutes} minutes less in the cold",
                "Range at {depot} is far too low on cold days",
                "On cold mornings our batteries at {depot} last {minutes} minutes less than the app says.",
                "The forecast of the range knows nothing of the temperature.",
                "The forecast takes the temperature of the last hour into account.",
            ),
            fault(
                "A {model} does not recognise a battery after the swap",
                "Swapped battery is unknown to the {model}",
                "After a swap at {depot} the {model} says that there is no battery. After the third swap it works.",
                "The controller asks for the battery before the contacts have settled.",
                "The controller asks again after half a second.",
            ),
            fault(
                "Battery of a {model} gets hot on the way up {street}",
                "Very hot battery on the {model} at {street}",
                "On the way up {street} the battery of the {model} got so hot that I could not touch it.",
                "The current is limited only by the motor, and the motor allows more than the battery should give.",
                "The current is limited by the temperature of the battery as well.",
                "safety",
            ),
            fault(
                "Level of swapped batteries at {depot} is an hour old",
                "Batteries at {depot} show an old level after a swap",
                "When I take a full battery at {depot}, the app shows the level of the one before for an hour.",
                "The level is stored for the bike and not for the battery.",
                "The level belongs to the battery and moves with it.",
            ),
            wish(
                "Tell the rider when the battery will not last to {street}",
                "Warn before {street} if the battery is too low",
                "The tour to {street} is long. I would like to know at {depot} if the battery will last.",
                "The planner knows the distance and the climb. We can compare that with the level at the start.",
                "The app warns when a tour is opened that the battery will not last for.",
            ),
            wish(
                "List the batteries at {depot} that are over {years} years old",
                "Which batteries at {depot} are older than {years} years",
                "Every spring I go through the shelves at {depot} to find batteries of more than {years} years.",
                "The date of the first charge is known for all of them.",
                "The console has a list of batteries by age for every depot.",
            ),
            chore(
                "Replace {count} batteries with the old connector at {depot}",
                "{count} old connectors left at {depot}",
                "There are {count} batteries with the old connector left at {depot}. They have to be gone by summer.",
                "The supplier can take them back. I have asked for a date.",
                "All {count} have been replaced and sent back.",
            ),
        ),
    ),
    "charging": Area(
        "Charging cabinets at the depots and in the streets",
        "cabinet",
        "Is the lamp at the back of the cabinet green while it happens?",
        "The lamp is green. It was yellow for a moment on {weekday}.",
        (
            fault(
                "Cabinet at {depot} says that slot {slot} is empty",
                "Slot {slot} at {depot} is full but shown as empty",
                "There is a battery in slot {slot} of the cabinet at {depot}, but the cabinet says that it is empty.",
                "The contact of the slot has rusted, so that the battery is charged but not seen.",
                "The contact was changed, and the cabinet reports charging slots without a battery.",
            ),
            fault(
                "Door of slot {slot} at {depot} does not open",
                "Cannot get the battery out of slot {slot} at {depot}",
                "The cabinet at {depot} says that slot {slot} is open, but the door stays closed.",
                "The lock gets its current for a shorter time than the spring needs in the cold.",
                "The lock gets its current until the door reports that it is open.",
            ),
            fault(
                "Cabinet at {depot} charges only {n} batteries at a time",
                "Only {n} slots at {depot} are charging",
                "The cabinet at {depot} is full, but only {n} batteries are charging. In the morning we have too few.",
                "The limit of the power line was entered in the wrong unit.",
                "The limit is entered rightly, and the cabinet shows it.",
            ),
            fault(
                "Cabinet at {depot} gets too warm at noon",
                "High temperature in the cabinet at {depot}",
                "The cabinet at {depot} stands in the sun and gets very warm at noon. I have attached its log.",
                "The fan starts only when the charging current is high, whatever the temperature is.",
                "The fan follows the temperature, and charging pauses above the limit.",
                "safety",
            ),
            fault(
                "Cabinet at {street} is not reachable at night",
                "{street} cabinet offline every night",
                "Every night between {night} the cabinet at {street} cannot be reached. Later it is there again.",
                "The modem restarts at night and waits for somebody to press a key.",
                "The modem starts without waiting.",
            ),
            fault(
                "Return of a battery at {depot} is booked twice",
                "Batteries at {depot} are counted twice",
                "When I put a battery back at {depot}, it is booked twice, and the rider pays for the second one.",
                "When the answer takes long, the cabinet sends the booking again.",
                "Bookings have a number, and the second with the same number is dropped.",
            ),
            wish(
                "Charge at {depot} when power is cheap",
                "Use the night rate at {depot}",
                "At {depot} power costs half as much at night. The cabinet could wait with what is not needed.",
                "The console knows how many batteries are needed next day. The rest can wait for the night.",
                "Cabinets charge what is needed at once and the rest at the night rate.",
            ),
            wish(
                "Show which slot at {depot} will be ready first",
                "Which battery at {depot} is full next",
                "When all batteries at {depot} are charging, we would like to know which will be full first.",
                "The cabinet knows it. The small screen has room for one more line.",
                "The screen shows the slot that will be ready next, and when.",
            ),
            wish(
                "Second cabinet for {street}",
                "More slots needed at {street}",
                "In the evening there is a queue at {street}. We need a second cabinet or more slots.",
                "There is room for one more. The power line allows {count} slots.",
                "The second cabinet at {street} is in use.",
            ),
        ),
    ),
    "locks": Area(
        "Locks of bikes and boxes, and the alarm",
        "firmware",
        "How far was the phone from the bike, and was its radio switched on all the time?",
        "I stood right next to it, and the radio was on. After {n} tries it worked.",
        (
            fault(
                "Lock of the {model} does not open at {depot}",
                "Cannot unlock a {model} at {depot}",
                "At {depot} the lock of the {model} does not open with the app. Elsewhere it does.",
                "There are so many bikes at {depot} that the phone talks to the wrong one.",
                "The phone asks the bike whose number is nearest by strength of signal.",
            ),
            fault(
                "Lock of the {model} opens only at the second try",
                "{model} needs two tries to unlock",
                "I always have to tap twice until the {model} opens. The first time nothing happens.",
                "The lock sleeps, and the first message only wakes it up.",
                "The app sends its message again by itself if the lock does not answer.",
            ),
            fault(
                "Alarm of the {model} goes off in the van",
                "{model} gives alarm while it is driven to the workshop",
                "Whenever we drive a {model} to the workshop, its alarm goes off in the van.",
                "The alarm only asks whether the bike moves and not whether the workshop has taken it.",
                "The alarm is silent while the workshop has the bike.",
            ),
            fault(
                "Box lock of the {model} jams when the box is full",
                "Full box of the {model} cannot be opened",
                "When the box of the {model} is full, its lock does not open. I have to push the lid down first.",
                "The lid presses against the bolt, and the motor of the lock is too weak to pull it.",
                "The lock pulls a second time with more current.",
            ),
            fault(
                "Bikes lock themselves while {client} unloads",
                "Bike is locked during unloading at {client}",
                "Unloading at {client} takes {minutes} minutes, and the bike locks itself in the meantime.",
                "The bike locks itself when it has not moved for five minutes, also when the box is open.",
                "The bike does not lock itself while its box is open.",
            ),
            fault(
                "Unlocking fails at {street} without a signal",
                "No unlocking in the underpass at {street}",
                "At {street} there is no signal, and then the bike cannot be unlocked.",
                "The app asks the server for leave each time.",
                "Leave is given for a whole tour when it starts, so no signal is needed.",
            ),
            fault(
                "App says that a locked {model} is open",
                "{model} is shown as open though it is locked",
                "The {model} is locked, but the app says that it is open and reminds me every {minutes} minutes.",
                "The lock reports only once that it is closed, and that report was lost.",
                "The lock reports its state with every position.",
            ),
            wish(
                "Let {client} open the box with a code",
                "Code for the box at {client}",
                "At {client} nobody comes down to take the parcels. With a code they could open the box themselves.",
                "The lock can hold {count} codes. They have to end with the tour.",
                "The console gives a code for a stop, which ends with the tour.",
            ),
            wish(
                "Lock all bikes at {depot} at once in the evening",
                "One button to lock everything at {depot}",
                "In the evening I go round at {depot} and lock every bike by itself. One button would be enough.",
                "The console may do that for bikes that stand in the depot and have no tour.",
                "There is a button in the console, for bikes without a tour alone.",
                "safety",
            ),
        ),
    ),
    "maps": Area(
        "Maps, routes and times of arrival",
        "app",
        "Is the street in the app's map wrong, or only the way that it takes?",
        "The map is right, I compared it with the sign at the corner. Two riders from {depot} say the same.",
        (
            fault(
                "Route to {street} leads down the steps",
                "Steps on the way to {street}",
                "The route to {street} leads down a flight of steps. With a full box that is no joke.",
                "The steps are marked as a path, and paths are allowed.",
                "Steps are no longer used for routes.",
                "safety",
            ),
            fault(
                "New part of {street} is missing from the map",
                "Map does not know the end of {street}",
                "The new houses at the end of {street} are not on the map, and the app says that they do not exist.",
                "Our map is from last year.",
                "We take a new map every month from now on.",
            ),
            fault(
                "Map shows the entrance of {client} on the wrong side",
                "Wrong door for {client}",
                "The map leads to the front of {client}, but deliveries go to the back.",
                "The address stands for the middle of the house, and the front is nearest to that.",
                "Stops can have an entrance of their own, and {client} has one now.",
            ),
            fault(
                "Route from {depot} to {street} follows the main road",
                "Main road on the way from {depot} to {street}",
                "From {depot} to {street} the app takes the main road, though there is a quiet lane next to it.",
                "The lane is four metres longer, and only length counts.",
                "Quiet lanes count for less than their length.",
            ),
            fault(
                "Arrow points backwards at {street}",
                "Wrong direction on the map at {street}",
                "When I stand at {street}, the arrow points to where I came from.",
                "At low speed the direction is taken from the last two positions, which are almost the same.",
                "At low speed the direction is taken from the compass of the phone.",
            ),
            fault(
                "Map of {street} stays grey without a signal",
                "Grey map around {street}",
                "Around {street} there is no signal, and the map stays grey until I am out again.",
                "The map is only loaded for what is on the screen.",
                "The map along the whole tour is loaded when the tour starts.",
            ),
            fault(
                "Arrival times at {client} are {minutes} minutes too early",
                "App promises {client} too much",
                "{client} is told a time that is {minutes} minutes too early, every day.",
                "The way from the street to the door is not counted.",
                "The time at the door is learnt from the last ten deliveries.",
            ),
            wish(
                "Mark the loading bay at {street}",
                "Show where to stop at {street}",
                "There is a loading bay at {street} that nobody new can find. It should be on the map.",
                "We can let riders mark bays, and dispatchers confirm them.",
                "Loading bays are on the map, and riders can add some.",
            ),
            wish(
                "Plan routes with the width of the {model}",
                "{model} does not fit through narrow lanes",
                "The {model} does not fit between the posts in some lanes, but the app sends me there.",
                "Posts are on the map with the room between them. The {model} needs ninety centimetres.",
                "Routes for the {model} avoid what is too narrow for it.",
            ),
        ),
    ),
    "billing": Area(
        "Invoices, discounts and payments",
        "portal",
        "Could you give me the number of the invoice, please?",
        "It is the invoice {count}{slot}{n} of {month}.",
        (
            fault(
                "Invoice of {client} has the deposit twice",
                "{client} pays the deposit two times",
                "The invoice of {client} has the deposit for the bikes twice, once on each page.",
                "The deposit is added for every page of the invoice.",
                "The deposit is added once. {client} gets a new invoice.",
            ),
            fault(
                "Invoice of {client} goes to the old address",
                "{client} has moved but its invoices have not",
                "{client} moved in {month}. The portal has the new address, but the invoices go to the old one.",
                "Invoices take the address from the contract and not from the portal.",
                "Invoices take the address from the portal.",
            ),
            fault(
                "Discount of {client} ends a month early",
                "{client} has lost its discount",
                "The discount of {client} was agreed until the end of {month}, but it is gone already.",
                "The last month of a discount is not counted.",
                "The last month is counted, and {client} was given the difference.",
            ),
            fault(
                "Credit note of {client} is not on its statement",
                "Statement of {client} lacks a credit note",
                "We gave {client} a credit note in {month}, and it is not on the statement.",
                "Credit notes without a line are left out of statements.",
                "Statements have all credit notes.",
            ),
            fault(
                "Total of {client} differs by a penny from its lines",
                "Sum of the invoice of {client} is wrong by a penny",
                "The lines of the invoice of {client} add up to a penny more than the total below.",
                "The tax is rounded for each line, and the total is rounded once.",
                "The tax is rounded once for the whole invoice.",
            ),
            fault(
                "{client} is reminded of an invoice that is paid",
                "Reminder to {client} although it has paid",
                "{client} has paid the invoice of {month}, and got a reminder all the same. They are angry.",
                "The payment had a space in its number and was not matched.",
                "Spaces in the number of a payment do not matter any more.",
            ),
            wish(
                "Let {client} pay by the quarter",
                "Quarterly invoices for {client}",
                "{client} would like to have one invoice for three months. That would save both of us work.",
                "The portal can only do months. We need a setting in the contract.",
                "A contract can be by month or by quarter.",
            ),
            wish(
                "Put the order number of {client} on its invoices",
                "{client} needs its own number on the invoice",
                "{client} sends back every invoice that lacks its order number.",
                "There is a field for it in the contract already, it is only not printed.",
                "The order number is printed below the address.",
            ),
            chore(
                "Check all invoices of {client} for {month}",
                "Invoices of {client} for {month} need a second look",
                "{client} had {n} bikes less in {month} than were billed. Somebody has to go through its invoices.",
                "The bikes were given back in the middle of the month, which the contract allows.",
                "The invoices were checked, and the bikes that were given back were taken off.",
            ),
        ),
    ),
    "accounts": Area(
        "Accounts of riders and clients, and signing in",
        "portal",
        "Which address did you use, and what exactly does the page say?",
        "I used the one from the contract. The page only says that something went wrong.",
        (
            fault(
                "New riders of {client} get no invitation",
                "Invitations to riders of {client} do not arrive",
                "{client} has added {n} riders since {weekday}, and none of them has got an invitation.",
                "Their mail server refuses messages without a plain text part.",
                "Invitations have a plain text part.",
            ),
            fault(
                "Password link has expired when it reaches {client}",
                "{client} cannot set a new password in time",
                "When somebody at {client} asks for a new password, the link has expired once the mail is there.",
                "The link is good for {minutes} minutes, and the mail server of {client} holds mail back for longer.",
                "Links are good for a day.",
            ),
            fault(
                "Riders who have left {client} can still sign in",
                "Former riders of {client} still have access",
                "Two riders left {client} in {month}, and both can still sign in and see the tours.",
                "An account that was removed stays signed in on the phone until it signs out.",
                "Removing an account ends all its sessions.",
                "privacy",
            ),
            fault(
                "One rider at {depot} has two accounts",
                "Rider shows up twice at {depot}",
                "One of our riders at {depot} is in the list twice, and half of his tours are on each account.",
                "Capital letters in the address made a second account.",
                "Capital letters do not matter any more, and the two accounts were joined.",
            ),
            fault(
                "Portal of {client} turns English after signing in",
                "{client} does not see its own language",
                "The sign-in page of {client} is in {language}, and everything after it is in English.",
                "The language is kept in the session, and signing in makes a new one.",
                "The language is kept with the account.",
                "translation",
            ),
            fault(
                "Sign-in page asks {client} twice for the code",
                "{client} has to enter the code two times",
                "{client} enters the code, and the page asks for it again. The second time it works.",
                "The clock of one of our servers is half a minute slow.",
                "The clock is right again, and codes are good for a minute.",
            ),
            wish(
                "Let team leads of {client} add riders",
                "{client} wants to manage its riders itself",
                "{client} writes to us for every new rider. Its team leads could add them without us.",
                "They may add riders to their own team and no other. Removing needs more thought.",
                "Team leads can add riders to their team.",
            ),
            wish(
                "Sign in with the badge at {depot}",
                "Badge reader for signing in at {depot}",
                "Riders at {depot} wear gloves and hate to type. They all have a badge for the door.",
                "The reader of the door can tell the tablet who came. It needs a small box in between.",
                "The tablet at {depot} signs in whoever holds a badge to it.",
            ),
            chore(
                "Remove accounts of {client} that are not used",
                "Unused accounts at {client}",
                "{client} has {count} accounts and {slot} riders. The others should go.",
                "Accounts without a tour in {days} days are the ones to go. I have sent a list to {client}.",
                "The accounts that {client} agreed to were removed.",
                "privacy",
            ),
        ),
    ),
    "telemetry": Area(
        "Positions and measurements that the bikes send",
        "console",
        "Do you see the raw messages on the page of the bike, or is there nothing at all?",
        "The raw messages are there, they are only not used. I looked at {n} bikes.",
        (
            fault(
                "No positions from {depot} between {night} at night",
                "Gap in the positions of {depot} between {night}",
                "Every night between {night} there are no positions from {depot}. The bikes do stand there.",
                "The nightly copy of the database keeps the table locked for that time.",
                "The copy is made from the second server.",
            ),
            fault(
                "Distance of the {model} is counted twice",
                "{model} has twice the kilometres that it has done",
                "The console says that my {model} has done twice the distance that its own display shows.",
                "The bike and the display both send the distance, and we add them up.",
                "Only the bike counts.",
            ),
            fault(
                "A moving {model} stands still on the map",
                "Position of the {model} does not change",
                "I followed a {model} through the town, and on the map it stood at {depot} all the time.",
                "When a message is out of order, all those after it are dropped.",
                "Messages are sorted before they are used.",
            ),
            fault(
                "Report for {month} lacks the trips of {depot}",
                "No trips of {depot} in the report for {month}",
                "The report for {month} has no trips of {depot}, though we were on the road every day.",
                "The report knows depots by their name, and {depot} was written differently in {month}.",
                "The report knows depots by their number. I have made the one for {month} again.",
            ),
            fault(
                "Alerts from {depot} arrive {minutes} minutes late",
                "Late alerts from {depot}",
                "Alerts from {depot} come {minutes} minutes late. Then the bike is somewhere else.",
                "Alerts wait in the same queue as the positions.",
                "Alerts have a queue of their own.",
                "speed",
            ),
            fault(
                "Trips over {street} are split in two",
                "{street} cuts trips in half",
                "All trips that cross {street} are in the list twice, once before it and once after.",
                "There is no signal at {street} for more than a minute, and a minute ends a trip.",
                "A trip ends after five minutes.",
            ),
            wish(
                "Keep positions of {client} for {days} days only",
                "{client} wants its positions deleted after {days} days",
                "The contract with {client} says that positions are deleted after {days} days. We keep them a year.",
                "The time to keep has to be set for each contract. Reports only need the sums.",
                "Positions are deleted after the time in the contract.",
                "privacy",
            ),
            wish(
                "Chart of the kilometres of the {model} by week",
                "Weekly kilometres of the {model}",
                "For the service plan I need the kilometres of each {model} by week, and I add them up by hand.",
                "The sums by day are there. A chart on the page of the bike will do.",
                "The page of a bike has a chart by week.",
            ),
            chore(
                "Move {count} bikes at {depot} to the new server",
                "{count} bikes at {depot} still send to the old server",
                "There are {count} bikes at {depot} that send to the old server, which ends soon.",
                "They need the firmware from last autumn first. I will do both in one go.",
                "All {count} send to the new server.",
            ),
        ),
    ),
    "workshop": Area(
        "Frames, brakes, wheels and everything that wears out",
        "bulletin",
        "How many kilometres has the bike done, and is it the front or the rear?",
        "It has done {count}00 kilometres, and it is the front. At {depot} there is a second one like it.",
        (
            fault(
                "Brake lever of the {model} has too much play",
                "Loose brake lever on the {model}",
                "The brake lever of the {model} can be pulled to the grip. Two bikes at {depot} have that.",
                "The cable has stretched. The first service comes too late for heavy loads.",
                "The first service is now after 300 kilometres, and the cables at {depot} were changed.",
                "safety",
            ),
            fault(
                "Spokes of the {model} break after {count}00 kilometres",
                "Broken spokes on the {model}",
                "We had {n} broken spokes on the {model} this month, all in the rear wheel after {count}00 kilometres.",
                "The spokes are those of the light model. With a full box they carry too much.",
                "The {model} gets thicker spokes at its next service.",
            ),
            fault(
                "Mudguard of the {model} rubs on the tyre",
                "Rubbing noise from the mudguard of the {model}",
                "The mudguard of the {model} rubs on the tyre over every kerb. It has worn a groove already.",
                "The stay is bent when bikes are parked too close to each other.",
                "The stay was moved to the inside. There is a set of parts for older bikes.",
            ),
            fault(
                "Box of the {model} lets the rain in",
                "Wet parcels in the box of the {model}",
                "After an hour of rain there was water in the box of the {model}. {client} sent its parcels back.",
                "The seal ends a finger's width before the corner.",
                "The seal goes all the way round now.",
            ),
            fault(
                "Chain of the {model} jumps under load",
                "{model} chain slips uphill",
                "On the way up {street} the chain of the {model} jumps as soon as the box is full.",
                "The chain is longer than the sprocket can bear. It was the wrong one in the last delivery.",
                "The delivery was sent back, and the chains were changed.",
            ),
            fault(
                "Saddle of the {model} slips down while riding",
                "Saddle post of the {model} does not hold",
                "The saddle of the {model} slips down by {n} centimetres on every tour.",
                "There was grease on the post, which the handbook even asks for.",
                "The posts were cleaned, and the handbook asks for paste.",
            ),
            wish(
                "Stronger lamp for the {model}",
                "Lamp of the {model} is too weak on {street}",
                "On {street} there are no lights, and the lamp of the {model} shows me nothing of the road.",
                "The lamp of the larger model fits and draws only a little more.",
                "New {model} bikes have the stronger lamp. Depots can order it for the others.",
            ),
            wish(
                "Holder for two crates on the {model}",
                "Two crates on one {model}",
                "{client} has crates that would fit twice on the {model} if there were a holder.",
                "The frame bears it. The crates must not cover the lamp.",
                "There is a holder for two crates.",
            ),
            chore(
                "Check the headsets of all {model} bikes at {depot}",
                "Headset check for the {model} at {depot}",
                "After the winter the headsets of the {model} at {depot} need a check. There are {count} of them.",
                "I have planned it for two mornings, so that there are enough bikes for the tours.",
                "All {count} were checked, and {n} of them changed.",
            ),
        ),
    ),
    "handbook": Area(
        "What is written for riders, depots and clients",
        "handbook",
        "Is this about the printed handbook or about the one in the portal?",
        "Both. The printed one at {depot} is from the year before.",
        (
            chore(
                "Handbook of the {model} shows the old display",
                "Pictures of the display in the {model} handbook are old",
                "The handbook of the {model} still has pictures of the old display. New riders are confused.",
                "I need a {model} for a morning to take the pictures.",
                "The handbook of the {model} has new pictures.",
            ),
            chore(
                "Describe how to swap the battery of the {model}",
                "No description of the battery swap on the {model}",
                "Nothing tells how to swap the battery of the {model}, and at {depot} two covers were broken.",
                "The workshop has notes that I can use.",
                "There is a page about the swap, with {n} pictures.",
            ),
            fault(
                "Link to the parts list of the {model} leads nowhere",
                "Parts list of the {model} cannot be found",
                "The link to the parts list of the {model} leads to an empty page.",
                "The list was moved when the {model} got its new number.",
                "The link leads to the list again, and links are checked every night.",
            ),
            chore(
                "Translate the safety card of the {model} into {language}",
                "Safety card of the {model} in {language}",
                "Some of our riders at {depot} read {language} best. The safety card of the {model} is English only.",
                "There is somebody at {depot} who will read it over.",
                "The card is there in {language}.",
                "translation",
            ),
            chore(
                "Write down how bikes are handed over at {depot}",
                "Hand-over at {depot} is written nowhere",
                "How bikes are handed over at {depot} in the evening is known to three people and written nowhere.",
                "I will come by on {weekday} and take notes.",
                "There is a page about it, and the three have agreed to it.",
            ),
            fault(
                "Help page about the {screen} is out of date",
                "Help for the {screen} shows buttons that are gone",
                "The help page about the {screen} names buttons that are not there any more.",
                "The page was not part of the last round of changes.",
                "The page about the {screen} is up to date.",
            ),
            fault(
                "Torque table of the {model} has a wrong number",
                "Wrong torque for the stem of the {model}",
                "The table for the {model} gives {count} newton metres for the stem. That would strip the thread.",
                "Two columns were swapped when the table was typed in.",
                "The table is right, and all depots were told.",
                "safety",
            ),
            wish(
                "Short film about locking the {model}",
                "Film for new riders on how to lock the {model}",
                "Nobody reads how to lock the {model}. A film of a minute would do more.",
                "I have a plan for it with {n} scenes. We need a rider who does not mind being seen.",
                "The film is in the app, on the page of the {model}.",
            ),
            wish(
                "Explain the invoice to {client}",
                "{client} does not understand its invoice",
                "{client} calls every month to ask what the lines of its invoice mean.",
                "One page with an example would help the others too.",
                "There is a page about every line, and the invoice has a link to it.",
            ),
        ),
    ),
}
"""By keyword."""
