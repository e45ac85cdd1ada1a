"use strict";

const CALL = { INCOMING: 1, OUTGOING: 2, MISSED: 3 };
const CALL_WORDS = { 1: "Incoming", 2: "Outgoing", 3: "Missed" };

register({
  id: "com.android.dialer",
  name: "Phone",
  icon: "phone",
  hue: 140,
  main: ".Main",
  handles: [
    { action: "android.intent.action.DIAL", scheme: "tel", activity: ".Main" },
    { action: "android.intent.action.CALL", scheme: "tel", activity: ".InCall" },
  ],
  activities: {
    async ".Main"(page) {
      const state = page.state;
      if (page.extras.data && !state.loaded) Object.assign(state, { loaded: true, tab: "keypad", number: numberOf(page.extras.data) });
      const tab = state.tab || "recents";
      const views = { keypad, recents: recentCalls, favorites };
      return [
        appBar(page, "Phone", { up: false }),
        ...(await views[tab](page)),
        bottomBar(
          [
            ["keypad", "tabs", "Keypad"],
            ["recents", "clock", "Recents"],
            ["favorites", "star", "Favorites"],
          ],
          tab,
          (chosen) => page.update({ tab: chosen }),
        ),
      ];
    },

    async ".CallDetails"(page) {
      const [call] = await phone.sql("calllog", "SELECT * FROM calls WHERE _id = ?", page.extras.id);
      if (!call) return [appBar(page, "Call details"), empty("This call is gone")];
      const name = (await contactNames()).get(digits(call.number));
      const remove = async () => {
        await phone.sql("calllog", "DELETE FROM calls WHERE _id = ?", call._id);
        await page.finish();
      };
      return [
        appBar(page, "Call details", { actions: [["delete", "Delete", remove]] }),
        scrolling(
          el("div.portrait", {}, avatar(name || call.number), el("h2", { text: name || call.number, as: widget("TextView") })),
          row({ title: CALL_WORDS[call.type], subtitle: `${longDay(dayOf(call.date))}, ${clockTime(call.date)}`, leading: icon("clock") }),
          row({ title: "Duration", subtitle: call.type === CALL.MISSED ? "Not answered" : lasting(call.duration), leading: icon("timer") }),
          row({ title: call.number, subtitle: "Number", leading: icon("phone"), onclick: () => startCall(call.number) }),
          row({
            title: "Send a message",
            leading: icon("message"),
            onclick: () => system.start("com.android.messaging", ".Conversation", { address: call.number }),
          }),
          name
            ? null
            : row({
                title: "Create new contact",
                leading: icon("plus"),
                onclick: () => system.start("com.android.contacts", ".EditorActivity", { number: call.number }),
              }),
        ),
      ];
    },

    async ".InCall"(page) {
      const number = numberCalled(page);
      const state = page.state;
      if (!state.call) {
        const type = page.extras.incoming ? CALL.MISSED : CALL.OUTGOING;
        state.call = await phone.insert("calllog", "calls", { number, type, date: system.now, duration: 0, new: 1, is_read: 1 });
        state.since = page.extras.incoming ? null : system.now;
      }
      const end = () => hangUp(page);
      const answer = () => pickUp(page);
      page.onback = () => system.home();
      const name = (await contactNames()).get(digits(number)) || number;
      const status = state.since === null ? "Incoming call" : `Ongoing call · ${lasting((system.now - state.since) / 1000)}`;
      const round = (picture, description, name, onclick) =>
        el(`button.round.${name}`, { desc: description, onclick, as: widget("ImageButton") }, icon(picture));
      return el(
        "div.in-call",
        {},
        avatar(name),
        el("h2", { text: name, as: widget("TextView") }),
        label(number),
        label(status, { id: "com.android.dialer:id/call_status" }),
        el(
          "div.in-call-buttons",
          {},
          state.since === null ? round("phone", "Answer", "answer", answer) : null,
          state.since === null
            ? null
            : round("mic", state.muted ? "Unmute" : "Mute", state.muted ? "lit" : "plain", () => page.update({ muted: !state.muted })),
          round("hangup", "End call", "hangup", end),
        ),
      );
    },
  },
});

