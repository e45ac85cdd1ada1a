"use strict";
// The system: apps, tasks with their back stacks, intents, permissions, notifications; and drawing it all anew.

const apps = new Map();

/** Add an app.
 *
 * @param {object} app
 *   id: its package; name, icon (of `ICONS`), hue: as they are shown;
 *   activities: by name, e.g. ".Main", functions that draw one: async (page) => nodes; main: the name of the first;
 *   handles: what it can do for others: [{action, scheme, type, activity, extras, label}], see `system.send`;
 *   tick: async (now) => whether something changed: called whenever time has passed;
 *   reset: called when the phone starts anew.
 */
function register(app) {
  apps.set(app.id, { handles: [], ...app });
}

const HOME = "com.android.launcher3";

/** One activity on a back stack. */
class Page {
  constructor(app, activity, extras) {
    this.app = app;
    this.activity = activity;
    this.extras = extras;
    this.state = {};
    this.scroll = 0;
  }

  /** Another activity of the same app on top of this one. */
  open(activity, extras = {}) {
    return system.start(this.app.id, activity, extras);
  }

  /** What somebody chooses in an activity, of this app or another's; null if nothing. */
  request(id, activity, extras = {}) {
    return new Promise((resolve) => {
      const page = new Page(apps.get(id), activity, extras);
      page.resolve = resolve;
      system.front.pages.push(page);
      system.draw();
    });
  }

