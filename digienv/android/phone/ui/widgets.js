"use strict";
// What screens are made of, in the look of Material 3.

const VIEW = "android.view.View";
const widget = (name) => `android.widget.${name}`;

/** The bar on top of a screen: a way up, a title, and buttons [icon, description, action]. */
function appBar(page, title, { up = true, actions = [] } = {}) {
  return el(
    "header.app-bar",
    {},
    up && iconButton("up", "Navigate up", () => page.finish()),
    el("h1.title", { text: title, as: widget("TextView") }),
    actions.map(([name, description, action]) => iconButton(name, description, action)),
  );
}

/** A button that is only an icon. */
function iconButton(name, description, onclick) {
  return el("button.icon-button", { desc: description, onclick, as: widget("ImageButton") }, icon(name));
}

/** A button with a text. */
function button(text, onclick, { filled = false, id } = {}) {
  return el(filled ? "button.button.filled" : "button.button", { text, onclick, id, as: widget("Button") });
}

/** A row of a list. */
function row({ title, subtitle, leading, trailing, onclick, onlongpress, id }) {
  return el(
    "div.row",
    { onclick, onlongpress, as: widget("LinearLayout"), id },
    leading && el("div.leading", {}, leading),
    el(
      "div.texts",
      {},
      el("div.row-title", { text: title, as: widget("TextView"), id: "android:id/title" }),
      subtitle && el("div.row-subtitle", { text: subtitle, as: widget("TextView"), id: "android:id/summary" }),
    ),
    trailing,
  );
}

/** A switch; `onchange` gets whether it is on now. */
function toggle(on, description, onchange) {
  return el("button.switch", {
    desc: description,
    as: widget("Switch"),
    role: "switch",
    "aria-checked": String(on),
    onclick: (event) => {
      event.stopPropagation();
      onchange(!on);
    },
  });
}

/** A field to type in. */
function field(label, value, { id, type = "text", oninput, multiline = false } = {}) {
  const input = el(multiline ? "textarea.input" : "input.input", {
    value: value || "",
    placeholder: label,
    id,
    as: widget("EditText"),
    oninput: oninput && (() => oninput(input.value)),
  });
  if (!multiline) input.type = type;
  return el("label.field", {}, input);
}

/** A box to tick; `onchange` gets whether it is ticked now. */
function checkbox(on, description, onchange) {
  const node = el("button.checkbox", {
    desc: description,
    as: widget("CheckBox"),
    role: "checkbox",
    "aria-checked": String(on),
    onclick: (event) => {
      event.stopPropagation();
      onchange(!on);
    },
  });
  if (on) node.append(icon("check"));
  return node;
}

/** Small buttons of which some are chosen: options are [value, label]. */
function chips(options, chosen, onchoose) {
  return el(
    "div.chips",
    {},
    options.map(([value, label]) => {
      const on = [chosen].flat().includes(value);
      return el(on ? "button.chip.on" : "button.chip", {
        text: label,
        as: widget("Button"),
        "aria-selected": String(on),
        onclick: () => onchoose(value),
      });
    }),
  );
}

/** Tabs on top of a screen: entries are [value, label]. */
function tabs(entries, chosen, onchoose) {
  return el(
    "div.tabs",
    { as: widget("TabWidget") },
    entries.map(([value, label]) =>
      el(value === chosen ? "button.tab.on" : "button.tab", {
        text: label,
        as: widget("TextView"),
        "aria-selected": String(value === chosen),
        onclick: () => onchoose(value),
      }),
    ),
  );
}

/** A bar at the bottom by which one goes between parts of an app: entries are [value, icon, label]. */
function bottomBar(entries, chosen, onchoose) {
  return el(
    "nav.bottom-bar",
    {},
    entries.map(([value, picture, label]) =>
      el(
        value === chosen ? "button.bottom-item.on" : "button.bottom-item",
        { as: widget("FrameLayout"), desc: label, "aria-selected": String(value === chosen), onclick: () => onchoose(value) },
        icon(picture),
        el("span", { text: label, as: widget("TextView") }),
      ),
    ),
  );
}

/** Something to choose from that opens as a list: options are [value, label]. */
function dropdown(label, options, chosen, onchoose) {
  const current = options.find(([value]) => value === chosen);
  return el(
    "button.dropdown",
    {
      as: widget("Spinner"),
      desc: label,
      onclick: () => system.ask({ title: label, buttons: options.map(([value, name]) => [name, () => onchoose(value)]), list: true }),
    },
    el("span.dropdown-label", { text: label }),
    el("span.dropdown-text", { text: current ? current[1] : "Choose", as: widget("TextView") }),
    icon("down"),
  );
}

/** The button of an app bar that opens a menu: entries are [label, action]. */
function overflow(entries) {
  return ["more", "More options", () => system.ask({ buttons: entries, list: true })];
}

/** A heading inside a list. */
function heading(text) {
  return el("div.heading", { text, as: widget("TextView") });
}

/** A line of text. */
function label(text, { style = "", id } = {}) {
  return el("div.label", { text, as: widget("TextView"), style, id });
}

/** Ask whether something is to be deleted. */
function confirmDelete(title, remove, text) {
  return system.ask({ title, text, buttons: [["Cancel"], ["Delete", remove]] });
}

/** Ask for a text; `save` gets it. */
function askText(title, value, save, { label: hint = title, type = "text" } = {}) {
  let typed = value;
  return system.ask({
    title,
    content: () => field(hint, typed, { id: "android:id/edit", type, oninput: (text) => (typed = text) }),
    buttons: [["Cancel"], ["OK", () => save(typed)]],
  });
}

