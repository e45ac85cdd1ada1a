"use strict";

const DAY = 86400000;
const REPEATS = [
  ["", "Does not repeat"],
  ["FREQ=DAILY", "Every day"],
  ["FREQ=WEEKLY", "Every week"],
  ["FREQ=MONTHLY", "Every month"],
];
const REMINDERS = [
  [-1, "No reminder"],
  [0, "At the start"],
  [10, "10 minutes before"],
  [30, "30 minutes before"],
  [60, "1 hour before"],
  [1440, "1 day before"],
];
const LENGTHS = [
  [15, "15 minutes"],
  [30, "30 minutes"],
  [45, "45 minutes"],
  [60, "1 hour"],
  [90, "1 hour 30 minutes"],
  [120, "2 hours"],
  [180, "3 hours"],
];

register({
  id: "com.android.calendar",
  name: "Calendar",
  icon: "calendar",
  hue: 215,
  main: ".AllInOneActivity",
  handles: [{ action: "android.intent.action.INSERT", type: "vnd.android.cursor.item/event", activity: ".EditEvent" }],
  activities: {
    async ".AllInOneActivity"(page) {
      const state = page.state;
      const today = dayOf(system.now);
      const day = state.day || today;
      const month = state.month || day.slice(0, 7);
      const events = await phone.sql("calendar", "SELECT * FROM Events WHERE deleted = 0 ORDER BY dtstart, _id");
      const move = (months) => {
        const [year, number] = month.split("-").map(Number);
        return page.update({ month: new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7) });
      };
      const shown = state.query
        ? events.filter((event) => event.title.toLowerCase().includes(state.query.toLowerCase()))
        : events.filter((event) => happensOn(event, day));
      const search = field("Search events", state.query, {
        id: "com.android.calendar:id/search",
        oninput: (query) => page.update({ query }),
      });
      return [
        appBar(page, "Calendar", {
          up: false,
          actions: [
            ["search", "Search", () => page.update({ searching: !state.searching, query: "" })],
            ["calendar", "Today", () => page.update({ day: today, month: today.slice(0, 7) })],
          ],
        }),
        state.searching
          ? search
          : monthGrid(month, day, (chosen) => page.update({ day: chosen }), {
              move,
              today,
              mark: (one) => (events.some((event) => happensOn(event, one)) ? el("span.event-dot") : null),
            }),
        state.searching ? null : heading(longDay(day)),
        scrolling(
          shown.map((event) =>
            row({
              title: event.title,
              subtitle: [state.searching ? longDay(dayOf(event.dtstart)) : "", eventTime(event), event.eventLocation].filter(Boolean).join(" · "),
              leading: icon(event.rrule ? "repeat" : "calendar"),
              onclick: () => page.open(".EventInfo", { id: event._id }),
            }),
          ),
          shown.length ? null : empty("No events"),
        ),
        floatingButton("plus", "New event", () => page.open(".EditEvent", { day })),
      ];
    },

    async ".EventInfo"(page) {
      const event = await loadEvent(page.extras.id);
      if (!event) return [appBar(page, "Event"), empty("This event is gone")];
      const remove = () =>
        confirmDelete("Delete this event?", async () => {
          await phone.sql("calendar", "DELETE FROM Reminders WHERE event_id = ?", event._id);
          await phone.sql("calendar", "DELETE FROM Events WHERE _id = ?", event._id);
          await page.finish();
        });
      return [
        appBar(page, "", {
          actions: [
            ["edit", "Edit", () => page.open(".EditEvent", { id: event._id })],
            ["delete", "Delete", remove],
          ],
        }),
        scrolling(
          label(event.title, { style: "font-size: 24px; line-height: 32px" }),
          row({ title: longDay(dayOf(event.dtstart)), subtitle: eventTime(event), leading: icon("clock") }),
          event.eventLocation && row({ title: event.eventLocation, subtitle: "Location", leading: icon("place") }),
          event.rrule && row({ title: REPEATS.find(([rule]) => rule === event.rrule)[1], leading: icon("repeat") }),
          event.reminder >= 0 && row({ title: REMINDERS.find(([minutes]) => minutes === event.reminder)?.[1] || `${event.reminder} minutes before`, leading: icon("alarm") }),
          event.description && row({ title: event.description, subtitle: "Description", leading: icon("note") }),
        ),
      ];
    },

    async ".EditEvent"(page) {
      const state = page.state;
      if (!state.loaded) {
        const event = page.extras.id && (await loadEvent(page.extras.id));
        const start = event ? event.dtstart : Date.parse(`${page.extras.day || dayOf(system.now)}T10:00Z`);
        Object.assign(state, {
          loaded: true,
          title: event ? event.title : page.extras.title || "",
          place: (event && event.eventLocation) || "",
          text: (event && event.description) || "",
          day: dayOf(start),
          time: new Date(start).toISOString().slice(11, 16),
          minutes: event ? eventMinutes(event) : 60,
          allDay: event ? event.allDay === 1 : false,
          rrule: (event && event.rrule) || "",
          reminder: event ? event.reminder : -1,
        });
      }
      const save = async () => {
        if (!state.title.trim()) return system.toast("Give the event a title");
        await saveEvent(page.extras.id, state);
        await page.finish();
        return system.toast("Event saved");
      };
      const text = (name) => (value) => (state[name] = value);
      const lengths = LENGTHS.some(([minutes]) => minutes === state.minutes) ? LENGTHS : [[state.minutes, `${state.minutes} minutes`], ...LENGTHS];
      return [
        appBar(page, page.extras.id ? "Edit event" : "New event", { actions: [["check", "Save", save]] }),
        scrolling(
          field("Title", state.title, { id: "com.android.calendar:id/title", oninput: text("title") }),
          row({
            title: "All day",
            onclick: () => page.update({ allDay: !state.allDay }),
            trailing: toggle(state.allDay, "All day", (allDay) => page.update({ allDay })),
          }),
          row({ title: longDay(state.day), subtitle: "Date", leading: icon("calendar"), onclick: () => askDate(state.day, (day) => page.update({ day })) }),
          state.allDay
            ? null
            : row({ title: clockTime(Date.parse(`${state.day}T${state.time}Z`)), subtitle: "Start time", leading: icon("clock"), onclick: () => askTime(state.time, (time) => page.update({ time })) }),
          state.allDay ? null : dropdown("Duration", lengths, state.minutes, (minutes) => page.update({ minutes })),
          field("Location", state.place, { id: "com.android.calendar:id/location", oninput: text("place") }),
          dropdown("Repeat", REPEATS, state.rrule, (rrule) => page.update({ rrule })),
          dropdown("Reminder", REMINDERS, state.reminder, (reminder) => page.update({ reminder })),
          field("Description", state.text, { id: "com.android.calendar:id/description", oninput: text("text"), multiline: true }),
        ),
      ];
    },
  },
});

