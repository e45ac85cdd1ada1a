"use strict";
// Elements, and calls to the phone behind the screen.

/** Make an element: `el("button.big", {onclick, text, desc, id, as}, ...children)`.
 *
 * `as` is the class that Android has for it, `id` its resource id, `desc` its content description. */
function el(name, options = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag || "div");
  node.className = classes.join(" ");
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "text") node.textContent = value;
    else if (key === "desc") node.setAttribute("aria-label", value);
    else if (key === "id") node.dataset.id = value;
    else if (key === "as") node.dataset.as = value;
    else if (key === "style") node.style.cssText = value;
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  if (options.onclick) node.dataset.clickable = "";
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const phone = {
  _next: 1,
  _waiting: new Map(),
  _watching: [],

  /** Have the phone do something; its answer. */
  call(method, ...args) {
    return new Promise((resolve, reject) => {
      const number = phone._next++;
      phone._waiting.set(number, { resolve, reject });
      window.digienvCall(JSON.stringify([number, method, args]));
    });
  },

  _answer(number, failed, value) {
    const { resolve, reject } = phone._waiting.get(number);
    phone._waiting.delete(number);
    failed ? reject(new Error(value)) : resolve(value);
    if (!phone._waiting.size) setTimeout(() => phone._watching.splice(0).forEach((look) => look()));
  },

  /** Wait until all calls have been answered, and what follows from the answers was done. */
  settled() {
    return new Promise((done) => {
      const look = () => (phone._waiting.size ? phone._watching.push(look) : done());
      setTimeout(look);
    });
  },

  /** Rows of a database, as objects; of a statement that changes something, none. */
  sql(database, statement, ...values) {
    return phone.call("sql", database, statement, values);
  },

  /** A setting. */
  async setting(space, name) {
    const rows = await phone.sql("settings", `SELECT value FROM ${space} WHERE name = ?`, name);
    return rows.length ? rows[0].value : null;
  },

  /** Change a setting. */
  set(space, name, value) {
    return phone.sql("settings", `INSERT INTO ${space} (name, value) VALUES (?, ?)`, name, String(value));
  },
};

const svg = (body) =>
  `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;

const ICONS = {
  back: svg('<path d="M15 5l-7 7 7 7"/>'),
  home: svg('<circle cx="12" cy="12" r="7"/>'),
  recents: svg('<rect x="6" y="6" width="12" height="12" rx="2"/>'),
  up: svg('<path d="M20 12H5M11 6l-6 6 6 6"/>'),
  plus: svg('<path d="M12 5v14M5 12h14"/>'),
  search: svg('<circle cx="11" cy="11" r="6"/><path d="M20 20l-4.5-4.5"/>'),
  send: svg('<path d="M4 12l16-8-6 16-3-7z"/>'),
  star: svg('<path d="M12 4l2.4 5.2 5.6.6-4.200 3.800 1.200 5.600-5-2.900-5 2.900 1.200-5.600L4 9.800l5.600-.6z"/>'),
  more: svg('<circle cx="12" cy="5" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="12" cy="19" r="1"/>'),
  delete: svg('<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>'),
  edit: svg('<path d="M4 20l1-4L16 5l3 3L8 19z"/>'),
  check: svg('<path d="M5 13l5 5 9-11"/>'),
  close: svg('<path d="M6 6l12 12M18 6L6 18"/>'),
  person: svg('<circle cx="12" cy="9" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>'),
  phone: svg('<path d="M6 3h4l1 5-2 2c1 2 3 4 5 5l2-2 5 1v4c-8 2-17-7-15-15z"/>'),
  message: svg('<path d="M4 5h16v11H10l-5 4v-4H4z"/>'),
  wifi: svg('<path d="M3 9c5-5 13-5 18 0M6 13c3-3 9-3 12 0M9.500 16.500c1.500-1.500 3.500-1.500 5 0M12 19.500v0"/>'),
  bluetooth: svg('<path d="M7 7l10 10-5 4V3l5 4L7 17"/>'),
  plane: svg('<path d="M12 3v18M12 9l9 5v2l-9-3-9 3v-2zM9 21h6"/>'),
  sun: svg('<circle cx="12" cy="12" r="4"/><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"/>'),
  moon: svg('<path d="M19 14A8 8 0 1 1 10 5a6 6 0 0 0 9 9z"/>'),
  sound: svg('<path d="M4 9v6h4l5 4V5L8 9zM16 9c1.500 1.500 1.500 4.500 0 6M18.500 6.500c3 3 3 8 0 11"/>'),
  battery: svg('<rect x="7" y="5" width="10" height="16" rx="2"/><path d="M10 2h4"/>'),
  gear: svg('<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100"/>'),
  info: svg('<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v0"/>'),
};

/** An icon of `ICONS`. */
function icon(name) {
  const node = el("span.icon");
  node.innerHTML = ICONS[name];
  return node;
}
