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

/** A time as it is shown beside a message. */
function shortTime(milliseconds, now) {
  const when = new Date(milliseconds);
  const today = new Date(now);
  const sameDay = when.toISOString().slice(0, 10) === today.toISOString().slice(0, 10);
  const options = sameDay ? { hour: "numeric", minute: "2-digit" } : { month: "short", day: "numeric" };
  return when.toLocaleString("en-US", { ...options, timeZone: "UTC" });
}
