"use strict";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const CITIES = {
  Auckland: 12, Berlin: 2, "Buenos Aires": -3, Cairo: 3, Chicago: -5, Delhi: 5.5, Honolulu: -10, Lagos: 1, Lima: -5, London: 1,
  "Los Angeles": -7, Madrid: 2, Nairobi: 3, "New York": -4, Oslo: 2, Paris: 2, Reykjavik: 0, Seoul: 9, Singapore: 8, Sydney: 10,
  Tokyo: 9, Toronto: -4, Vancouver: -7, Zurich: 2,
};

register({
  id: "com.android.deskclock",
  name: "Clock",
  icon: "clock",
  hue: 235,
  main: ".DeskClock",
  handles: [
    { action: "android.intent.action.SHOW_ALARMS", activity: ".DeskClock", extras: { tab: "alarm" } },
    { action: "android.intent.action.SHOW_TIMERS", activity: ".DeskClock", extras: { tab: "timer" } },
  ],
  activities: {
    async ".DeskClock"(page) {
      const tab = page.state.tab || page.extras.tab || "alarm";
      const views = { alarm: alarmTab, clock: clockTab, timer: timerTab, stopwatch: stopwatchTab };
      return [
        appBar(page, { alarm: "Alarm", clock: "Clock", timer: "Timer", stopwatch: "Stopwatch" }[tab], { up: false }),
        ...(await views[tab](page)),
        bottomBar(
          [
            ["alarm", "alarm", "Alarm"],
            ["clock", "clock", "Clock"],
            ["timer", "timer", "Timer"],
            ["stopwatch", "stopwatch", "Stopwatch"],
          ],
          tab,
          (chosen) => page.update({ tab: chosen }),
        ),
      ];
    },

    async ".AlarmEditor"(page) {
      const [alarm] = await phone.sql("alarms", "SELECT * FROM alarm_templates WHERE _id = ?", page.extras.id);
      if (!alarm) return [appBar(page, "Alarm"), empty("This alarm is gone")];
      const change = async (column, value) => {
        await phone.sql("alarms", `UPDATE alarm_templates SET ${column} = ? WHERE _id = ?`, value, alarm._id);
        await page.refresh();
      };
      const setTime = async (time) => {
        const [hour, minutes] = time.split(":").map(Number);
        await phone.sql("alarms", "UPDATE alarm_templates SET hour = ?, minutes = ?, enabled = 1 WHERE _id = ?", hour, minutes, alarm._id);
      };
      const remove = async () => {
        await phone.sql("alarms", "DELETE FROM alarm_templates WHERE _id = ?", alarm._id);
        await page.finish();
      };
      const chosen = WEEKDAYS.filter((_, place) => alarm.daysofweek & (1 << place));
      return [
        appBar(page, "Edit alarm", { actions: [["delete", "Delete", remove]] }),
        scrolling(
          row({ title: alarmTime(alarm), subtitle: "Time", leading: icon("clock"), onclick: () => askTime(alarmClock(alarm), setTime) }),
          row({
            title: "Label",
            subtitle: alarm.label || "No label",
            leading: icon("edit"),
            onclick: () => askText("Label", alarm.label, (text) => change("label", text.trim())),
          }),
          heading("Repeat"),
          chips(
            WEEKDAYS.map((day) => [day, day]),
            chosen,
            (day) => change("daysofweek", alarm.daysofweek ^ (1 << WEEKDAYS.indexOf(day))),
          ),
          row({
            title: "Vibrate",
            onclick: () => change("vibrate", alarm.vibrate ? 0 : 1),
            trailing: toggle(Boolean(alarm.vibrate), "Vibrate", (on) => change("vibrate", on ? 1 : 0)),
          }),
        ),
      ];
    },

    async ".CitySearch"(page) {
      const query = (page.state.query || "").toLowerCase();
      const add = async (name) => {
        await phone.sql("alarms", "INSERT OR IGNORE INTO cities (name, hours) VALUES (?, ?)", name, CITIES[name]);
        await page.finish();
      };
      return [
        appBar(page, "Add city"),
        field("Search for a city", page.state.query, { id: "com.android.deskclock:id/search", oninput: (text) => page.update({ query: text }) }),
        scrolling(
          Object.keys(CITIES)
            .filter((name) => name.toLowerCase().includes(query))
            .map((name) => row({ title: name, subtitle: offset(CITIES[name]), onclick: () => add(name) })),
        ),
      ];
    },
  },

  reset() {
    timers.known = false;
  },

  async tick(now) {
    const shown = system.page && system.page.app.id === "com.android.deskclock" && ["timer", "stopwatch"].includes(system.page.state.tab);
    if (timers.known && !(timers.next <= now)) return shown;
    const ended = await phone.sql("alarms", "SELECT * FROM timers WHERE state = 'running' AND ends <= ?", now);
    const [{ next }] = await phone.sql("alarms", "SELECT min(ends) AS next FROM timers WHERE state = 'running' AND ends > ?", now);
    Object.assign(timers, { known: true, next });
    for (const timer of ended) {
      await phone.sql("alarms", "UPDATE timers SET state = 'expired', remaining = 0, ends = NULL WHERE _id = ?", timer._id);
      await system.notify({ title: "Timer", text: `Time is up: ${lasting(timer.length)}`, app: "com.android.deskclock", activity: ".DeskClock", extras: { tab: "timer" } });
    }
    return shown || ended.length > 0;
  },
});