async function loadEvent(id) {
  const [event] = await phone.sql("calendar", "SELECT * FROM Events WHERE _id = ? AND deleted = 0", id);
  if (!event) return null;
  const [reminder] = await phone.sql("calendar", "SELECT minutes FROM Reminders WHERE event_id = ? ORDER BY _id LIMIT 1", id);
  return { ...event, reminder: reminder ? reminder.minutes : -1 };
}

/** How long an event takes, in minutes; of one that repeats its duration says so, e.g. P3600S. */
function eventMinutes(event) {
  if (event.dtend) return (event.dtend - event.dtstart) / 60000;
  return Number((event.duration || "P3600S").replace(/\D/g, "")) / 60;
}

function eventTime(event) {
  if (event.allDay) return "All day";
  return `${clockTime(event.dtstart)} – ${clockTime(event.dtstart + eventMinutes(event) * 60000)}`;
}

function happensOn(event, day) {
  const first = dayOf(event.dtstart);
  if (!event.rrule) return first === day;
  if (day < first) return false;
  const [start, now] = [Date.parse(first), Date.parse(day)];
  if (event.rrule.includes("DAILY")) return true;
  if (event.rrule.includes("WEEKLY")) return ((now - start) / DAY) % 7 === 0;
  return first.slice(8) === day.slice(8);
}

async function saveEvent(id, { title, place, text, day, time, minutes, allDay, rrule, reminder }) {
  const dtstart = Date.parse(`${day}T${allDay ? "00:00" : time}Z`);
  const length = allDay ? 1440 : minutes;
  const values = {
    title: title.trim(),
    eventLocation: place.trim() || null,
    description: text.trim() || null,
    dtstart,
    dtend: rrule ? null : dtstart + length * 60000,
    duration: rrule ? `P${length * 60}S` : null,
    allDay: allDay ? 1 : 0,
    rrule: rrule || null,
    hasAlarm: reminder >= 0 ? 1 : 0,
  };
  if (id) {
    const sets = Object.keys(values).map((name) => `${name} = ?`).join(", ");
    await phone.sql("calendar", `UPDATE Events SET ${sets} WHERE _id = ?`, ...Object.values(values), id);
  } else {
    id = await phone.insert("calendar", "Events", { calendar_id: 1, eventTimezone: "UTC", ...values });
  }
  const [old] = await phone.sql("calendar", "SELECT _id, minutes FROM Reminders WHERE event_id = ? ORDER BY _id LIMIT 1", id);
  if (old && reminder < 0) await phone.sql("calendar", "DELETE FROM Reminders WHERE event_id = ?", id);
  else if (old && old.minutes !== reminder) await phone.sql("calendar", "UPDATE Reminders SET minutes = ? WHERE _id = ?", reminder, old._id);
  else if (!old && reminder >= 0) await phone.insert("calendar", "Reminders", { event_id: id, minutes: reminder, method: 1 });
}
