"use strict";
// The system: status bar, home screen, tasks with their back stacks, recents, notification shade, keyboard, dialogs.

const apps = new Map();

/** Add an app: {id, name, icon, hue, activities: {name: async (page) => nodes}, main}. */
function register(app) {
  apps.set(app.id, app);
}

/** One activity on a back stack. */
class Page {
  constructor(app, activity, extras) {
    this.app = app;
    this.activity = activity;
    this.extras = extras;
    this.state = {};
    this.scroll = 0;
  }

  /** Another activity on top of this one. */
  open(activity, extras = {}) {
    return system.start(this.app.id, activity, extras);
  }

  /** Back to what was before; `result` is given to it. */
  async finish(result) {
    await system.finish(this, result);
  }

  /** Draw it anew. */
  refresh() {
    return system.draw();
  }

  /** Change what it remembers, and draw it anew. */
  update(changes) {
    Object.assign(this.state, changes);
    return this.refresh();
  }
}

const system = {
  now: 0,
  tasks: [],
  front: null,
  overlay: null,
  dialogs: [],
  notifications: [],
  toastText: "",

  /** The page that is shown; null for the home screen. */
  get page() {
    return this.front && this.front.pages.at(-1);
  },

  /** The foreground activity as `dumpsys` names it. */
  get component() {
    return this.page ? `${this.page.app.id}/${this.page.activity}` : "com.android.launcher3/.Launcher";
  },

  /** As after the phone was started: the home screen, at a time. */
  async reset(now) {
    Object.assign(this, { now, tasks: [], front: null, overlay: null, dialogs: [], notifications: [], toastText: "" });
    await this.draw();
  },

  async start(id, activity, extras = {}) {
    const app = apps.get(id);
    const name = activity || app.main;
    let task = this.tasks.find((one) => one.app === app);
    if (!task) {
      task = { app, pages: [] };
      this.tasks.push(task);
    }
    if (activity || !task.pages.length) task.pages.push(new Page(app, name, extras));
    this.tasks = [...this.tasks.filter((one) => one !== task), task];
    Object.assign(this, { front: task, overlay: null });
    await this.draw();
  },

  async stop(id) {
    this.tasks = this.tasks.filter((task) => task.app.id !== id);
    if (this.front && this.front.app.id === id) this.front = null;
    await this.draw();
  },

  async finish(page, result) {
    const task = this.tasks.find((one) => one.pages.includes(page));
    if (!task) return;
    task.pages.splice(task.pages.indexOf(page), 1);
    if (!task.pages.length) {
      this.tasks = this.tasks.filter((one) => one !== task);
      if (this.front === task) this.front = null;
    } else if (result !== undefined) {
      task.pages.at(-1).state.result = result;
    }
    await this.draw();
  },

  async back() {
    if (this.dialogs.length) this.dialogs.pop();
    else if (this.overlay) this.overlay = null;
    else if (this.keyboard) return document.activeElement.blur();
    else if (this.page) return this.finish(this.page);
    await this.draw();
  },

  async home() {
    Object.assign(this, { front: null, overlay: null, dialogs: [] });
    document.activeElement.blur();
    await this.draw();
  },

  async show(overlay) {
    this.overlay = this.overlay === overlay ? null : overlay;
    document.activeElement.blur();
    await this.draw();
  },

  /** Ask something: buttons are [text, action]. */
  async ask({ title, text, content, buttons }) {
    this.dialogs.push({ title, text, content, buttons });
    await this.draw();
  },

  async toast(text) {
    this.toastText = text;
    await this.draw();
  },

  async notify(notification) {
    this.notifications.unshift(notification);
    await this.draw();
  },

  get keyboard() {
    const focused = document.activeElement;
    return Boolean(focused && focused.matches && focused.matches("input.input, textarea"));
  },

  /** Something outside the screen changed what it shows. */
  async changed() {
    await this.draw();
  },

  /** Draw everything anew; what is typed in and scrolled to stays. */
  async draw() {
    const turn = (this._turn = (this._turn || 0) + 1);
    const page = this.page;
    const dark = (await phone.setting("secure", "ui_night_mode")) === "2";
    const [status, body] = await Promise.all([this.statusBar(), page ? page.app.activities[page.activity](page) : this.launcher()]);
    const overlay = this.overlay && (await this[this.overlay]());
    if (turn !== this._turn) return;
    const held = this.held();
    document.documentElement.classList.toggle("dark", dark);
    const screen = el("main.screen", { "data-package": page ? page.app.id : "com.android.launcher3" }, body);
    document.body.replaceChildren(
      el("div.phone", { "data-package": "com.android.systemui" }, status, screen, this.keyboardView(), this.navigationBar()),
      overlay || "",
      ...this.dialogs.map((dialog) => this.dialogView(dialog)),
      this.toastText ? el("div.toast", { text: this.toastText, as: "android.widget.Toast" }) : "",
    );
    this.toastText = "";
    this.restore(held, page);
  },

  held() {
    const focused = document.activeElement;
    const shown = document.querySelector(".screen");
    const scroll = shown && shown.querySelector(".scrolling");
    if (this._shown) this._shown.scroll = scroll ? scroll.scrollTop : 0;
    if (!focused || !focused.dataset || !focused.dataset.id) return null;
    return { page: this._shown, id: focused.dataset.id, value: focused.value, caret: focused.selectionStart };
  },

  restore(held, page) {
    const scroll = document.querySelector(".screen .scrolling");
    if (scroll && page) scroll.scrollTop = page.scroll;
    this._shown = page;
    if (!held || held.page !== page) return this.keyboardChanged();
    const again = [...document.querySelectorAll(".screen [data-id]")].find((node) => node.dataset.id === held.id);
    if (again) {
      again.focus();
      if (again.setSelectionRange && again.type !== "number") again.setSelectionRange(held.caret, held.caret);
    }
    this.keyboardChanged();
  },

  keyboardChanged() {
    document.body.classList.toggle("typing", system.keyboard);
  },

  async statusBar() {
    const [wifi, plane] = await Promise.all([phone.setting("global", "wifi_on"), phone.setting("global", "airplane_mode_on")]);
    const time = new Date(this.now).toLocaleString("en-US", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
    return el(
      "div.status-bar",
      { desc: "Status bar" },
      el("span.time", { text: time.replace(/ [AP]M/, ""), as: widget("TextView"), id: "com.android.systemui:id/clock" }),
      this.notifications.length ? el("span.dot", { desc: `${this.notifications.length} notifications` }) : null,
      el("span.space"),
      plane === "1" ? icon("plane") : null,
      wifi === "1" ? icon("wifi") : null,
      icon("battery"),
    );
  },

  navigationBar() {
    return el(
      "nav.navigation-bar",
      {},
      iconButton("back", "Back", () => system.back()),
      iconButton("home", "Home", () => system.home()),
      iconButton("recents", "Overview", () => system.show("recents")),
    );
  },

  keyboardView() {
    const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
    const type = (text) => document.execCommand("insertText", false, text);
    const key = (label, action, name = "key") =>
      el(`button.${name}`, { text: label, onmousedown: (event) => event.preventDefault(), onclick: action, as: VIEW, desc: label });
    return el(
      "div.keyboard",
      { "data-package": "com.android.inputmethod.latin" },
      rows.map((letters, number) =>
        el(
          "div.keys",
          {},
          [...letters].map((letter) => key(letter, () => type(letter))),
          number === 3 ? key("⌫", () => document.execCommand("delete"), "key.wide") : null,
        ),
      ),
      el(
        "div.keys",
        {},
        key(",", () => type(",")),
        key("space", () => type(" "), "key.space"),
        key(".", () => type(".")),
        key("↵", () => system.enter(), "key.wide"),
      ),
    );
  },

  enter() {
    const focused = document.activeElement;
    if (focused.matches("textarea")) return document.execCommand("insertText", false, "\n");
    focused.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    focused.blur();
  },

  async launcher() {
    const shown = [...apps.values()].sort((a, b) => a.name.localeCompare(b.name));
    const date = new Date(this.now).toLocaleString("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" });
    return el(
      "div.launcher",
      { as: VIEW },
      el("div.date", { text: date, as: widget("TextView") }),
      el(
        "div.icons",
        {},
        shown.map((app) =>
          el(
            "button.app",
            { onclick: () => system.start(app.id), as: widget("TextView"), desc: app.name },
            el("span.app-icon", { style: `--hue: ${app.hue}` }, icon(app.icon)),
            el("span.app-name", { text: app.name }),
          ),
        ),
      ),
    );
  },

  async recents() {
    return el(
      "div.overlay.recents",
      { "data-package": "com.android.launcher3" },
      this.tasks.length ? null : empty("No recent items"),
      [...this.tasks].reverse().map((task) =>
        el(
          "div.task",
          { onclick: () => system.start(task.app.id), desc: task.app.name, as: widget("FrameLayout") },
          el("span.app-icon", { style: `--hue: ${task.app.hue}` }, icon(task.app.icon)),
          el("span.task-name", { text: task.app.name, as: widget("TextView") }),
          iconButton("close", `Dismiss ${task.app.name}`, (event) => {
            event.stopPropagation();
            system.stop(task.app.id);
          }),
        ),
      ),
    );
  },

  async shade() {
    const tiles = [
      ["wifi", "Internet", "global", "wifi_on", "1", "0"],
      ["bluetooth", "Bluetooth", "global", "bluetooth_on", "1", "0"],
      ["plane", "Airplane mode", "global", "airplane_mode_on", "1", "0"],
      ["moon", "Dark theme", "secure", "ui_night_mode", "2", "1"],
    ];
    const values = await Promise.all(tiles.map(([, , space, name]) => phone.setting(space, name)));
    return el(
      "div.overlay.shade",
      { "data-package": "com.android.systemui" },
      el(
        "div.tiles",
        {},
        tiles.map(([picture, label, space, name, on, off], number) => {
          const active = values[number] === on;
          return el(
            active ? "button.tile.on" : "button.tile",
            {
              desc: label,
              role: "switch",
              "aria-checked": String(active),
              as: widget("Switch"),
              onclick: async () => {
                await phone.set(space, name, active ? off : on);
                await system.draw();
              },
            },
            icon(picture),
            el("span", { text: label, as: widget("TextView") }),
          );
        }),
      ),
      this.notifications.map((notification) =>
        el(
          "div.notification",
          {
            as: widget("FrameLayout"),
            onclick: async () => {
              this.notifications = this.notifications.filter((one) => one !== notification);
              await system.start(notification.app, notification.activity, notification.extras);
            },
          },
          el("div.notification-title", { text: notification.title, as: widget("TextView"), id: "android:id/title" }),
          el("div.notification-text", { text: notification.text, as: widget("TextView"), id: "android:id/text" }),
        ),
      ),
      this.notifications.length
        ? button("Clear all", async () => {
            this.notifications = [];
            await system.draw();
          })
        : el("div.no-notifications", { text: "No notifications", as: widget("TextView") }),
    );
  },

  dialogView({ title, text, content, buttons }) {
    return el(
      "div.scrim",
      { "data-package": this.page ? this.page.app.id : "android" },
      el(
        "div.dialog",
        { as: widget("FrameLayout"), role: "dialog" },
        title && el("h2.dialog-title", { text: title, as: widget("TextView"), id: "android:id/alertTitle" }),
        text && el("p.dialog-text", { text, as: widget("TextView"), id: "android:id/message" }),
        content && content(),
        el(
          "div.dialog-buttons",
          {},
          buttons.map(([label, action]) =>
            button(label, async () => {
              this.dialogs.pop();
              if (action) await action();
              await system.draw();
            }),
          ),
        ),
      ),
    );
  },
};

