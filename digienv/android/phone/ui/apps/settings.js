"use strict";

register({
  id: "com.android.settings",
  name: "Settings",
  icon: "gear",
  hue: 220,
  main: ".Settings",
  handles: Object.entries({
    SETTINGS: ".Settings",
    WIFI_SETTINGS: ".Network",
    WIRELESS_SETTINGS: ".Network",
    AIRPLANE_MODE_SETTINGS: ".Network",
    BLUETOOTH_SETTINGS: ".Devices",
    DISPLAY_SETTINGS: ".Display",
    SOUND_SETTINGS: ".Sound",
    BATTERY_SAVER_SETTINGS: ".Battery",
    DATE_SETTINGS: ".Date",
    DEVICE_INFO_SETTINGS: ".About",
    APPLICATION_SETTINGS: ".Apps",
  }).map(([action, activity]) => ({ action: `android.settings.${action}`, activity })),
  activities: {
    async ".Settings"(page) {
      const entries = [
        ["wifi", "Network & internet", "Wi-Fi, mobile, airplane mode", ".Network"],
        ["bluetooth", "Connected devices", "Bluetooth", ".Devices"],
        ["sun", "Display", "Brightness, dark theme, font size", ".Display"],
        ["sound", "Sound & vibration", "Volume, Do Not Disturb", ".Sound"],
        ["more", "Apps", "Permissions", ".Apps"],
        ["battery", "Battery", "Battery Saver", ".Battery"],
        ["clock", "Date & time", "24-hour format, time zone", ".Date"],
        ["place", "Location", phone.setting("secure", "location_mode") === "0" ? "Off" : "On", ".Location"],
        ["info", "About phone", "Simulated Phone", ".About"],
      ];
      return [
        appBar(page, "Settings", { up: false }),
        scrolling(
          entries.map(([picture, title, subtitle, activity]) =>
            row({ title, subtitle, leading: icon(picture), onclick: () => page.open(activity) }),
          ),
        ),
      ];
    },

    ".Network": (page) =>
      switches(page, "Network & internet", [
        ["Wi-Fi", "global", "wifi_on", "1", "0"],
        ["Mobile data", "global", "mobile_data", "1", "0"],
        ["Airplane mode", "global", "airplane_mode_on", "1", "0"],
      ]),

    ".Devices": (page) => switches(page, "Connected devices", [["Bluetooth", "global", "bluetooth_on", "1", "0"]]),

    ".Battery": (page) => switches(page, "Battery", [["Battery Saver", "global", "low_power", "1", "0"]]),

    async ".Display"(page) {
      const brightness = Number(phone.setting("system", "screen_brightness"));
      const size = phone.setting("system", "font_scale");
      const sizes = { "0.85": "Small", "1.0": "Default", "1.15": "Large", "1.3": "Largest" };
      return [
        appBar(page, "Display"),
        scrolling(
          el(
            "div.setting",
            {},
            el("div.row-title", { text: "Brightness level", as: widget("TextView") }),
            slider(brightness, 255, "Display brightness", async (value) => {
              await phone.set("system", "screen_brightness", value);
              await page.refresh();
            }),
            el("div.row-subtitle", { text: `${Math.round((100 * brightness) / 255)}%`, as: widget("TextView") }),
          ),
          await switchRow(page, "Adaptive brightness", "system", "screen_brightness_mode", "1", "0"),
          await switchRow(page, "Dark theme", "secure", "ui_night_mode", "2", "1"),
          row({
            title: "Screen timeout",
            subtitle: `After ${TIMEOUTS[phone.setting("system", "screen_off_timeout")] || "some time"} of inactivity`,
            onclick: () =>
              system.ask({
                title: "Screen timeout",
                list: true,
                buttons: Object.entries(TIMEOUTS).map(([value, name]) => [name, () => phone.set("system", "screen_off_timeout", value)]),
              }),
          }),
          await switchRow(page, "Auto-rotate screen", "system", "accelerometer_rotation", "1", "0"),
          row({
            title: "Font size",
            subtitle: sizes[size] || size,
            onclick: () =>
              system.ask({
                title: "Font size",
                list: true,
                buttons: Object.entries(sizes).map(([value, name]) => [name, () => phone.set("system", "font_scale", value)]),
              }),
          }),
        ),
      ];
    },

    async ".Sound"(page) {
      const volumes = [
        ["Media volume", "volume_music", 15],
        ["Call volume", "volume_ring", 7],
        ["Notification volume", "volume_notification", 7],
        ["Alarm volume", "volume_alarm", 7],
      ];
      const values = volumes.map(([, name]) => phone.setting("system", name));
      return [
        appBar(page, "Sound & vibration"),
        scrolling(
          volumes.map(([title, name, most], number) =>
            el(
              "div.setting",
              {},
              el("div.row-title", { text: title, as: widget("TextView") }),
              slider(Number(values[number]), most, title, (value) => phone.set("system", name, value)),
            ),
          ),
          await switchRow(page, "Do Not Disturb", "global", "zen_mode", "1", "0"),
          await switchRow(page, "Vibrate for calls", "system", "vibrate_when_ringing", "1", "0"),
        ),
      ];
    },

    ".Date": (page) =>
      switches(page, "Date & time", [
        ["Set time automatically", "global", "auto_time", "1", "0"],
        ["Set time zone automatically", "global", "auto_time_zone", "1", "0"],
        ["Use 24-hour format", "system", "time_12_24", "24", "12"],
      ]),

    ".Location": (page) => switches(page, "Location", [["Use location", "secure", "location_mode", "3", "0"]]),

    async ".Apps"(page) {
      const shown = [...apps.values()].sort((a, b) => a.name.localeCompare(b.name));
      return [
        appBar(page, "Apps"),
        scrolling(shown.map((app) => row({ title: app.name, leading: system.appIcon(app), onclick: () => page.open(".AppInfo", { app: app.id }) }))),
      ];
    },

    async ".AppInfo"(page) {
      const app = apps.get(page.extras.app);
      const allowed = await phone.sql("packages", "SELECT name, granted FROM permissions WHERE package = ? ORDER BY name", app.id);
      const change = async ({ name, granted }) => {
        await phone.sql("packages", "UPDATE permissions SET granted = ? WHERE package = ? AND name = ?", granted ? 0 : 1, app.id, name);
        await page.refresh();
      };
      return [
        appBar(page, app.name),
        scrolling(
          row({ title: "Open", leading: icon("play"), onclick: () => system.start(app.id) }),
          row({ title: "Force stop", leading: icon("close"), onclick: () => system.stop(app.id) }),
          heading("Permissions"),
          allowed.length ? null : empty("No permissions requested"),
          allowed.map((one) => {
            const title = one.name.split(".").at(-1).toLowerCase().replaceAll("_", " ");
            return row({ title, onclick: () => change(one), trailing: toggle(Boolean(one.granted), title, () => change(one)) });
          }),
        ),
      ];
    },

    async ".About"(page) {
      const name = phone.setting("global", "device_name");
      const facts = [
        ["Model", "Simulated Phone"],
        ["Android version", "16"],
        ["Build number", "SIM.1"],
        ["Serial number", "SIMULATED"],
      ];
      return [
        appBar(page, "About phone"),
        scrolling(
          row({
            title: "Device name",
            subtitle: name,
            onclick: () => {
              let typed = name;
              system.ask({
                title: "Device name",
                content: () => field("Device name", typed, { id: "android:id/edit", oninput: (text) => (typed = text) }),
                buttons: [["Cancel"], ["OK", () => phone.set("global", "device_name", typed)]],
              });
            },
          }),
          facts.map(([title, subtitle]) => row({ title, subtitle })),
        ),
      ];
    },
  },
});

const TIMEOUTS = { 15000: "15 seconds", 30000: "30 seconds", 60000: "1 minute", 120000: "2 minutes", 300000: "5 minutes", 600000: "10 minutes", 1800000: "30 minutes" };

async function switchRow(page, title, space, name, on, off) {
  const active = phone.setting(space, name) === on;
  const change = async () => {
    await phone.set(space, name, active ? off : on);
    await page.refresh();
  };
  return row({ title, onclick: change, trailing: toggle(active, title, change) });
}

async function switches(page, title, entries) {
  return [appBar(page, title), scrolling(await Promise.all(entries.map((entry) => switchRow(page, ...entry))))];
}
