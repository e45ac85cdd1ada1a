"use strict";

const PHONE_TYPES = { 1: "Home", 2: "Mobile", 3: "Work" };

register({
  id: "com.android.contacts",
  name: "Contacts",
  icon: "person",
  hue: 205,
  main: ".PeopleActivity",
  handles: [
    { action: "android.intent.action.INSERT", type: "vnd.android.cursor.dir/", activity: ".EditorActivity" },
    { action: "android.intent.action.PICK", type: "vnd.android.cursor.dir/", activity: ".Picker" },
  ],
  activities: {
    async ".PeopleActivity"(page) {
      const all = await phone.sql(
        "contacts2",
        "SELECT _id, display_name, starred, (SELECT group_concat(number) FROM view_phones WHERE contact_id = view_contacts._id) AS numbers FROM view_contacts ORDER BY sort_key",
      );
      const wanted = (page.state.query || "").toLowerCase();
      const has = (contact) =>
        contact.display_name.toLowerCase().includes(wanted) || (digits(wanted) && digits(contact.numbers).includes(digits(wanted)));
      const shown = all.filter(has);
      return [
        appBar(page, "Contacts", { up: false }),
        field("Search contacts", page.state.query, {
          id: "com.android.contacts:id/search",
          oninput: (query) => page.update({ query }),
        }),
        scrolling(
          shown.map((contact) =>
            row({
              title: contact.display_name,
              leading: avatar(contact.display_name),
              trailing: contact.starred ? icon("star") : null,
              onclick: () => page.open(".ContactActivity", { id: contact._id }),
            }),
          ),
          shown.length ? null : empty(all.length ? "No contacts found" : "No contacts yet"),
        ),
        floatingButton("plus", "Create new contact", () => page.open(".EditorActivity")),
      ];
    },

    /** Chooses a contact's number: {name, number}. */
    async ".Picker"(page) {
      const people = await phone.sql("contacts2", "SELECT display_name, number FROM view_phones ORDER BY display_name");
      return [
        appBar(page, "Choose a contact"),
        scrolling(
          people.map((one) =>
            row({
              title: one.display_name,
              subtitle: one.number,
              leading: avatar(one.display_name),
              onclick: () => page.finish({ name: one.display_name, number: one.number }),
            }),
          ),
          people.length ? null : empty("No contacts yet"),
        ),
      ];
    },

    async ".ContactActivity"(page) {
      const contact = await loadContact(page.extras.id);
      if (!contact) return [appBar(page, "Contact"), empty("This contact is gone")];
      const star = async () => {
        const value = contact.starred ? 0 : 1;
        await phone.sql("contacts2", "UPDATE contacts SET starred = ? WHERE _id = ?", value, contact.id);
        await phone.sql("contacts2", "UPDATE raw_contacts SET starred = ? WHERE contact_id = ?", value, contact.id);
        await page.refresh();
      };
      const remove = () =>
        system.ask({
          title: "Delete contact?",
          buttons: [
            ["Cancel"],
            [
              "Delete",
              async () => {
                await deleteContact(contact);
                await page.finish();
                await system.toast("Contact deleted");
              },
            ],
          ],
        });
      return [
        appBar(page, "", {
          actions: [
            ["edit", "Edit contact", () => page.open(".EditorActivity", { id: contact.id })],
            ["star", contact.starred ? "Remove from favorites" : "Add to favorites", star],
            ["delete", "Delete", remove],
          ],
        }),
        scrolling(
          el("div.portrait", {}, avatar(contact.name), el("h2", { text: contact.name, as: widget("TextView") })),
          contact.phones.map((one) =>
            row({
              title: one.data1,
              subtitle: PHONE_TYPES[one.data2] || "Other",
              leading: icon("phone"),
              trailing: [
                iconButton("phone", `Call ${one.data1}`, () => startCall(one.data1)),
                iconButton("message", `Text ${one.data1}`, () =>
                  system.start("com.android.messaging", ".Conversation", { address: one.data1 }),
                ),
              ],
            }),
          ),
          contact.emails.map((one) => row({ title: one.data1, subtitle: "Email", leading: icon("message") })),
        ),
      ];
    },

    async ".EditorActivity"(page) {
      const state = page.state;
      if (!state.loaded) {
        const contact = page.extras.id && (await loadContact(page.extras.id));
        const [first, ...rest] = contact ? contact.name.split(" ") : ["", ""];
        Object.assign(state, {
          loaded: true,
          first,
          last: rest.join(" "),
          number: page.extras.number || (contact && contact.phones[0] ? contact.phones[0].data1 : ""),
          email: contact && contact.emails[0] ? contact.emails[0].data1 : "",
        });
      }
      const save = async () => {
        const name = `${state.first.trim()} ${state.last.trim()}`.trim();
        if (!name && !state.number.trim()) return system.toast("Nothing to save. Contact discarded.");
        await saveContact(page.extras.id, name || state.number.trim(), state.number.trim(), state.email.trim());
        await page.finish();
        await system.toast("Contact saved");
      };
      const fields = [
        ["First name", "first", "text"],
        ["Last name", "last", "text"],
        ["Phone", "number", "tel"],
        ["Email", "email", "email"],
      ];
      return [
        appBar(page, page.extras.id ? "Edit contact" : "Create contact", { actions: [["check", "Save", save]] }),
        scrolling(
          fields.map(([label, name, type]) =>
            field(label, state[name], {
              id: `com.android.contacts:id/${name}`,
              type,
              oninput: (value) => (state[name] = value),
            }),
          ),
        ),
      ];
    },
  },
});