/** Ask for a date; days are "2026-06-15". */
function askDate(value, save) {
  const shown = { month: value.slice(0, 7), day: value };
  const move = (months) => {
    const [year, month] = shown.month.split("-").map(Number);
    shown.month = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
    return system.draw();
  };
  return system.ask({
    title: "Select date",
    content: () => monthGrid(shown.month, shown.day, (day) => ((shown.day = day), system.draw()), { move }),
    buttons: [["Cancel"], ["OK", () => save(shown.day)]],
  });
}

/** A month as a grid of days; `mark` says what is below a day's number. */
function monthGrid(month, chosen, onchoose, { move, mark = () => null, today = "" } = {}) {
  const [year, number] = month.split("-").map(Number);
  const first = new Date(Date.UTC(year, number - 1, 1));
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const name = first.toLocaleString("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
  const cells = [...Array(first.getUTCDay()).fill(null), ...Array(days).keys()];
  return el(
    "div.month",
    {},
    el(
      "div.month-bar",
      {},
      iconButton("back", "Previous month", () => move(-1)),
      el("div.month-name", { text: name, as: widget("TextView") }),
      iconButton("right", "Next month", () => move(1)),
    ),
    el(
      "div.days",
      {},
      [..."SMTWTFS"].map((letter) => el("span.weekday", { text: letter })),
      cells.map((index) => {
        if (index === null) return el("span");
        const day = `${month}-${String(index + 1).padStart(2, "0")}`;
        const classes = `button.day${day === chosen ? ".on" : ""}${day === today ? ".today" : ""}`;
        const spoken = `${index + 1} ${name}`;
        return el(
          classes,
          { as: VIEW, desc: spoken, "aria-selected": String(day === chosen), onclick: () => onchoose(day) },
          el("span", { text: String(index + 1) }),
          mark(day),
        );
      }),
    ),
  );
}

/** Ask for a time; times are "09:30". */
function askTime(value, save) {
  let [hour, minute] = value.split(":").map(Number);
  const turn = (name, by, most) =>
    el(
      "div.wheel",
      {},
      iconButton("plus", `Increase ${name}`, () => change(name, by)),
      field(name, String(name === "hour" ? hour : minute).padStart(2, "0"), {
        id: `android:id/${name}s`,
        type: "tel",
        oninput: (text) => {
          const number = Math.min(most, Number(text.replace(/\D/g, "")) || 0);
          if (name === "hour") hour = number;
          else minute = number;
        },
      }),
      iconButton("minus", `Decrease ${name}`, () => change(name, -by)),
    );
  const change = (name, by) => {
    if (name === "hour") hour = (hour + by + 24) % 24;
    else minute = (minute + by + 60) % 60;
    document.activeElement.blur();
    return system.draw();
  };
  return system.ask({
    title: "Select time (24-hour)",
    content: () => el("div.wheels", {}, turn("hour", 1, 23), el("span.colon", { text: ":" }), turn("minute", 5, 59)),
    buttons: [["Cancel"], ["OK", () => save(`${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`)]],
  });
}

/** A slider from 0 to `most`; `onchange` gets its new value. */
function slider(value, most, description, onchange) {
  const input = el("input.slider", { type: "range", min: 0, max: most, value, desc: description, as: widget("SeekBar") });
  input.style.setProperty("--share", `${(100 * value) / most}%`);
  input.addEventListener("input", () => input.style.setProperty("--share", `${(100 * input.value) / most}%`));
  input.addEventListener("change", () => onchange(Number(input.value)));
  return input;
}

/** A round button over the bottom right corner. */
function floatingButton(name, description, onclick) {
  return el("button.fab", { desc: description, onclick, as: widget("ImageButton") }, icon(name));
}

/** The first letter of a name on a colour of its own. */
function avatar(name) {
  let hue = 0;
  for (const char of name) hue = (hue * 31 + char.codePointAt(0)) % 360;
  return el("div.avatar", { text: (name.trim()[0] || "#").toUpperCase(), style: `--hue: ${hue}` });
}

/** Something that scrolls. */
function scrolling(...children) {
  return el("div.scrolling", { as: widget("ScrollView") }, ...children);
}

/** What a screen says that has nothing to show. */
function empty(text) {
  return el("div.empty", { text, as: widget("TextView") });
}

/** Milliseconds as a day, "2026-06-15". */
function dayOf(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** A day in words, e.g. "Mon, Jun 15, 2026". */
function longDay(day) {
  const options = { weekday: "short", month: "short", day: "numeric", year: "numeric", timeZone: "UTC" };
  return new Date(`${day}T00:00Z`).toLocaleString("en-US", options);
}

/** A time of day as the settings want it: of 12 or of 24 hours. */
function clockTime(milliseconds) {
  const hour12 = phone.setting("system", "time_12_24") !== "24";
  return new Date(milliseconds).toLocaleString("en-US", { hour: "numeric", minute: "2-digit", hour12, timeZone: "UTC" });
}

/** How long something lasts, e.g. "1:05" or "2:00:09". */
function lasting(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
}

/** A time as it is shown beside a message. */
function shortTime(milliseconds, now) {
  if (dayOf(milliseconds) === dayOf(now)) return clockTime(milliseconds);
  return new Date(milliseconds).toLocaleString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
}
