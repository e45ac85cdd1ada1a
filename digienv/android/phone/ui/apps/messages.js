"use strict";

const RECEIVED = 1;
const SENT = 2;

register({
  id: "com.android.messaging",
  name: "Messages",
  icon: "message",
  hue: 150,
  main: ".ConversationList",
  handles: [
    { action: "android.intent.action.SEND", type: "text/*", activity: ".NewConversation" },
    { action: "android.intent.action.SENDTO", scheme: "sms", activity: ".Conversation" },
    { action: "android.intent.action.SENDTO", scheme: "smsto", activity: ".Conversation" },
  ],
  activities: {
    async ".ConversationList"(page) {
      const messages = await phone.sql("mmssms", "SELECT * FROM sms ORDER BY date DESC, _id DESC");
      const names = await contactNames();
      const latest = new Map();
      for (const message of messages) if (!latest.has(message.address)) latest.set(message.address, message);
      return [
        appBar(page, "Messages", { up: false }),
        scrolling(
          [...latest.values()].map((message) =>
            row({
              title: names.get(digits(message.address)) || message.address,
              subtitle: (message.type === SENT ? "You: " : "") + message.body,
              leading: avatar(names.get(digits(message.address)) || message.address),
              trailing: el("span.row-time", { text: shortTime(message.date, system.now), as: widget("TextView") }),
              onclick: () => page.open(".Conversation", { address: message.address }),
            }),
          ),
          latest.size ? null : empty("No conversations yet"),
        ),
        floatingButton("plus", "Start chat", () => page.open(".NewConversation")),
      ];
    },

    async ".NewConversation"(page) {
      const people = await phone.sql("contacts2", "SELECT display_name, number FROM view_phones ORDER BY display_name");
      const query = (page.state.query || "").trim();
      const shown = people.filter(
        (one) => one.display_name.toLowerCase().includes(query.toLowerCase()) || digits(one.number).includes(digits(query) || "-"),
      );
      const open = async (address) => {
        await page.finish();
        await system.start("com.android.messaging", ".Conversation", { address, sms_body: page.extras.text });
      };
      return [
        appBar(page, "New conversation"),
        field("Type names or phone numbers", page.state.query, {
          id: "com.android.messaging:id/recipient",
          oninput: (text) => page.update({ query: text }),
        }),
        scrolling(
          digits(query).length >= 3 && /^[+\d\s()-]+$/.test(query)
            ? row({ title: `Send to ${query}`, leading: icon("phone"), onclick: () => open(query) })
            : null,
          shown.map((one) =>
            row({ title: one.display_name, subtitle: one.number, leading: avatar(one.display_name), onclick: () => open(one.number) }),
          ),
        ),
      ];
    },

    async ".Conversation"(page) {
      const address = page.extras.address || decodeURIComponent((page.extras.data || "").replace(/^\w+:/, ""));
      page.state.draft ??= page.extras.sms_body;
      const messages = (await phone.sql("mmssms", "SELECT * FROM sms ORDER BY date, _id")).filter(
        (message) => digits(message.address) === digits(address),
      );
      if (messages.some((message) => !message.read)) {
        await phone.sql("mmssms", "UPDATE sms SET read = 1, seen = 1 WHERE address = ? AND read = 0", address);
      }
      const names = await contactNames();
      const send = async () => {
        const body = (page.state.draft || "").trim();
        if (!body) return;
        await phone.insert("mmssms", "sms", { address, body, type: SENT, date: system.now, date_sent: system.now, read: 1, seen: 1 });
        page.state.draft = "";
        await page.refresh();
      };
      return [
        appBar(page, names.get(digits(address)) || address),
        el(
          "div.scrolling.to-end",
          { as: widget("ScrollView") },
          el(
            "div.bubbles",
            {},
            messages.map((message) =>
              el(message.type === SENT ? "div.bubble.sent" : "div.bubble", {
                text: message.body,
                as: widget("TextView"),
                id: "com.android.messaging:id/message_text",
              }),
            ),
          ),
        ),
        el(
          "div.composer",
          {},
          field("Text message", page.state.draft, {
            id: "com.android.messaging:id/compose_message_text",
            oninput: (draft) => (page.state.draft = draft),
          }),
          iconButton("send", "Send SMS", send),
        ),
      ];
    },
  },
});

/** What of a number two ways to write it have in common. */
function digits(number) {
  return (number || "").replace(/\D/g, "");
}

async function contactNames() {
  const rows = await phone.sql("contacts2", "SELECT display_name, number FROM view_phones");
  return new Map(rows.map((one) => [digits(one.number), one.display_name]));
}

/** A text message arrives. */
async function receiveMessage(address, body) {
  await phone.insert("mmssms", "sms", { address, body, type: RECEIVED, date: system.now, read: 0, seen: 0 });
  const name = (await contactNames()).get(digits(address)) || address;
  await system.notify({ title: name, text: body, app: "com.android.messaging", activity: ".Conversation", extras: { address } });
}
