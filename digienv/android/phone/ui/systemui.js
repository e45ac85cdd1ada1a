"use strict";
// What the system itself shows: bars, home screen, recents, notification shade, dialogs, keyboard.

const KEYS = { letters: ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"], symbols: ["1234567890", "@#$%&-+()", "*\"':;!?/=", "_[]{}<>~"] };

Object.assign(system, {
  appIcon(app) {
    return el("span.app-icon", { style: `--hue: ${app.hue}` }, icon(app.icon));
  },

  statusBar() {
    const shown = [
      [this.torch, "torch"],
      [phone.setting("global", "zen_mode") !== "0", "minus"],
      [phone.setting("global", "bluetooth_on") === "1", "bluetooth"],
      [phone.setting("global", "airplane_mode_on") === "1", "plane"],
      [phone.setting("global", "wifi_on") === "1", "wifi"],
      [true, "battery"],
    ];
    return el(
      "div.status-bar",
      { desc: "Status bar" },
      el("span.time", {
        text: clockTime(this.now).replace(/ [AP]M/, ""),
        as: widget("TextView"),
        id: "com.android.systemui:id/clock",
      }),
      this.notifications.length ? el("span.dot", { desc: `${this.notifications.length} notifications` }) : null,
      el("span.space"),
      shown.map(([on, name]) => (on ? icon(name) : null)),
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

  // ------------------------------------------------------------------ home screen

  launcher() {
    const date = new Date(this.now).toLocaleString("en-US", { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" });
    return el(
      "div.launcher",
      { as: VIEW },
      el("div.date", { text: date, as: widget("TextView") }),
      el("div.icons", {}, this.appButtons()),
    );
  },

  appButtons(query = "") {
    const shown = [...apps.values()].filter((app) => app.name.toLowerCase().includes(query.toLowerCase()));
    shown.sort((a, b) => a.name.localeCompare(b.name));
    return shown.map((app) =>
      el(
        "button.app",
        { onclick: () => system.start(app.id), as: widget("TextView"), desc: app.name },
        this.appIcon(app),
        el("span.app-name", { text: app.name }),
      ),
    );
  },

  /** All apps, with a search. */
  async drawer() {
    const icons = el("div.icons", {}, this.appButtons());
    return el(
      "div.overlay.drawer",
      { "data-package": HOME },
      field("Search apps", "", {
        id: "com.android.launcher3:id/search",
        oninput: (query) => icons.replaceChildren(...this.appButtons(query)),
      }),
      icons,
    );
  },

  async recents() {
    return el(
      "div.overlay.recents",
      { "data-package": HOME },
      this.tasks.length ? null : empty("No recent items"),
      [...this.tasks].reverse().map((task) =>
        el(
          "div.task",
          { onclick: () => system.start(task.app.id), desc: task.app.name, as: widget("FrameLayout") },
          this.appIcon(task.app),
          el("span.task-name", { text: task.app.name, as: widget("TextView") }),
          iconButton("close", `Dismiss ${task.app.name}`, (event) => {
            event.stopPropagation();
            system.stop(task.app.id);
          }),
        ),
      ),
      this.tasks.length
        ? button("Clear all", async () => {
            Object.assign(this, { tasks: [], front: null, overlay: null });
            await system.draw();
          })
        : null,
    );
  },

  // ------------------------------------------------------------------ notification shade

  async shade() {
    const setting = (picture, label, space, name, on = "1", off = "0") => {
      const active = phone.setting(space, name) === on;
      return [picture, label, active, () => phone.set(space, name, active ? off : on)];
    };
    const tiles = [
      setting("wifi", "Internet", "global", "wifi_on"),
      setting("bluetooth", "Bluetooth", "global", "bluetooth_on"),
      setting("minus", "Do Not Disturb", "global", "zen_mode"),
      setting("plane", "Airplane mode", "global", "airplane_mode_on"),
      setting("moon", "Dark theme", "secure", "ui_night_mode", "2", "1"),
      setting("battery", "Battery Saver", "global", "low_power"),
      setting("rotate", "Auto-rotate", "system", "accelerometer_rotation"),
      ["torch", "Flashlight", this.torch, async () => (this.torch = !this.torch)],
    ];
    return el(
      "div.overlay.shade",
      { "data-package": "com.android.systemui" },
      el(
        "div.tiles",
        {},
        tiles.map(([picture, label, active, change]) =>
          el(
            active ? "button.tile.on" : "button.tile",
            {
              desc: label,
              role: "switch",
              "aria-checked": String(active),
              as: widget("Switch"),
              onclick: async () => {
                await change();
                await system.draw();
              },
            },
            icon(picture),
            el("span", { text: label, as: widget("TextView") }),
          ),
        ),
      ),
      slider(Number(phone.setting("system", "screen_brightness")), 255, "Display brightness", async (value) => {
        await phone.set("system", "screen_brightness", value);
        await system.draw();
      }),
      this.notifications.map((notification) => this.notificationView(notification)),
      this.notifications.length
        ? button("Clear all", async () => {
            this.notifications = this.notifications.filter((one) => one.ongoing);
            await system.draw();
          })
        : el("div.no-notifications", { text: "No notifications", as: widget("TextView") }),
    );
  },

  notificationView(notification) {
    const gone = () => (this.notifications = this.notifications.filter((one) => one !== notification));
    const app = apps.get(notification.app);
    return el(
      "div.notification",
      {
        as: widget("FrameLayout"),
        onclick: async () => {
          if (!notification.ongoing) gone();
          await system.start(notification.app, notification.activity, notification.extras);
        },
      },
      el("div.notification-app", { text: `${app.name} · ${clockTime(notification.when)}`, as: widget("TextView") }),
      el("div.notification-title", { text: notification.title, as: widget("TextView"), id: "android:id/title" }),
      el("div.notification-text", { text: notification.text, as: widget("TextView"), id: "android:id/text" }),
      notification.actions
        ? el(
            "div.notification-actions",
            {},
            notification.actions.map(([label, action]) =>
              button(label, async (event) => {
                event.stopPropagation();
                gone();
                await action();
                await system.draw();
              }),
            ),
          )
        : null,
    );
  },

  // ------------------------------------------------------------------ dialogs

  dialogView(dialog) {
    const { title, text, content, buttons, list, owner } = dialog;
    return el(
      "div.scrim",
      { "data-package": owner || (this.page ? this.page.app.id : "android") },
      el(
        "div.dialog",
        { as: widget("FrameLayout"), role: "dialog" },
        title && el("h2.dialog-title", { text: title, as: widget("TextView"), id: "android:id/alertTitle" }),
        text && el("p.dialog-text", { text, as: widget("TextView"), id: "android:id/message" }),
        content && content(),
        el(
          list ? "div.dialog-list" : "div.dialog-buttons",
          {},
          buttons.map(([label, action, { id, picture } = {}]) => {
            const act = async () => {
              this.dialogs = this.dialogs.filter((one) => one !== dialog);
              if (action) await action();
              await system.draw();
            };
            return list ? row({ title: label, leading: picture, onclick: act, id }) : button(label, act, { id });
          }),
        ),
      ),
    );
  },

  /** What can be done with the text of a field after a long press. */
  editMenu() {
    const act = (label, action) =>
      button(label, async () => {
        const focused = document.activeElement;
        const chosen = focused.value.slice(focused.selectionStart, focused.selectionEnd);
        if (label !== "Select all") this.editing = null;
        action(focused, chosen);
        await system.draw();
      });
    return el(
      "div.edit-menu",
      { "data-package": "android", as: widget("FrameLayout"), style: `top: ${this.editing.top}px` },
      act("Cut", (focused, chosen) => {
        this.clipboard = chosen;
        document.execCommand("delete");
      }),
      act("Copy", (focused, chosen) => (this.clipboard = chosen)),
      act("Paste", () => document.execCommand("insertText", false, this.clipboard)),
      act("Select all", (focused) => focused.select()),
    );
  },

  // ------------------------------------------------------------------ keyboard

  keyboardView() {
    const type = (text) => document.execCommand("insertText", false, text);
    const key = (label, action, name = "key", desc = label) =>
      el(`button.${name}`, { text: label, onmousedown: (event) => event.preventDefault(), onclick: action, as: VIEW, desc });
    const letter = (char) => {
      const shown = this.shift ? char.toUpperCase() : char;
      return key(shown, () => {
        type(shown);
        if (this.shift) this.redrawKeyboard({ shift: false });
      });
    };
    return el(
      "div.keyboard",
      { "data-package": "com.android.inputmethod.latin" },
      KEYS[this.symbols ? "symbols" : "letters"].map((letters, number) =>
        el(
          "div.keys",
          {},
          number === 3 && !this.symbols ? key("⇧", () => this.redrawKeyboard({ shift: !this.shift }), "key.wide", "Shift") : null,
          [...letters].map(letter),
          number === 3 ? key("⌫", () => document.execCommand("delete"), "key.wide") : null,
        ),
      ),
      el(
        "div.keys",
        {},
        key(this.symbols ? "ABC" : "?123", () => this.redrawKeyboard({ symbols: !this.symbols }), "key.wide"),
        key(",", () => type(",")),
        key("space", () => type(" "), "key.space"),
        key(".", () => type(".")),
        key("↵", () => system.enter(), "key.wide"),
      ),
    );
  },

  redrawKeyboard(changes) {
    Object.assign(this, changes);
    document.querySelector(".keyboard").replaceWith(this.keyboardView());
  },

  enter() {
    const focused = document.activeElement;
    if (focused.matches("textarea")) return document.execCommand("insertText", false, "\n");
    focused.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    return focused.blur();
  },
});