/** When the next timer ends, where that is known. */
const timers = { known: false, next: null };

const alarmClock = (alarm) => `${String(alarm.hour).padStart(2, "0")}:${String(alarm.minutes).padStart(2, "0")}`;
const alarmTime = (alarm) => clockTime(Date.UTC(2026, 0, 1, alarm.hour, alarm.minutes));
const offset = (hours) => `UTC${hours < 0 ? "−" : "+"}${Math.abs(hours)}`;

async function alarmTab(page) {
  const alarms = await phone.sql("alarms", "SELECT * FROM alarm_templates ORDER BY hour, minutes, _id");
  const change = async (alarm, on) => {
    await phone.sql("alarms", "UPDATE alarm_templates SET enabled = ? WHERE _id = ?", on ? 1 : 0, alarm._id);
    await page.refresh();
  };
  const add = () =>
    askTime("08:00", async (time) => {
      const [hour, minutes] = time.split(":").map(Number);
      await phone.insert("alarms", "alarm_templates", { hour, minutes, daysofweek: 0, enabled: 1 });
    });
  const days = (alarm) =>
    alarm.daysofweek === 127 ? "Every day" : WEEKDAYS.filter((_, place) => alarm.daysofweek & (1 << place)).join(", ") || "Once";
  return [
    scrolling(
      alarms.map((alarm) =>
        row({
          title: alarmTime(alarm),
          subtitle: [alarm.label, days(alarm)].filter(Boolean).join(" · "),
          leading: icon("alarm"),
          onclick: () => page.open(".AlarmEditor", { id: alarm._id }),
          trailing: toggle(Boolean(alarm.enabled), `${alarmTime(alarm)} ${alarm.label}`.trim(), (on) => change(alarm, on)),
        }),
      ),
      alarms.length ? null : empty("No alarms"),
    ),
    floatingButton("plus", "Add alarm", add),
  ];
}

async function clockTab(page) {
  const cities = await phone.sql("alarms", "SELECT * FROM cities ORDER BY name");
  const remove = (city) =>
    confirmDelete(`Delete ${city.name}?`, () => phone.sql("alarms", "DELETE FROM cities WHERE _id = ?", city._id));
  return [
    el("div.big-time", { text: clockTime(system.now), as: widget("TextView") }),
    scrolling(
      cities.map((city) =>
        row({
          title: city.name,
          subtitle: offset(city.hours),
          leading: icon("globe"),
          onlongpress: () => remove(city),
          trailing: label(clockTime(system.now + city.hours * 3600000)),
        }),
      ),
    ),
    floatingButton("globe", "Add city", () => page.open(".CitySearch")),
  ];
}

