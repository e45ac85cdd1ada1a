"use strict";
// Elements, and calls to the phone behind the screen.

/** The shared storage: photos, music, documents. */
const STORAGE = "/storage/emulated/0";

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
  if (options.onlongpress) node.dataset.longClickable = "";
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const phone = {
  _next: 1,
  _waiting: new Map(),
  _watching: [],
  _faults: [],

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

  /** Wait until all calls have been answered, and what follows from the answers was done; throws what went wrong. */
  async settled() {
    await new Promise((done) => {
      const look = () => (phone._waiting.size ? phone._watching.push(look) : done());
      setTimeout(look);
    });
    if (phone._faults.length) throw new Error(phone._faults.splice(0).join("; "));
  },

  /** Rows of a database, as objects; of a statement that changes something, none. */
  sql(database, statement, ...values) {
    return phone.call("sql", database, statement, values);
  },

  /** Insert a row, by column; its number. */
  insert(database, table, row) {
    return phone.call("insert", database, table, row);
  },

  /** All settings as they were when the screen was last drawn, by space and name. */
  settings: { system: {}, secure: {}, global: {} },

  /** A setting; null if there is none. */
  setting(space, name) {
    return phone.settings[space][name] ?? null;
  },

  /** Change a setting. */
  set(space, name, value) {
    phone.settings[space][name] = String(value);
    return phone.sql("settings", `INSERT INTO ${space} (name, value) VALUES (?, ?)`, name, String(value));
  },

  /** The phone's files, by path. */
  files: {
    /** What is in a folder: {name, path, folder, size, modified}, sorted by name. */
    list: (folder) => phone.call("list", folder),
    exists: (path) => phone.call("exists", path),
    /** A file as text. */
    read: (path) => phone.call("read", path),
    /** A file as a data: URL, e.g. for a picture. */
    url: (path) => phone.call("url", path),
    write: (path, text) => phone.call("write", path, text),
    /** Write what a data: URL holds. */
    writeUrl: (path, url) => phone.call("write_url", path, url),
    /** Remove a file, or a folder with all that is in it. */
    remove: (path) => phone.call("remove", path),
    move: (path, target) => phone.call("move", path, target),
    copy: (path, target) => phone.call("copy", path, target),
    makeFolder: (path) => phone.call("make_folder", path),
  },

  /** Bring the index of media up to date; then read the table `files` of the database `external`. */
  scan: () => phone.call("scan"),
};

window.addEventListener("error", (event) => phone._faults.push(event.message));
window.addEventListener("unhandledrejection", (event) => phone._faults.push(event.reason.stack || String(event.reason)));

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
  menu: svg('<path d="M4 7h16M4 12h16M4 17h16"/>'),
  share: svg('<circle cx="18" cy="5" r="2.500"/><circle cx="6" cy="12" r="2.500"/><circle cx="18" cy="19" r="2.500"/><path d="M8.300 10.800l7.400-4.500M8.300 13.200l7.400 4.500"/>'),
  copy: svg('<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>'),
  folder: svg('<path d="M3 6h6l2 2h10v11H3z"/>'),
  file: svg('<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>'),
  image: svg('<rect x="3" y="4" width="18" height="16" rx="2"/><circle cx="8.500" cy="9" r="1.500"/><path d="M4 18l5-5 4 4 3-3 4 4"/>'),
  camera: svg('<path d="M3 8h4l2-3h6l2 3h4v11H3z"/><circle cx="12" cy="13" r="3.500"/>'),
  video: svg('<rect x="3" y="6" width="12" height="12" rx="2"/><path d="M15 10.500l6-3v9l-6-3"/>'),
  music: svg('<path d="M9 18V5l11-2v13"/><circle cx="6.500" cy="18" r="2.500"/><circle cx="17.500" cy="16" r="2.500"/>'),
  play: svg('<path d="M7 4l13 8-13 8z"/>'),
  pause: svg('<path d="M8 4v16M16 4v16"/>'),
  stop: svg('<rect x="6" y="6" width="12" height="12"/>'),
  next: svg('<path d="M5 5l9 7-9 7zM18 5v14"/>'),
  previous: svg('<path d="M19 5l-9 7 9 7zM6 5v14"/>'),
  shuffle: svg('<path d="M3 7h4l10 10h4M3 17h4l3-3M14 10l3-3h4M18 4l3 3-3 3M18 14l3 3-3 3"/>'),
  repeat: svg('<path d="M4 11V7h14M15 4l3 3-3 3M20 13v4H6M9 20l-3-3 3-3"/>'),
  clock: svg('<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.500 2"/>'),
  alarm: svg('<circle cx="12" cy="13" r="7"/><path d="M12 9v4l3 2M5 3L2 6M19 3l3 3"/>'),
  timer: svg('<path d="M7 3h10M7 21h10M8 3c0 5 8 6 8 9s-8 4-8 9M16 3c0 5-8 6-8 9s8 4 8 9"/>'),
  stopwatch: svg('<circle cx="12" cy="14" r="7"/><path d="M10 3h4M12 3v4M12 14l3-3"/>'),
  calendar: svg('<rect x="4" y="5" width="16" height="16" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>'),
  note: svg('<path d="M6 3h12v18H6zM9 8h6M9 12h6M9 16h4"/>'),
  map: svg('<path d="M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>'),
  place: svg('<path d="M12 21c-5-6-7-9-7-12a7 7 0 0 1 14 0c0 3-2 6-7 12z"/><circle cx="12" cy="9" r="2.500"/>'),
  globe: svg('<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>'),
  book: svg('<path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14"/>'),
  pot: svg('<path d="M5 10h14v7a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3zM3 12h2M19 12h2M8 7V4M12 7V4M16 7V4"/>'),
  wallet: svg('<path d="M4 6h14v3M4 6v12h16V9H6a2 2 0 0 1-2-3M16 13.500v0"/>'),
  refresh: svg('<path d="M20 11a8 8 0 1 0-2 6M20 4v7h-7"/>'),
  filter: svg('<path d="M4 6h16M7 12h10M10 18h4"/>'),
  sort: svg('<path d="M4 7h16M4 12h11M4 17h6"/>'),
  undo: svg('<path d="M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10"/>'),
  down: svg('<path d="M6 9l6 6 6-6"/>'),
  right: svg('<path d="M9 5l7 7-7 7"/>'),
  minus: svg('<path d="M5 12h14"/>'),
  mic: svg('<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>'),
  hangup: svg('<path d="M3 14c5-5 13-5 18 0l-3 3-3-2v-3a9 9 0 0 0-6 0v3l-3 2z"/>'),
  backspace: svg('<path d="M8 5h12v14H8l-6-7zM11 9l6 6M17 9l-6 6"/>'),
  download: svg('<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>'),
  tabs: svg('<rect x="4" y="4" width="16" height="16" rx="2"/>'),
  torch: svg('<path d="M8 3h8v4l-2 4v10h-4V11L8 7z"/>'),
  rotate: svg('<rect x="7" y="4" width="10" height="16" rx="2"/><path d="M3 9v6M21 9v6"/>'),
  info: svg('<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v0"/>'),
};

/** An icon of `ICONS`. */
function icon(name) {
  const node = el("span.icon");
  node.innerHTML = ICONS[name];
  return node;
}