async function loadContact(id) {
  const rows = await phone.sql("contacts2", "SELECT * FROM view_contacts WHERE _id = ?", id);
  if (!rows.length) return null;
  const data = await phone.sql("contacts2", "SELECT * FROM view_data WHERE contact_id = ? ORDER BY _id", id);
  return {
    id,
    raw: rows[0].name_raw_contact_id,
    name: rows[0].display_name,
    starred: rows[0].starred,
    phones: data.filter((one) => one.mimetype.endsWith("/phone_v2")),
    emails: data.filter((one) => one.mimetype.endsWith("/email_v2")),
  };
}

async function deleteContact(contact) {
  await phone.sql("contacts2", "DELETE FROM data WHERE raw_contact_id IN (SELECT _id FROM raw_contacts WHERE contact_id = ?)", contact.id);
  await phone.sql("contacts2", "DELETE FROM raw_contacts WHERE contact_id = ?", contact.id);
  await phone.sql("contacts2", "DELETE FROM contacts WHERE _id = ?", contact.id);
}

/** Write a contact; of one that is there already what has not changed stays. */
async function saveContact(id, name, number, email) {
  let raw;
  if (id) {
    raw = (await loadContact(id)).raw;
    await phone.sql("contacts2", "UPDATE raw_contacts SET display_name = ?, sort_key = ? WHERE _id = ?", name, name, raw);
  } else {
    id = await phone.insert("contacts2", "contacts", { lookup: name, contact_last_updated_timestamp: system.now });
    raw = await phone.insert("contacts2", "raw_contacts", { contact_id: id, display_name: name, sort_key: name });
  }
  await phone.sql("contacts2", "UPDATE contacts SET name_raw_contact_id = ?, has_phone_number = ? WHERE _id = ?", raw, number ? 1 : 0, id);
  await saveDatum(raw, 1, name, null);
  await saveDatum(raw, 2, number, "2");
  await saveDatum(raw, 3, email, "1");
}

async function saveDatum(raw, kind, value, type) {
  const [old] = await phone.sql("contacts2", "SELECT _id, data1 FROM data WHERE raw_contact_id = ? AND mimetype_id = ? ORDER BY _id LIMIT 1", raw, kind);
  if (!old && value) await phone.insert("contacts2", "data", { mimetype_id: kind, raw_contact_id: raw, data1: value, data2: type });
  else if (old && !value) await phone.sql("contacts2", "DELETE FROM data WHERE _id = ?", old._id);
  else if (old && old.data1 !== value) await phone.sql("contacts2", "UPDATE data SET data1 = ? WHERE _id = ?", value, old._id);
}