async function timerTab(page) {
  const all = await phone.sql("alarms", "SELECT * FROM timers ORDER BY _id");
  const state = page.state;
  const digitsTyped = state.digits || "";
  if (all.length && !state.adding) {
    const left = (timer) => (timer.state === "running" ? Math.max(0, timer.ends - system.now) : timer.remaining) / 1000;
    const act = async (sql, ...values) => {
      timers.known = false;
      await phone.sql("alarms", sql, ...values);
      await page.refresh();
    };
    return [
      scrolling(
        all.map((timer) =>
          el(
            "div.timer",
            {},
            el("div.big-time", { text: lasting(left(timer)), as: widget("TextView") }),
            label(`Timer of ${lasting(timer.length / 1000)}, ${timer.state}`),
            el(
              "div.buttons",
              {},
              timer.state === "running"
                ? button("Pause", () => act("UPDATE timers SET state = 'paused', remaining = ends - ?, ends = NULL WHERE _id = ?", system.now, timer._id), { filled: true })
                : button("Start", () => act("UPDATE timers SET state = 'running', ends = ? + remaining WHERE _id = ?", system.now, timer._id), { filled: true }),
              button("Reset", () => act("UPDATE timers SET state = 'reset', remaining = length, ends = NULL WHERE _id = ?", timer._id)),
              button("Delete timer", () => act("DELETE FROM timers WHERE _id = ?", timer._id)),
            ),
          ),
        ),
      ),
      floatingButton("plus", "Add timer", () => page.update({ adding: true, digits: "" })),
    ];
  }
  const padded = digitsTyped.padStart(6, "0");
  const [hours, minutes, seconds] = [0, 2, 4].map((place) => Number(padded.slice(place, place + 2)));
  const length = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const type = (key) => page.update({ digits: (digitsTyped + key).replace(/^0+/, "").slice(0, 6) });
  const start = async () => {
    timers.known = false;
    await phone.insert("alarms", "timers", { length, remaining: length, state: "running", ends: system.now + length });
    await page.update({ adding: false, digits: "" });
  };
  return [
    el("div.big-time", { text: `${padded.slice(0, 2)}h ${padded.slice(2, 4)}m ${padded.slice(4)}s`, as: widget("TextView") }),
    el(
      "div.dialpad",
      {},
      ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"].map((key) => el("button.dial", { text: key, desc: key, as: widget("Button"), onclick: () => type(key) })),
      el("button.dial", { desc: "Backspace", as: widget("ImageButton"), onclick: () => page.update({ digits: digitsTyped.slice(0, -1) }) }, icon("backspace")),
    ),
    el("div.buttons", {}, length ? button("Start", start, { filled: true }) : null, all.length ? button("Cancel", () => page.update({ adding: false })) : null),
  ];
}

async function stopwatchTab(page) {
  const [watch] = await phone.sql("alarms", "SELECT * FROM stopwatch");
  const passed = watch.accumulated + (watch.state === "running" ? system.now - watch.started : 0);
  const act = async (state, accumulated, started) => {
    await phone.sql("alarms", "UPDATE stopwatch SET state = ?, accumulated = ?, started = ?", state, accumulated, started);
    await page.refresh();
  };
  return [
    el("div.big-time", { text: `${lasting(passed / 1000)}.${String(Math.floor(passed / 10) % 100).padStart(2, "0")}`, as: widget("TextView") }),
    el(
      "div.buttons",
      {},
      watch.state === "running"
        ? button("Pause", () => act("paused", passed, null), { filled: true })
        : button("Start", () => act("running", passed, system.now), { filled: true }),
      watch.state === "reset" ? null : button("Reset", () => act("reset", 0, null)),
    ),
  ];
}
