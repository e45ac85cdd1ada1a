"use strict";

register({
  id: "com.android.settings",
  name: "Settings",
  icon: "gear",
  hue: 220,
  main: ".Settings",
  activities: {
    async ".Settings"(page) {
      const entries = [
        ["wifi", "Network & internet", "Wi-Fi, mobile, airplane mode", ".Network"],
        ["bluetooth", "Connected devices", "Bluetooth", ".Devices"],
        ["sun", "Display", "Brightness, dark theme, font size", ".Display"],
        ["sound", "Sound & vibration", "Volume, Do Not Disturb", ".Sound"],
        ["battery", "Battery", "Battery Saver", ".Battery"],
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
      const brightness = Number(await phone.setting("system", "screen_brightness"));
      const size = await phone.setting("system", "font_scale");
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
          await switchRow(page, "Auto-rotate screen", "system", "accelerometer_rotation", "1", "0"),
          row({
            title: "Font size",
            subtitle: sizes[size] || size,
            onclick: () =>
              system.ask({
                title: "Font size",
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
      const values = await Promise.all(volumes.map(([, name]) => phone.setting("system", name)));
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

    async ".About"(page) {
      const name = await phone.setting("global", "device_name");
      const facts = [
        ["Model", "Simulated Phone"],
        ["Android version", "16"],
        ["Build number", "SIM.1"],
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

async function switchRow(page, title, space, name, on, off) {
  const active = (await phone.setting(space, name)) === on;
  const change = async () => {
    await phone.set(space, name, active ? off : on);
    await page.refresh();
  };
  return row({ title, onclick: change, trailing: toggle(active, title, change) });
}

async function switches(page, title, entries) {
  return [appBar(page, title), scrolling(await Promise.all(entries.map((entry) => switchRow(page, ...entry))))];
}
