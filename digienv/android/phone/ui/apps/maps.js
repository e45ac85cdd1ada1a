"use strict";

// A town on a grid: streets run west to east, roads south to north; a block is 120 m.
const STREETS = ["Quay Street", "Mill Street", "Chapel Street", "Station Street", "Elm Street", "Orchard Street"];
const ROADS = ["West Road", "Harbour Lane", "Market Road", "Bridge Road", "Castle Road", "East Road"];
const BLOCK = 120;
const HERE = [2, 3];
const PLACES = [
  ["Corner Bakery", "Bakery", 1, 2, "+15550140", "6:30–17:00"],
  ["Noodle House", "Restaurant", 3, 1, "+15550141", "11:30–22:00"],
  ["Green Door", "Restaurant", 4, 2, "+15550142", "12:00–23:00"],
  ["Canal Bar", "Bar", 0, 1, "+15550143", "17:00–01:00"],
  ["Riverside Gym", "Gym", 0, 4, "+15550144", "6:00–22:30"],
  ["City Pool", "Swimming pool", 5, 4, "+15550145", "7:00–20:00"],
  ["Elm Street Practice", "Doctor", 3, 4, "+15550108", "8:00–16:30"],
  ["Old Mill", "Concert hall", 1, 1, "+15550146", "18:00–24:00"],
  ["St. Anne's Hall", "Hall", 2, 2, "+15550147", "9:00–21:00"],
  ["Central Station", "Railway station", 4, 3, "+15550148", "Always open"],
  ["Oakfield School", "School", 5, 5, "+15550149", "7:45–16:00"],
  ["Town Library", "Library", 2, 4, "+15550150", "10:00–19:00"],
  ["Harbour Pharmacy", "Pharmacy", 1, 0, "+15550151", "8:30–18:30"],
  ["Castle Museum", "Museum", 4, 5, "+15550152", "10:00–17:30"],
  ["Market Hall", "Market", 2, 1, "+15550153", "7:00–14:00"],
  ["Hotel Lindner", "Hotel", 3, 3, "+15550154", "Always open"],
  ["Bridge Garage", "Garage", 3, 5, "+15550155", "8:00–17:00"],
  ["Orchard Cinema", "Cinema", 5, 2, "+15550156", "14:00–23:30"],
].map(([name, kind, x, y, number, hours]) => ({ name, kind, x, y, number, hours, address: `${10 * x + 2 * y + 3} ${STREETS[y]}` }));

