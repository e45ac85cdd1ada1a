"use strict";

register({
  id: "com.android.chrome",
  name: "Chrome",
  icon: "globe",
  hue: 5,
  main: ".Main",
  handles: [
    { action: "android.intent.action.VIEW", scheme: "http", activity: ".Main" },
    { action: "android.intent.action.VIEW", scheme: "https", activity: ".Main" },
  ],
  activities: {
    async ".Main"(page) {
      const state = page.state;
      if (page.extras.data && !state.opened) {
        state.opened = true;
        browse(page, page.extras.data);
      }
      const { url = "", title = "" } = state.shown || {};
      const [marked] = await phone.sql("chrome", "SELECT _id FROM bookmarks WHERE url = ?", url);
      page.onback = async () => {
        const shown = url && (await phone.call("browser_back"));
        if (shown) await page.update({ shown, typed: undefined });
        else await page.finish();
      };
      const mark = async () => {
        if (marked) await phone.sql("chrome", "DELETE FROM bookmarks WHERE url = ?", url);
        else await phone.insert("chrome", "bookmarks", { url, title });
        await page.refresh();
      };
      const bar = field("Search or type web address", state.typed ?? url, {
        id: "com.android.chrome:id/url_bar",
        type: "url",
        oninput: (typed) => (state.typed = typed),
      });
      bar.addEventListener("keydown", (event) => event.key === "Enter" && browse(page, state.typed ?? url));
      return [
        el(
          "header.app-bar",
          {},
          iconButton("home", "Home page", () => page.update({ shown: null, typed: undefined })),
          bar,
          url ? iconButton("star", marked ? "Remove bookmark" : "Add bookmark", mark) : null,
          iconButton(...overflow([["Bookmarks", () => page.open(".Bookmarks")], ["History", () => page.open(".History")], ["Refresh", () => url && browse(page, url)]])),
        ),
        url ? el("div.webview", { as: "android.webkit.WebView", desc: title }) : await newTab(page),
      ];
    },

    ".Bookmarks": (page) => addresses(page, "Bookmarks", "SELECT * FROM bookmarks ORDER BY title, _id", "bookmarks"),
    ".History": (page) => addresses(page, "History", "SELECT * FROM history ORDER BY visited DESC, _id DESC", "history"),
  },
});

/** Open what was typed: an address, or one of the sites that can be reached by its name. */
async function browse(page, typed) {
  const text = (typed || "").trim();
  if (!text) return;
  document.activeElement.blur();
  const sites = await phone.call("sites");
  const named = sites.find((site) => site.name === text.toLowerCase());
  const url = named ? named.url : /^https?:/.test(text) ? text : `http://${text}`;
  page.state.shown = { url, title: "" };
  await page.refresh();
  const shown = await phone.call("browse", url, webviewBox());
  await browsed(page, shown);
}

/** The page in front has changed. */
async function browsed(page, shown) {
  if (!page.state.shown || page.state.shown.url !== shown.url) page.state.typed = undefined;
  page.state.shown = shown;
  page.state.typed = undefined;
  await phone.insert("chrome", "history", { ...shown, visited: system.now });
  await page.refresh();
}

/** Where pages are shown now, in pixels; null if nothing of them is seen. */
function webviewBox() {
  const view = document.querySelector(".webview");
  if (!view || document.querySelector("body > .overlay, body > .scrim, body > .asleep")) return null;
  const box = view.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom].map(Math.round);
}

async function newTab(page) {
  const sites = await phone.call("sites");
  const marks = await phone.sql("chrome", "SELECT * FROM bookmarks ORDER BY title, _id");
  return scrolling(
    sites.length ? heading("Sites") : null,
    sites.map((site) => row({ title: site.name, subtitle: site.url, leading: icon("globe"), onclick: () => browse(page, site.url) })),
    marks.length ? heading("Bookmarks") : null,
    marks.map((one) => row({ title: one.title || one.url, subtitle: one.url, leading: icon("star"), onclick: () => browse(page, one.url) })),
    sites.length || marks.length ? null : empty("You are offline: no site can be reached"),
  );
}

async function addresses(page, title, sql, table) {
  const rows = await phone.sql("chrome", sql);
  const open = async (url) => {
    await page.finish();
    await browse(system.page, url);
  };
  const clear = async () => {
    await phone.sql("chrome", `DELETE FROM ${table}`);
    await page.refresh();
  };
  return [
    appBar(page, title, { actions: [["delete", "Clear all", () => confirmDelete(`Clear ${title.toLowerCase()}?`, clear)]] }),
    scrolling(
      rows.map((one) => row({ title: one.title || one.url, subtitle: one.url, leading: icon("globe"), onclick: () => open(one.url) })),
      rows.length ? null : empty("Nothing here"),
    ),
  ];
}