document.addEventListener("focusin", () => system.keyboardChanged());
document.addEventListener("focusout", () => setTimeout(() => system.keyboardChanged()));

// As long as nothing else is typed in, a touch leaves the keyboard where it is.
document.addEventListener("mousedown", (event) => {
  if (!event.target.closest("input, textarea")) event.preventDefault();
});

// A press that moves scrolls what is under it, or pulls the shade down; it is no click then.
const press = { node: null };
document.addEventListener("pointerdown", (event) => {
  const scroll = event.target.closest(".scrolling, .recents, .shade");
  Object.assign(press, { node: scroll, x: event.clientX, y: event.clientY, from: event.clientY, moved: false, started: performance.now() });
});
document.addEventListener("pointermove", (event) => {
  if (!event.buttons || event.target.matches(".slider")) return;
  if (Math.abs(event.clientY - press.from) + Math.abs(event.clientX - press.x) > 20) press.moved = true;
  if (press.moved && press.node) press.node.scrollTop += (press.y - event.clientY) / 2.625;
  press.y = event.clientY;
});
document.addEventListener("pointerup", (event) => {
  if (press.moved && press.from < 100 && event.clientY > press.from + 200 && system.overlay !== "shade") system.show("shade");
  else if (press.moved && system.overlay === "shade" && event.clientY < press.from - 200) system.show("shade");
  else if (!press.moved && performance.now() - press.started > 400) {
    press.moved = true;
    const node = event.target.closest("[data-clickable]");
    if (node) node.dispatchEvent(new CustomEvent("longpress"));
  }
});
document.addEventListener(
  "click",
  (event) => {
    if (press.moved) {
      event.stopPropagation();
      event.preventDefault();
      press.moved = false;
    }
  },
  true,
);

