"use strict";

const NOTES = `${STORAGE}/Documents/Notes`;

register({
  id: "org.digienv.notes",
  name: "Notes",
  icon: "note",
  hue: 30,
  main: ".Main",
  handles: [
    { action: "android.intent.action.SEND", type: "text/*", activity: ".Shared", label: "Notes" },
    { action: "android.intent.action.VIEW", type: "text/*", activity: ".Editor" },
  ],
  activities: {
    async ".Main"(page) {
      const folder = page.extras.folder || NOTES;
      if (!(await phone.files.exists(NOTES))) await phone.files.makeFolder(NOTES);
      const entries = await sortedEntries(folder);
      const query = (page.state.query || "").toLowerCase();
      const texts = new Map();
      for (const entry of entries) if (!entry.folder) texts.set(entry.path, await phone.files.read(entry.path));
      const shown = entries.filter((entry) => `${entry.name}\n${texts.get(entry.path) || ""}`.toLowerCase().includes(query));
      const menu = (entry) =>
        system.ask({
          title: entry.name,
          list: true,
          buttons: [
            ["Rename", () => renameFile(entry)],
            ["Move to…", () => moveOrCopy(page, entry, "Move here", phone.files.move, NOTES)],
            ...(entry.folder ? [] : [["Share", () => system.share({ text: texts.get(entry.path) })]]),
            ["Delete", () => confirmDelete(`Delete “${entry.name}”?`, () => phone.files.remove(entry.path))],
          ],
        });
      return [
        appBar(page, folder === NOTES ? "Notes" : baseName(folder), {
          up: folder !== NOTES,
          actions: [overflow([["New folder", () => newFolder(folder)]])],
        }),
        field("Search notes", page.state.query, { id: "org.digienv.notes:id/search", oninput: (text) => page.update({ query: text }) }),
        scrolling(
          shown.map((entry) =>
            entryRow(entry, {
              subtitle: ((texts.get(entry.path) || "").split("\n").find(Boolean) || "Empty").slice(0, 60),
              picture: "note",
              open: () => (entry.folder ? page.open(".Main", { folder: entry.path }) : page.open(".Editor", { path: entry.path })),
              menu,
            }),
          ),
          shown.length ? null : empty("No notes"),
        ),
        floatingButton("plus", "New note", () => newNote(page, folder, "")),
      ];
    },

    /** A note; every letter is kept at once. */
    async ".Editor"(page) {
      const path = page.extras.path || (page.extras.data || "").replace(/^file:/, "");
      if (!(await phone.files.exists(path))) return [appBar(page, "Note"), empty("This note is gone")];
      const text = (page.state.text ??= await phone.files.read(path));
      const write = (typed) => {
        page.state.text = typed;
        return phone.files.write(path, typed);
      };
      return [
        appBar(page, baseName(path), { actions: [["share", "Share", () => system.share({ text: page.state.text })]] }),
        el("div.editor", {}, field("Write something", text, { id: "org.digienv.notes:id/text", multiline: true, oninput: write })),
      ];
    },

    /** A text that another app has shared. */
    async ".Shared"(page) {
      return [
        appBar(page, "New note"),
        scrolling(label(page.extras.text || "")),
        el("div.buttons", {}, button("Save as note", () => newNote(page, NOTES, page.extras.text || ""), { filled: true })),
      ];
    },
  },
});

function newNote(page, folder, text) {
  return askText("New note", "", async (typed) => {
    if (!validName(typed)) return system.toast("This is no name for a note");
    const name = /\.(md|txt)$/.test(typed.trim()) ? typed.trim() : `${typed.trim()}.md`;
    const path = `${folder}/${name}`;
    if (await phone.files.exists(path)) return system.toast("There is a note with this name");
    await phone.files.write(path, text);
    if (page.activity === ".Shared") await page.finish();
    return system.start("org.digienv.notes", ".Editor", { path });
  }, { label: "Name" });
}
