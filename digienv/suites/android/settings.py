"""Tasks in the settings and in the notification shade."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, Drag, OpenApp, Stop
from digienv.core.answers import Name
from digienv.core.goals import Differs, Instance, Requirement, Says, changed
from digienv.suites.android.screen import fill, find, sequence, slide, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import InFront, PhoneTemplate

__all__ = ["TEMPLATES", "switchable"]

SWITCHES = (
    # name on the screen, where it is, space, setting, on, off
    ("Wi-Fi", "Network & internet", "global", "wifi_on", "1", "0"),
    ("Mobile data", "Network & internet", "global", "mobile_data", "1", "0"),
    ("Airplane mode", "Network & internet", "global", "airplane_mode_on", "1", "0"),
    ("Bluetooth", "Connected devices", "global", "bluetooth_on", "1", "0"),
    ("Dark theme", "Display", "secure", "ui_night_mode", "2", "1"),
    ("Adaptive brightness", "Display", "system", "screen_brightness_mode", "1", "0"),
    ("Auto-rotate screen", "Display", "system", "accelerometer_rotation", "1", "0"),
    ("Do Not Disturb", "Sound & vibration", "global", "zen_mode", "1", "0"),
    ("Vibrate for calls", "Sound & vibration", "system", "vibrate_when_ringing", "1", "0"),
    ("Battery Saver", "Battery", "global", "low_power", "1", "0"),
    ("Use 24-hour format", "Date & time", "system", "time_12_24", "24", "12"),
    ("Use location", "Location", "secure", "location_mode", "3", "0"),
)


def is_set(space: str, name: str, value: str) -> Differs:
    """A setting must have been changed to a value, and no other."""
    return Differs(changed(space, {"name": name}, value=value), where="settings")


def switchable(surface: PhoneSurface) -> list[Instance]:
    """All switches, each with what it can be turned to."""
    return [
        {"section": section, **_turned(surface, title, space, name, on, off)}
        for title, section, space, name, on, off in SWITCHES
    ]


def _turned(surface: PhoneSurface, title: str, space: str, name: str, on: str, off: str) -> Instance:
    """A switch, and what it can be turned to."""
    to, value = ("off", off) if surface.before.settings[space].get(name) == on else ("on", on)
    return {"title": title, "space": space, "name": name, "to": to, "value": value}


class ToggleSetting(PhoneTemplate):
    """Turn something on or off in the settings."""

    id = "android.toggle-setting"
    goal = "Turn {to} {title} in the settings."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return switchable(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set(instance["space"], instance["name"], instance["value"]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Settings"), taps(surface, instance["section"], instance["title"]), Stop())


class ToggleTile(PhoneTemplate):
    """Turn something on or off in the notification shade."""

    id = "android.toggle-tile"
    goal = "Pull down the quick settings and turn {to} {title} there."
    TILES: ClassVar = (
        ("Internet", "global", "wifi_on", "1", "0"),
        ("Bluetooth", "global", "bluetooth_on", "1", "0"),
        ("Do Not Disturb", "global", "zen_mode", "1", "0"),
        ("Airplane mode", "global", "airplane_mode_on", "1", "0"),
        ("Dark theme", "secure", "ui_night_mode", "2", "1"),
        ("Battery Saver", "global", "low_power", "1", "0"),
        ("Auto-rotate", "system", "accelerometer_rotation", "1", "0"),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [_turned(surface, *tile) for tile in self.TILES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set(instance["space"], instance["name"], instance["value"]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        pull = Drag(surface.width // 2, 20, surface.width // 2, surface.height // 2)
        return sequence(pull, tap(surface, instance["title"]), Stop())


class SetBrightness(PhoneTemplate):
    """Make the screen as bright or as dark as it gets."""

    id = "android.set-brightness"
    goal = "Set the screen's brightness to {to} in {where}."
    ENDS: ClassVar = {"the maximum": ("255", 1.0), "the minimum": ("0", 0.0)}

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        ways = ("the display settings", "the quick settings")
        return [{"to": to, "where": where} for to in self.ENDS for where in ways]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set("system", "screen_brightness", self.ENDS[instance["to"]][0]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        share = self.ENDS[instance["to"]][1]
        pull = Drag(surface.width // 2, 20, surface.width // 2, surface.height // 2)
        way = [pull] if "quick" in instance["where"] else [OpenApp("Settings"), tap(surface, "Display")]
        return sequence(*way, slide(surface, "Display brightness", share), Stop())


class SetVolume(PhoneTemplate):
    """Silence something, or make it as loud as it gets."""

    id = "android.set-volume"
    goal = "Turn the {title} {how}."
    SLIDERS: ClassVar = (
        ("media volume", "volume_music", 15),
        ("call volume", "volume_ring", 7),
        ("notification volume", "volume_notification", 7),
        ("alarm volume", "volume_alarm", 7),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {"title": title, "name": name, "how": how, "value": str(value)}
            for title, name, most in self.SLIDERS
            for how, value in (("all the way down", 0), ("all the way up", most))
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set("system", instance["name"], instance["value"]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        share = 0.0 if instance["value"] == "0" else 1.0
        title = instance["title"].capitalize()
        return sequence(OpenApp("Settings"), tap(surface, "Sound & vibration"), slide(surface, title, share), Stop())


class _Choice(PhoneTemplate):
    """Choose something of a list in the display settings."""

    title: ClassVar[str]
    name: ClassVar[str]
    options: ClassVar[dict[str, str]]

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        now = surface.before.settings["system"].get(self.name)
        return [{"option": option} for option, value in self.options.items() if value != now]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set("system", self.name, self.options[instance["option"]]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Settings"), taps(surface, "Display", self.title, instance["option"]), Stop())


class SetScreenTimeout(_Choice):
    """Choose after how long the screen goes dark."""

    id = "android.set-screen-timeout"
    goal = "Have the screen turn off after {option} of inactivity."
    title, name = "Screen timeout", "screen_off_timeout"
    options: ClassVar = {
        "15 seconds": "15000",
        "30 seconds": "30000",
        "1 minute": "60000",
        "2 minutes": "120000",
        "5 minutes": "300000",
        "10 minutes": "600000",
        "30 minutes": "1800000",
    }


class SetFontSize(_Choice):
    """Choose how large letters are."""

    id = "android.set-font-size"
    goal = 'Set the font size to "{option}".'
    title, name = "Font size", "font_scale"
    options: ClassVar = {"Small": "0.85", "Large": "1.15", "Largest": "1.3"}

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        found = await super().instances(surface)
        return [*found, *({**one, "theme": "dark"} for one in found)]

    def say(self, instance: Instance) -> str:
        more = " Also turn on the dark theme." if "theme" in instance else ""
        return super().say(instance) + more

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        size = changed("system", {"name": self.name}, value=self.options[instance["option"]])
        dark = changed("secure", {"name": "ui_night_mode"}, value="2")
        return (Differs(*([size, dark] if "theme" in instance else [size])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        dark = [tap(surface, "Dark theme")] if "theme" in instance else []
        return sequence(
            OpenApp("Settings"),
            tap(surface, "Display"),
            *dark,
            taps(surface, self.title, instance["option"]),
            Stop(),
        )


class RenameDevice(PhoneTemplate):
    """Give the phone a name."""

    id = "android.rename-device"
    goal = 'Change the name of this device to "{name}".'

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        names = ("Kitchen phone", "Pocket 7", "Blue Heron", "Lena's spare", "Test device 12", "Workshop", "Night owl")
        return [{"name": name} for name in names]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (is_set("global", "device_name", instance["name"]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Settings"),
            taps(surface, "About phone", "Device name"),
            fill(surface, "edit", instance["name"]),
            tap(surface, "OK"),
            Stop(),
        )


class OpenSettings(PhoneTemplate):
    """Get to a page of the settings."""

    id = "android.open-settings"
    goal = "Open the {section} settings."
    PAGES: ClassVar = {
        "Network & internet": ".Network",
        "Connected devices": ".Devices",
        "Display": ".Display",
        "Sound & vibration": ".Sound",
        "Battery": ".Battery",
        "Date & time": ".Date",
        "Location": ".Location",
        "Apps": ".Apps",
        "About phone": ".About",
    }

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"section": section} for section in self.PAGES]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (InFront("Settings", self.PAGES[instance["section"]]),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Settings"), tap(surface, instance["section"]), Stop())


class ReadSetting(PhoneTemplate):
    """Say what the settings say."""

    id = "android.read-setting"
    goal = "{question}"
    QUESTIONS: ClassVar = (
        ("Is {title} turned on? Answer yes or no.", "state"),
        ("Is {title} turned off? Answer yes or no.", "opposite"),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        found = []
        for title, section, space, name, on, _ in SWITCHES:
            is_on = surface.before.settings[space].get(name) == on
            for question, asked in self.QUESTIONS:
                answer = "yes" if is_on == (asked == "state") else "no"
                said = {"title": title, "section": section, "asked": asked, "answer": answer}
                found.append({**said, "question": question.format(title=title)})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["answer"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        yield OpenApp("Settings")
        async for action in tap(surface, instance["section"]):
            yield action
        switch = await find(surface, instance["title"], kind="Switch")
        is_on = switch is not None and "checked" in switch.states
        yield Answer("yes" if is_on == (instance["asked"] == "state") else "no")


class AboutPhone(PhoneTemplate):
    """Say what the phone says about itself."""

    id = "android.about-phone"
    goal = "{question}"
    QUESTIONS: ClassVar = ("What is the {fact} of this phone?", "Look up this phone's {fact} in the settings.")
    FACTS: ClassVar = {
        "Model": "ro.product.model",
        "Android version": "ro.build.version.release",
        "Build number": "ro.build.display.id",
        "Serial number": "ro.serialno",
        "Device name": "",
    }

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        found = []
        for fact, name in self.FACTS.items():
            named = surface.before.settings["global"]["device_name"]
            value = await surface.device.run("getprop", name) if name else named
            for question in self.QUESTIONS:
                found.append({"question": question.format(fact=fact.lower()), "title": fact, "value": value})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["value"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Settings"), tap(surface, "About phone")):
            yield action
        shown = await texts(surface)
        yield Answer(shown[shown.index(instance["title"]) + 1])


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AboutPhone,
    OpenSettings,
    ReadSetting,
    RenameDevice,
    SetBrightness,
    SetFontSize,
    SetScreenTimeout,
    SetVolume,
    ToggleSetting,
    ToggleTile,
)