/** The elements on the screen, as `uiautomator` sees them. */
function hierarchy() {
  const box = (node) => {
    const rect = node.getBoundingClientRect();
    return [rect.left, rect.top, rect.right, rect.bottom].map(Math.round);
  };
  const covers = [...document.querySelectorAll(".overlay, .scrim")];
  const walk = (node, owner) => {
    const bounds = box(node);
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return [];
    if (bounds[2] <= 0 || bounds[3] <= 0 || bounds[0] >= innerWidth || bounds[1] >= innerHeight) return [];
    const held = node.dataset.package || owner;
    const children = [...node.children].flatMap((child) => walk(child, held));
    const input = node.matches("input, textarea");
    const own = [...node.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join("").trim();
    if (!node.dataset.as && !node.dataset.package) return children;
    if (bounds[2] <= bounds[0] || bounds[3] <= bounds[1]) return children;
    const checkable = node.getAttribute("role") === "switch" || node.type === "checkbox";
    return [
      {
        class: node.dataset.as || "android.widget.FrameLayout",
        package: held,
        id: node.dataset.id || "",
        text: input ? node.value || (node.type === "range" ? "" : node.placeholder) : own,
        description: node.getAttribute("aria-label") || "",
        checkable,
        checked: node.getAttribute("aria-checked") === "true" || node.checked === true,
        clickable: "clickable" in node.dataset || input,
        enabled: !node.disabled,
        focusable: input || "clickable" in node.dataset,
        focused: node === document.activeElement,
        scrollable: node.matches(".scrolling") && node.scrollHeight > node.clientHeight,
        password: node.type === "password",
        selected: node.getAttribute("aria-selected") === "true",
        bounds,
        children,
      },
    ];
  };
  const top = covers.at(-1);
  const roots = top ? [top] : [document.querySelector(".phone")];
  return roots.flatMap((root) => walk(root, "com.android.systemui"));
}