  /** Back to what was before, with a result for who has requested it. */
  finish(result) {
    return system.finish(this, result);
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

const AS_NEW = () => ({
  tasks: [],
  front: null,
  overlay: null,
  dialogs: [],
  notifications: [],
  clipboard: "",
  editing: null,
  asleep: false,
  torch: false,
  shift: false,
  symbols: false,
  sensor: 0,
  lastToast: "",
  location: null,
  allowedOnce: new Set(),
});

const system = {
  now: 0,
  rotation: 0,
  ...AS_NEW(),

  /** The page that is shown; null for the home screen. */
  get page() {
    return this.front && this.front.pages.at(-1);
  },

  /** The dialogs of what is in front, which whatever the system shows over it covers. */
  get shownDialogs() {
    return this.overlay ? [] : this.dialogs.filter((dialog) => dialog.task === this.front);
  },

  /** The foreground activity as `dumpsys` names it. */
  get component() {
    return this.page ? `${this.page.app.id}/${this.page.activity}` : `${HOME}/.Launcher`;
  },

  /** As after the phone was started: the home screen, at a time. */
  async reset(now) {
    Object.assign(this, { now, ...AS_NEW() });
    for (const app of apps.values()) if (app.reset) app.reset();
    await this.draw();
  },

  /** Time has passed. */
  async tick(now) {
    const minute = Math.floor(this.now / 60000) !== Math.floor(now / 60000);
    this.now = now;
    const changed = await Promise.all([...apps.values()].map((app) => app.tick && app.tick(now)));
    if (minute || changed.some(Boolean)) await this.draw();
  },

  /** The phone is held turned by so many quarters; it shows where auto-rotate is on. */
  async turn(quarters) {
    this.sensor = quarters;
    await this.draw();
  },

  // ------------------------------------------------------------------ tasks

  /** Bring an app to the front; with an activity, that one on top of it. */
  async start(id, activity, extras = {}) {
    const app = apps.get(id);
    let task = this.tasks.find((one) => one.app === app);
    if (!task) {
      task = { app, pages: [] };
      this.tasks.push(task);
    }
    if (activity || !task.pages.length) task.pages.push(new Page(app, activity || app.main, extras));
    this.tasks = [...this.tasks.filter((one) => one !== task), task];
    this.dialogs = this.dialogs.filter((dialog) => dialog.task);
    Object.assign(this, { front: task, overlay: null, editing: null });
    await this.draw();
  },

  /** End an app. */
  async stop(id) {
    this.end(this.tasks.find((task) => task.app.id === id));
    await this.draw();
  },

  /** Let go of a task and of what it asks. */
  end(task) {
    this.tasks = this.tasks.filter((one) => one !== task);
    this.dialogs = this.dialogs.filter((dialog) => dialog.task !== task);
    if (this.front === task) this.front = null;
  },

  async finish(page, result) {
    const task = this.tasks.find((one) => one.pages.includes(page));
    if (!task) return;
    task.pages.splice(task.pages.indexOf(page), 1);
    if (!task.pages.length) this.end(task);
    if (page.resolve) page.resolve(result === undefined ? null : result);
    await this.draw();
  },

  async back() {
    const dialog = this.shownDialogs.at(-1);
    if (dialog) {
      this.dialogs = this.dialogs.filter((one) => one !== dialog);
      if (dialog.oncancel) dialog.oncancel();
    } else if (this.editing) this.editing = null;
    else if (this.overlay) this.overlay = null;
    else if (this.keyboard) return document.activeElement.blur();
    else if (this.page) return this.page.onback ? this.page.onback() : this.finish(this.page);
    await this.draw();
  },

  async home() {
    Object.assign(this, { front: null, overlay: null, editing: null });
    document.activeElement.blur();
    await this.draw();
  },

  /** Show or hide one of the system's own views: shade, recents, drawer. */
  async show(overlay) {
    this.overlay = this.overlay === overlay ? null : overlay;
    document.activeElement.blur();
    await this.draw();
  },

  /** The power button. */
  async power(asleep = !this.asleep) {
    this.asleep = asleep;
    await this.draw();
  },

  /** The volume keys. */
  async volume(by) {
    const value = Math.max(0, Math.min(15, Number(phone.setting("system", "volume_music")) + by));
    await phone.set("system", "volume_music", value);
    await this.toast(`Media volume ${value} of 15`);
  },

  // ------------------------------------------------------------------ between apps

  /** What can take an intent {action, data, type}: [{app, handle}]. */
  handlers({ action, data = "", type = "" }) {
    const fits = (handle) =>
      handle.action === action &&
      (!handle.scheme || data.startsWith(`${handle.scheme}:`)) &&
      (!handle.type || type.startsWith(handle.type.replace("*", "")));
    return [...apps.values()].flatMap((app) => app.handles.filter(fits).map((handle) => ({ app, handle })));
  },

  /** Have another app do something: {action, data, type, extras}; asks which one where several can, or with a `chooser`. */
  async send(intent, { chooser = "" } = {}) {
    const found = this.handlers(intent);
    if (!found.length) return this.toast("No apps can perform this action");
    const go = ({ app, handle }) => {
      const { action, data, type, extras } = intent;
      return this.start(app.id, handle.activity, { ...handle.extras, ...extras, action, data, type });
    };
    if (found.length === 1 && !chooser) return go(found[0]);
    const buttons = found.map((one) => [one.handle.label || one.app.name, () => go(one), { picture: this.appIcon(one.app) }]);
    return this.ask({ title: chooser || "Open with", buttons, list: true, owner: "android" });
  },

  /** Give a text, or a file by its path, to another app. */
  share({ text, file, type = file ? "*/*" : "text/plain" }) {
    return this.send({ action: "android.intent.action.SEND", type, extras: { text, file } }, { chooser: "Share" });
  },

  /** Whether an app may do something; asks if that is not known, e.g. "take pictures and record video". */
  async permit(app, name, what) {
    const rows = await phone.sql("packages", "SELECT granted FROM permissions WHERE package = ? AND name = ?", app.id, name);
    const key = `${app.id} ${name}`;
    if (this.allowedOnce.has(key) || (rows.length && rows[0].granted)) return true;
    const decide = (granted) => phone.sql("packages", "INSERT OR REPLACE INTO permissions VALUES (?, ?, ?)", app.id, name, granted);
    const id = (which) => ({ id: `com.android.permissioncontroller:id/permission_${which}_button` });
    return new Promise((resolve) => {
      const choice = (label, act, which, answer) => [label, async () => (await act(), resolve(answer)), id(which)];
      this.ask({
        owner: "com.android.permissioncontroller",
        text: `Allow ${app.name} to ${what}?`,
        list: true,
        oncancel: () => resolve(false),
        buttons: [
          choice("While using the app", () => decide(1), "allow_foreground_only", true),
          choice("Only this time", async () => this.allowedOnce.add(key), "allow_one_time", true),
          choice("Don’t allow", () => decide(0), "deny", false),
        ],
      });
    });
  },

  /** Put a text on the clipboard. */
  async copy(text) {
    this.clipboard = text;
    await this.toast("Copied");
  },

  // ------------------------------------------------------------------ what lies over a screen

  /** Ask something.
   *
   * @param {object} dialog
   *   title, text; content: () => nodes; buttons: [label, action, {id, picture}], below each other with `list`;
   *   oncancel: called when it is left by the back key; owner: the package that asks.
   */
  async ask(dialog) {
    this.overlay = null;
    this.dialogs.push({ ...dialog, task: this.front });
    await this.draw();
  },

  async toast(text) {
    this.toastText = this.lastToast = text;
    await this.draw();
  },

  /** Show a notification: {title, text, app, activity, extras, actions: [label, action]}; one with the same `tag` goes. */
  async notify(notification) {
    this.notifications = this.notifications.filter((one) => !one.tag || one.tag !== notification.tag);
    this.notifications.unshift({ when: this.now, ...notification });
    await this.draw();
  },

  /** Take a notification away by its tag. */
  async dismiss(tag) {
    this.notifications = this.notifications.filter((one) => one.tag !== tag);
    await this.draw();
  },

  /** Whether the keyboard is shown. */
  get keyboard() {
    const focused = document.activeElement;
    return Boolean(focused && focused.matches && focused.matches("input.input, textarea"));
  },

  /** Something outside the screen changed what it shows. */
  async changed() {
    await this.draw();
  },

  // ------------------------------------------------------------------ drawing

  /** Draw everything anew; what is typed in and scrolled to stays. */
  async draw() {
    const turn = (this._turn = (this._turn || 0) + 1);
    phone.settings = await phone.call("settings");
    await this.applyRotation();
    const page = this.page;
    const body = page ? await page.app.activities[page.activity](page) : this.launcher();
    const overlay = this.overlay && (await this[this.overlay]());
    if (turn !== this._turn) return;
    const held = this.held();
    const classes = document.documentElement.classList;
    classes.toggle("dark", phone.setting("secure", "ui_night_mode") === "2");
    document.documentElement.style.setProperty("--font-scale", phone.setting("system", "font_scale") || 1);
    const screen = el("main.screen", { "data-package": page ? page.app.id : HOME }, body);
    document.body.replaceChildren(
      el(
        "div.phone",
        { "data-package": "com.android.systemui" },
        this.statusBar(),
        screen,
        this.keyboardView(),
        this.navigationBar(),
      ),
      overlay || "",
      ...this.shownDialogs.map((dialog) => this.dialogView(dialog)),
      this.editing ? this.editMenu() : "",
      this.toastText ? el("div.toast", { text: this.toastText, as: "android.widget.Toast" }) : "",
      this.asleep ? el("div.asleep", { "data-package": "com.android.systemui", onclick: () => {} }) : "",
    );
    this.toastText = "";
    this.restore(held, page);
  },

  async applyRotation() {
    const auto = phone.setting("system", "accelerometer_rotation") === "1";
    const wanted = auto ? this.sensor : Number(phone.setting("system", "user_rotation")) || 0;
    if (wanted === this.rotation) return;
    this.rotation = wanted;
    await phone.call("rotate", wanted);
  },

  held() {
    const focused = document.activeElement;
    const shown = document.querySelector(".screen");
    const scroll = shown && shown.querySelector(".scrolling");
    if (this._shown) this._shown.scroll = scroll ? scroll.scrollTop : 0;
    if (!focused || !focused.dataset || !focused.dataset.id) return null;
    return { page: this._shown, id: focused.dataset.id, value: focused.value, from: focused.selectionStart, to: focused.selectionEnd };
  },

  restore(held, page) {
    const scroll = document.querySelector(".screen .scrolling");
    if (scroll && page) scroll.scrollTop = page.scroll;
    for (const node of document.querySelectorAll(".to-end")) node.scrollTop = node.scrollHeight;
    this._shown = page;
    const again = held && held.page === page && document.querySelector(`[data-id="${CSS.escape(held.id)}"]`);
    if (again) {
      again.focus({ preventScroll: true });
      if (again.setSelectionRange && again.type !== "number") again.setSelectionRange(held.from, held.to);
    }
    this.keyboardChanged();
  },

  keyboardChanged() {
    document.body.classList.toggle("typing", system.keyboard);
  },
};