const numberOf = (data) => decodeURIComponent((data || "").replace(/^tel:/, ""));

/** Call a number. */
function startCall(number) {
  return system.start("com.android.dialer", ".InCall", { number });
}

/** Somebody calls. */
function receiveCall(number) {
  return system.start("com.android.dialer", ".InCall", { number, incoming: true });
}

const callPages = () => system.tasks.flatMap((task) => task.pages).filter((page) => page.activity === ".InCall");
const numberCalled = (page) => page.extras.number || numberOf(page.extras.data);

/** The calls that there are: {number, incoming, active}. */
function currentCalls() {
  return callPages().map((page) => ({
    number: numberCalled(page),
    incoming: Boolean(page.extras.incoming),
    active: page.state.since !== null,
  }));
}

async function pickUp(page) {
  await phone.sql("calllog", "UPDATE calls SET type = ? WHERE _id = ?", CALL.INCOMING, page.state.call);
  await page.update({ since: system.now });
}

async function hangUp(page) {
  const { since, call } = page.state;
  const seconds = since === null ? 0 : Math.round((system.now - since) / 1000);
  await phone.sql("calllog", "UPDATE calls SET duration = ? WHERE _id = ?", seconds, call);
  await page.finish();
}

/** A call is taken, without a touch. */
const answerCall = (number) => pickUp(callPages().find((page) => numberCalled(page) === number));

/** Whoever is at the other end hangs up. */
const endCall = (number) => hangUp(callPages().find((page) => numberCalled(page) === number));

async function keypad(page) {
  const number = page.state.number || "";
  const type = (key) => page.update({ number: number + key });
  const rows = ["123", "456", "789", "*0#"];
  return [
    el("div.dialled", { text: number, as: widget("EditText"), id: "com.android.dialer:id/digits" }),
    el(
      "div.dialpad",
      {},
      [...rows.join("")].map((key) =>
        el("button.dial", { text: key, desc: key, as: widget("Button"), onclick: () => type(key), onlongpress: key === "0" ? () => type("+") : undefined }),
      ),
      el("button.dial", { desc: "Plus", text: "+", as: widget("Button"), onclick: () => type("+") }),
      el("button.dial.call", { desc: "Call", as: widget("ImageButton"), onclick: () => number && startCall(number) }, icon("phone")),
      el("button.dial", { desc: "Backspace", as: widget("ImageButton"), onclick: () => page.update({ number: number.slice(0, -1) }) }, icon("backspace")),
    ),
  ];
}

async function recentCalls(page) {
  const calls = await phone.sql("calllog", "SELECT * FROM calls ORDER BY date DESC, _id DESC");
  const names = await contactNames();
  return [
    scrolling(
      calls.map((call) =>
        row({
          title: names.get(digits(call.number)) || call.number,
          subtitle: `${CALL_WORDS[call.type]} · ${shortTime(call.date, system.now)}`,
          leading: avatar(names.get(digits(call.number)) || call.number),
          onclick: () => page.open(".CallDetails", { id: call._id }),
          trailing: iconButton("phone", `Call ${names.get(digits(call.number)) || call.number}`, (event) => {
            event.stopPropagation();
            startCall(call.number);
          }),
        }),
      ),
      calls.length ? null : empty("No recent calls"),
    ),
  ];
}

async function favorites() {
  const people = await phone.sql("contacts2", "SELECT display_name, number FROM view_phones WHERE starred = 1 ORDER BY display_name");
  return [
    scrolling(
      people.map((one) =>
        row({ title: one.display_name, subtitle: one.number, leading: avatar(one.display_name), onclick: () => startCall(one.number) }),
      ),
      people.length ? null : empty("No favorites yet"),
    ),
  ];
}