register({
  id: "org.digienv.maps",
  name: "Maps",
  icon: "place",
  hue: 120,
  main: ".Main",
  handles: [{ action: "android.intent.action.VIEW", scheme: "geo", activity: ".Main" }],
  activities: {
    async ".Main"(page) {
      const query = (page.state.query || "").toLowerCase();
      const shown = PLACES.filter((place) => `${place.name} ${place.kind} ${place.address}`.toLowerCase().includes(query)).sort((one, other) => distance(one) - distance(other));
      const list = shown.map((place) =>
        row({ title: place.name, subtitle: `${place.kind} · ${place.address}`, leading: icon("place"), onclick: () => page.open(".Place", { name: place.name }) }),
      );
      return [
        field("Search here", page.state.query, { id: "org.digienv.maps:id/search", oninput: (text) => page.update({ query: text }) }),
        query ? null : el("div.map", {}, drawMap(page, PLACES)),
        scrolling(list, list.length ? null : empty("No results")),
        bottomBar(
          [
            ["explore", "map", "Explore"],
            ["saved", "star", "Saved"],
          ],
          "explore",
          (chosen) => chosen === "saved" && page.open(".Saved"),
        ),
      ];
    },

    async ".Place"(page) {
      const place = PLACES.find((one) => one.name === page.extras.name);
      const [saved] = await phone.sql("maps", "SELECT * FROM saved WHERE place = ?", place.name);
      const save = () =>
        system.ask({
          title: "Save to list",
          list: true,
          buttons: ["Favorites", "Want to go", "Starred places"].map((list) => [
            list,
            () => phone.sql("maps", "INSERT INTO saved (place, list) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET list = excluded.list", place.name, list),
          ]),
        });
      const remove = async () => {
        await phone.sql("maps", "DELETE FROM saved WHERE place = ?", place.name);
        await page.refresh();
      };
      return [
        appBar(page, place.name),
        el("div.map", {}, drawMap(page, [place])),
        scrolling(
          el(
            "div.buttons",
            {},
            button("Directions", () => page.open(".Directions", { name: place.name }), { filled: true }),
            saved ? button("Remove from saved", remove) : button("Save", save),
            button("Call", () => startCall(place.number)),
            button("Share", () => system.share({ text: `${place.name}, ${place.address}` })),
          ),
          row({ title: place.kind, subtitle: "Category", leading: icon("menu") }),
          row({ title: place.address, subtitle: "Address", leading: icon("place") }),
          row({ title: place.hours, subtitle: "Opening hours", leading: icon("clock") }),
          row({ title: place.number, subtitle: "Phone", leading: icon("phone") }),
          saved ? row({ title: saved.list, subtitle: "Saved in", leading: icon("star") }) : null,
        ),
      ];
    },

    async ".Directions"(page) {
      const place = PLACES.find((one) => one.name === page.extras.name);
      const meters = distance(place);
      const way = page.state.way || "walk";
      const speed = { walk: 80, bike: 240, drive: 400 }[way];
      return [
        appBar(page, `To ${place.name}`),
        el("div.map", {}, drawMap(page, [place], place)),
        chips([["walk", "Walking"], ["bike", "Cycling"], ["drive", "Driving"]], way, (chosen) => page.update({ way: chosen })),
        scrolling(
          row({ title: `${Math.max(1, Math.ceil(meters / speed))} min`, subtitle: "Time", leading: icon("clock") }),
          row({ title: `${meters} m`, subtitle: "Distance", leading: icon("map") }),
          row({ title: `Start at ${STREETS[HERE[1]]} and ${ROADS[HERE[0]]}`, leading: icon("person") }),
          row({ title: `Follow ${STREETS[HERE[1]]} to ${ROADS[place.x]}, then turn to ${STREETS[place.y]}`, leading: icon("right") }),
          row({ title: `Arrive at ${place.address}`, leading: icon("place") }),
        ),
      ];
    },

    async ".Saved"(page) {
      const rows = await phone.sql("maps", "SELECT * FROM saved ORDER BY list, place");
      return [
        appBar(page, "Saved places"),
        scrolling(
          rows.map((one) => row({ title: one.place, subtitle: one.list, leading: icon("star"), onclick: () => page.open(".Place", { name: one.place }) })),
          rows.length ? null : empty("No saved places"),
        ),
      ];
    },
  },
});

/** Meters to a place, along the streets. */
const distance = (place) => BLOCK * (Math.abs(place.x - HERE[0]) + Math.abs(place.y - HERE[1]));

/** The town, with some of its places, and the way to one of them. */
function drawMap(page, places, to) {
  const at = (block) => 30 + 70 * block;
  const lines = STREETS.map((name, y) => `<path d="M0 ${at(y)}H411"/>`);
  const names = STREETS.map((name, y) => `<text x="4" y="${at(y) + 3}">${name}</text>`);
  const across = ROADS.map((name, x) => `<path d="M${at(x)} 0V411"/>`);
  const way = to ? `<path class="way" d="M${at(HERE[0])} ${at(HERE[1])}H${at(to.x)}V${at(to.y)}"/>` : "";
  const picture = el("div.town");
  picture.innerHTML = `<svg viewBox="0 0 411 411"><rect class="river" x="0" y="394" width="411" height="17"/><rect class="park" x="105" y="105" width="60" height="60" rx="6"/>${lines.join("")}${across.join("")}${names.join("")}${way}<circle class="here" cx="${at(HERE[0])}" cy="${at(HERE[1])}" r="7"/></svg>`;
  const pins = places.map((place) =>
    el("button.pin", {
      desc: place.name,
      as: VIEW,
      style: `left: ${(100 * at(place.x)) / 411}%; top: ${(100 * at(place.y)) / 411}%`,
      onclick: () => (page.activity === ".Main" ? page.open(".Place", { name: place.name }) : null),
    }),
  );
  picture.append(...pins);
  return picture;
}
