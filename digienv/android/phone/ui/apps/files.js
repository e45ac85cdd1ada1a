"use strict";


register({
  id: "com.android.documentsui",
  name: "Files",
  icon: "folder",
  hue: 45,
  main: ".FilesActivity",
  handles: [{ action: "android.intent.action.OPEN_DOCUMENT", activity: ".FilesActivity" }],
  activities: {
    async ".FilesActivity"(page) {
      const folder = page.extras.folder || STORAGE;
      const query = (page.state.query || "").toLowerCase();
      const entries = (await sortedEntries(folder)).filter((entry) => entry.name.toLowerCase().includes(query));
      const menu = (entry) =>
        system.ask({
          title: entry.name,
          list: true,
          buttons: [
            ["Rename", () => renameFile(entry)],
            ["Move to…", () => moveOrCopy(page, entry, "Move here", phone.files.move)],
            ["Copy to…", () => moveOrCopy(page, entry, "Copy here", phone.files.copy)],
            ...(entry.folder ? [] : [["Share", () => system.share({ file: entry.path, type: typeOf(entry.name) })]]),
            ["Get info", () => system.ask({ title: entry.name, text: fileInfo(entry), buttons: [["Close"]] })],
            ["Delete", () => confirmDelete(`Delete “${entry.name}”?`, () => phone.files.remove(entry.path))],
          ],
        });
      return [
        appBar(page, folder === STORAGE ? "Files" : baseName(folder), {
          up: folder !== STORAGE,
          actions: [overflow([["New folder", () => newFolder(folder)]])],
        }),
        field("Search", page.state.query, { id: "com.android.documentsui:id/search", oninput: (text) => page.update({ query: text }) }),
        scrolling(
          entries.map((entry) =>
            entryRow(entry, {
              subtitle: `${fileSize(entry.size)} · ${longDay(dayOf(entry.modified))}`,
              picture: fileIcon(entry.name),
              open: () => (entry.folder ? page.open(".FilesActivity", { folder: entry.path }) : openFile(entry.path)),
              menu,
            }),
          ),
          entries.length ? null : empty("No items"),
        ),
      ];
    },

    /** Chooses a folder: its path. */
    async ".FolderPicker"(page) {
      const folder = page.state.folder || page.extras.start || STORAGE;
      const entries = (await sortedEntries(folder)).filter((entry) => entry.folder);
      page.onback = () => (folder === STORAGE ? page.finish() : page.update({ folder: parentOf(folder) }));
      return [
        appBar(page, folder === STORAGE ? "Choose a folder" : baseName(folder)),
        scrolling(
          folder === STORAGE ? null : row({ title: "Parent folder", leading: icon("undo"), onclick: () => page.update({ folder: parentOf(folder) }) }),
          entries.map((entry) => row({ title: entry.name, leading: icon("folder"), onclick: () => page.update({ folder: entry.path }) })),
        ),
        el(
          "div.buttons",
          {},
          button("New folder", () => newFolder(folder)),
          button(page.extras.action || "Choose", () => page.finish(folder), { filled: true }),
        ),
      ];
    },
  },
});

const baseName = (path) => path.split("/").at(-1);
const parentOf = (path) => path.split("/").slice(0, -1).join("/");

function typeOf(name) {
  const ending = name.split(".").at(-1).toLowerCase();
  if (["jpg", "jpeg", "png", "gif", "webp"].includes(ending)) return `image/${ending}`;
  if (["wav", "mp3", "ogg"].includes(ending)) return `audio/${ending}`;
  if (["txt", "md", "csv"].includes(ending)) return "text/plain";
  return "application/octet-stream";
}

const fileIcon = (name) => ({ image: "image", audio: "music", text: "note" })[typeOf(name).split("/")[0]] || "file";

function fileSize(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function fileInfo(entry) {
  return [`Size: ${entry.folder ? "–" : fileSize(entry.size)}`, `Modified: ${longDay(dayOf(entry.modified))}`, `Path: ${entry.path.replace(STORAGE, "Internal storage")}`].join("\n");
}

/** The row of a file or a folder: what is below its name, its icon, how it is opened, its menu. */
function entryRow(entry, { subtitle, picture, open, menu }) {
  return row({
    title: entry.name,
    subtitle: entry.folder ? "Folder" : subtitle,
    leading: icon(entry.folder ? "folder" : picture),
    onclick: open,
    onlongpress: () => menu(entry),
    trailing: iconButton("more", `More options for ${entry.name}`, (event) => {
      event.stopPropagation();
      menu(entry);
    }),
  });
}

async function sortedEntries(folder) {
  const entries = (await phone.files.exists(folder)) ? await phone.files.list(folder) : [];
  return entries.sort((a, b) => b.folder - a.folder || a.name.localeCompare(b.name));
}

function openFile(path) {
  return system.send({ action: "android.intent.action.VIEW", data: `file:${path}`, type: typeOf(path) });
}

function newFolder(folder) {
  return askText("New folder", "", async (name) => {
    const path = `${folder}/${name.trim()}`;
    if (!validName(name)) return system.toast("This is no name for a folder");
    if (await phone.files.exists(path)) return system.toast("There is something with this name");
    return phone.files.makeFolder(path);
  }, { label: "Folder name" });
}

const validName = (name) => name.trim() && !name.includes("/") && ![".", ".."].includes(name.trim());

function renameFile(entry) {
  return askText("Rename", entry.name, async (name) => {
    const path = `${parentOf(entry.path)}/${name.trim()}`;
    if (!validName(name)) return system.toast("This is no name for a file");
    if (await phone.files.exists(path)) return system.toast("There is something with this name");
    return phone.files.move(entry.path, path);
  }, { label: "Name" });
}

/** Have a folder chosen, beginning in `start`, and put something there. */
async function moveOrCopy(page, entry, action, act, start) {
  const folder = await page.request("com.android.documentsui", ".FolderPicker", { action, start });
  if (!folder) return;
  const path = `${folder}/${entry.name}`;
  if (await phone.files.exists(path)) await system.toast("There is something with this name");
  else await act(entry.path, path);
  await system.draw();
}
