"""Tasks about alarms, timers, the stopwatch and the time elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Number
from digienv.core.goals import ANY, Differs, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import fill, sequence, tap, taps
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

ALARMS = "SELECT _id, hour, minutes, daysofweek, enabled, label FROM alarm_templates ORDER BY hour, minutes"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TIMES = ((5, 20), (6, 5), (7, 40), (9, 55), (11, 30), (14, 45), (16, 10), (18, 25), (20, 0), (23, 35))


def spoken(hour: int, minutes: int) -> str:
    """A time as the phone writes it."""
    return f"{hour % 12 or 12}:{minutes:02d} {'AM' if hour < 12 else 'PM'}"


class _Clock(PhoneTemplate):
    place = "alarms"

    async def alarms(self, surface: PhoneSurface) -> list[Instance]:
        """All alarms, each with its time in words."""
        return [
            {**alarm, "time": spoken(alarm["hour"], alarm["minutes"])} for alarm in self.rows(surface, "alarms", ALARMS)
        ]


def set_time(surface: PhoneSurface, hour: int, minutes: int) -> AsyncIterator[Action]:
    """Enter a time where it is asked for."""
    return sequence(fill(surface, "hours", str(hour)), fill(surface, "minutes", str(minutes)), tap(surface, "OK"))


class SetAlarm(_Clock):
    """Have the phone wake somebody."""

    id = "android.set-alarm"
    goal = "Set an alarm for {time}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"time": spoken(*time), "hour": time[0], "minutes": time[1]} for time in TIMES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                added(
                    "alarm_templates",
                    hour=instance["hour"],
                    minutes=instance["minutes"],
                    daysofweek=0,
                    enabled=1,
                )
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Clock"),
            tap(surface, "Add alarm"),
            set_time(surface, instance["hour"], instance["minutes"]),
            Stop(),
        )


class SetRepeatingAlarm(_Clock):
    """Have the phone wake somebody on certain days, with a word why."""

    id = "android.set-repeating-alarm"
    goal = 'Set an alarm labeled "{label}" for {time} on {days}.'
    LABELS: ClassVar = ("Swimming", "Early shift", "Rehearsal", "Market day", "Choir")
    PATTERNS: ClassVar = (("Mon", "Wed", "Fri"), ("Tue", "Thu"), ("Sat", "Sun"), ("Wed",))

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {
                "label": label,
                "time": spoken(*time),
                "hour": time[0],
                "minutes": time[1],
                "days": " and ".join([", ".join(days[:-1]), days[-1]] if days[1:] else days),
                "chosen": list(days),
            }
            for number, label in enumerate(self.LABELS)
            for turn, days in enumerate(self.PATTERNS)
            for time in [TIMES[(2 * number + 3 * turn) % len(TIMES)]]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        days = sum(1 << DAYS.index(day) for day in instance["chosen"])
        return (
            Differs(
                added(
                    "alarm_templates",
                    hour=instance["hour"],
                    minutes=instance["minutes"],
                    daysofweek=days,
                    enabled=1,
                    label=instance["label"],
                )
            ),
        )

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Clock"),
            tap(surface, "Add alarm"),
            set_time(surface, instance["hour"], instance["minutes"]),
            tap(surface, instance["time"], kind="TextView"),
            tap(surface, "Label"),
            fill(surface, "edit", instance["label"]),
            taps(surface, "OK", *instance["chosen"]),
            Stop(),
        )


class ToggleAlarm(_Clock):
    """Turn an alarm on or off."""

    id = "android.toggle-alarm"
    goal = "Turn {to} the alarm at {time}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{**alarm, "to": "off" if alarm["enabled"] else "on"} for alarm in await self.alarms(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("alarm_templates", {"_id": instance["_id"]}, enabled=1 - instance["enabled"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        switch = f"{instance['time']} {instance['label']}".strip()
        return sequence(OpenApp("Clock"), tap(surface, switch, kind="Switch"), Stop())


class DeleteAlarm(_Clock):
    """Do away with an alarm."""

    id = "android.delete-alarm"
    goal = "Delete the {time} alarm."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return await self.alarms(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("alarm_templates", _id=instance["_id"], hour=instance["hour"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Clock"), tap(surface, instance["time"], kind="TextView"), tap(surface, "Delete"), Stop()
        )


class MoveAlarm(_Clock):
    """Have an alarm ring at another time."""

    id = "android.move-alarm"
    goal = 'Change the "{label}" alarm to {to}, and make sure that it is on.'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**alarm, "to": spoken(*time), "to_hour": time[0], "to_minutes": time[1]}
            for alarm in await self.alarms(surface)
            if alarm["label"]
            for time in TIMES[:3]
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        to = {"hour": instance["to_hour"], "minutes": instance["to_minutes"], "enabled": 1}
        return (Differs(changed("alarm_templates", {"_id": instance["_id"]}, **to)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Clock"),
            taps(surface, instance["time"], "Time"),
            set_time(surface, instance["to_hour"], instance["to_minutes"]),
            Stop(),
        )


class StartTimer(_Clock):
    """Have the phone say when a time is over."""

    id = "android.start-timer"
    goal = "Start a timer for {minutes} minutes and {seconds} seconds."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        lengths = ((1, 30), (3, 15), (4, 45), (7, 20), (8, 5), (12, 40), (25, 10), (40, 50), (52, 35), (15, 25))
        return [{"minutes": minutes, "seconds": seconds} for minutes, seconds in lengths]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        length = 1000 * (60 * instance["minutes"] + instance["seconds"])
        return (Differs(added("timers", length=length, state="running")),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        keys = f"{instance['minutes']}{instance['seconds']:02d}"
        return sequence(OpenApp("Clock"), taps(surface, "Timer", *keys, "Start"), Stop())


class RunStopwatch(_Clock):
    """Measure time."""

    id = "android.run-stopwatch"
    goal = "{what}"
    STATES: ClassVar = {
        "Start the stopwatch.": "running",
        "Start the stopwatch and let it run.": "running",
        "Get the stopwatch going.": "running",
        "Start the stopwatch, then pause it.": "paused",
        "Start the stopwatch and pause it again without resetting it.": "paused",
        "Let the stopwatch run for a moment and leave it paused.": "paused",
    }

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"what": what, "state": state} for what, state in self.STATES.items()]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        paused = instance["state"] == "paused"
        rest = {"accumulated": ANY} if paused else {"started": ANY}
        return (Differs(changed("stopwatch", {"_id": 1}, state=instance["state"], **rest)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        more = ["Pause"] if instance["state"] == "paused" else []
        return sequence(OpenApp("Clock"), taps(surface, "Stopwatch", "Start", *more), Stop())


class AddCity(_Clock):
    """Have the time of a city shown."""

    id = "android.add-city"
    goal = "Add {name} to the cities of the world clock."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        names = ("Auckland", "Cairo", "Chicago", "Delhi", "Lima", "Oslo", "Paris", "Reykjavik", "Seoul", "Zurich")
        return [{"name": name} for name in names]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("cities", name=instance["name"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Clock"),
            taps(surface, "Clock", "Add city"),
            fill(surface, "search", instance["name"]),
            tap(surface, instance["name"], kind="TextView"),
            Stop(),
        )


class CountAlarms(_Clock):
    """Say how many alarms there are."""

    id = "android.count-alarms"
    goal = "{form}"
    FORMS: ClassVar = (
        "{question} Answer with a number.",
        "Look at the alarms. {question} Give only a number.",
    )
    QUESTIONS: ClassVar = {
        "How many alarms are turned on?": "enabled = 1",
        "How many alarms are turned off?": "enabled = 0",
        "How many alarms are there?": "1",
        "How many alarms ring on Saturdays, counting only those that are turned on?": "enabled = 1 AND daysofweek & 32",
        "How many alarms have a label?": "label <> ''",
        "How many alarms in the list repeat on Mondays, on or off?": "daysofweek & 1",
    }

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        count = "SELECT count(*) AS count FROM alarm_templates WHERE "
        return [
            {
                "form": form.format(question=question),
                "question": question,
                "count": self.rows(surface, "alarms", count + condition)[0]["count"],
            }
            for question, condition in self.QUESTIONS.items()
            for form in self.FORMS
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        yield OpenApp("Clock")
        nodes = list((await surface.tree()).walk())
        on = ["checked" in node.states for node in nodes if node.kind == "Switch"]
        below = [node.text for node in nodes if node.id == "android:id/summary"]
        question = instance["question"]
        day = next((day for day in DAYS if f" {day}" in question), "")
        wanted = [
            is_on != ("off?" in question)
            for is_on, text in zip(on, below, strict=True)
            if (is_on or "turned on" not in question)
            and (not day or day in text or "Every day" in text)
            and ("label" not in question or "·" in text)
        ]
        every = "turned" not in question or "label" in question
        yield Answer(str(len(wanted) if every else sum(wanted)))


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddCity,
    CountAlarms,
    DeleteAlarm,
    MoveAlarm,
    RunStopwatch,
    SetAlarm,
    SetRepeatingAlarm,
    StartTimer,
    ToggleAlarm,
)
