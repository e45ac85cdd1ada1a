"use strict";

register({
  id: "org.digienv.music",
  name: "Music",
  icon: "music",
  hue: 340,
  main: ".Main",
  handles: [{ action: "android.intent.action.VIEW", type: "audio/*", activity: ".Player" }],
  activities: {
    async ".Main"(page) {
      await phone.scan();
      const tab = page.state.tab || "songs";
      const query = (page.state.query || "").toLowerCase();
      const songs = (await allSongs()).filter((song) => `${song.title} ${song.artist} ${song.album}`.toLowerCase().includes(query));
      const group = (column, activity) =>
        [...new Set(songs.map((song) => song[column]))].sort().map((name) => {
          const count = songs.filter((song) => song[column] === name).length;
          return row({
            title: name,
            subtitle: `${count} ${count === 1 ? "song" : "songs"}`,
            leading: avatar(name),
            onclick: () => page.open(activity, { [column]: name }),
          });
        });
      const lists = await phone.sql("music", "SELECT p.*, count(s._id) AS songs FROM playlists p LEFT JOIN playlist_songs s ON s.playlist_id = p._id GROUP BY p._id ORDER BY p.name");
      const views = {
        songs: () => songs.map((song) => songRow(song)),
        albums: () => group("album", ".Songs"),
        artists: () => group("artist", ".Songs"),
        playlists: () =>
          lists.map((list) =>
            row({
              title: list.name,
              subtitle: `${list.songs} ${list.songs === 1 ? "song" : "songs"}`,
              leading: icon("menu"),
              onclick: () => page.open(".Playlist", { id: list._id }),
            }),
          ),
      };
      return [
        appBar(page, "Music", { up: false }),
        tabs(
          [
            ["songs", "Songs"],
            ["albums", "Albums"],
            ["artists", "Artists"],
            ["playlists", "Playlists"],
          ],
          tab,
          (chosen) => page.update({ tab: chosen }),
        ),
        field("Search music", page.state.query, { id: "org.digienv.music:id/search", oninput: (text) => page.update({ query: text }) }),
        scrolling(views[tab]()),
        tab === "playlists" ? floatingButton("plus", "New playlist", () => newPlaylist()) : null,
        await playingBar(),
      ];
    },

    async ".Songs"(page) {
      const { album, artist } = page.extras;
      const songs = (await allSongs()).filter((song) => (album ? song.album === album : song.artist === artist));
      const total = songs.reduce((sum, song) => sum + song.duration, 0) / 1000;
      return [
        appBar(page, album || artist),
        label(`${songs.length} ${songs.length === 1 ? "song" : "songs"} · ${lasting(total)}`),
        scrolling(songs.map((song) => songRow(song))),
        await playingBar(),
      ];
    },

    async ".Playlist"(page) {
      const [list] = await phone.sql("music", "SELECT * FROM playlists WHERE _id = ?", page.extras.id);
      if (!list) return [appBar(page, "Playlist"), empty("This playlist is gone")];
      const entries = await phone.sql("music", "SELECT * FROM playlist_songs WHERE playlist_id = ? ORDER BY position, _id", list._id);
      const songs = new Map((await allSongs()).map((song) => [song.path, song]));
      const shown = entries.filter((entry) => songs.has(entry.path));
      const total = shown.reduce((sum, entry) => sum + songs.get(entry.path).duration, 0) / 1000;
      const remove = () =>
        confirmDelete(`Delete the playlist “${list.name}”?`, async () => {
          await phone.sql("music", "DELETE FROM playlist_songs WHERE playlist_id = ?", list._id);
          await phone.sql("music", "DELETE FROM playlists WHERE _id = ?", list._id);
          await page.finish();
        });
      const rename = () =>
        askText("Rename playlist", list.name, (name) => name.trim() && phone.sql("music", "UPDATE playlists SET name = ? WHERE _id = ?", name.trim(), list._id));
      return [
        appBar(page, list.name, {
          actions: [
            ["edit", "Rename playlist", rename],
            ["delete", "Delete playlist", remove],
          ],
        }),
        label(`${shown.length} ${shown.length === 1 ? "song" : "songs"} · ${lasting(total)}`),
        scrolling(
          shown.map((entry) =>
            songRow(songs.get(entry.path), [
              ["Remove from playlist", () => phone.sql("music", "DELETE FROM playlist_songs WHERE _id = ?", entry._id)],
            ]),
          ),
          shown.length ? null : empty("No songs yet"),
        ),
        await playingBar(),
      ];
    },

    async ".Player"(page) {
      if (page.extras.data && !page.state.loaded) {
        page.state.loaded = true;
        await play(page.extras.data.replace(/^file:/, ""));
      }
      const [player] = await phone.sql("music", "SELECT * FROM player");
      const songs = await allSongs();
      const song = songs.find((one) => one.path === player.path);
      if (!song) return [appBar(page, "Player"), empty("Nothing is playing")];
      const step = (by) => play(songs[(songs.indexOf(song) + by + songs.length) % songs.length].path);
      const flip = async (column) => {
        await phone.sql("music", `UPDATE player SET ${column} = 1 - ${column}`);
        await page.refresh();
      };
      return [
        appBar(page, "Now playing"),
        el("div.cover", { style: `--hue: ${song.title.length * 37}` }, icon("music")),
        label(song.title, { style: "font-size: 24px; line-height: 32px; text-align: center" }),
        label(`${song.artist} · ${song.album} · ${lasting(song.duration / 1000)}`, { style: "text-align: center" }),
        el(
          "div.buttons",
          {},
          el("button.icon-button", { desc: "Shuffle", role: "switch", "aria-checked": String(player.shuffle === 1), as: widget("ImageButton"), onclick: () => flip("shuffle") }, icon("shuffle")),
          iconButton("previous", "Previous", () => step(-1)),
          player.state === "playing" ? iconButton("pause", "Pause", () => setPlayer("paused")) : iconButton("play", "Play", () => setPlayer("playing")),
          iconButton("next", "Next", () => step(1)),
          el("button.icon-button", { desc: "Repeat", role: "switch", "aria-checked": String(player.repeat === 1), as: widget("ImageButton"), onclick: () => flip("repeat") }, icon("repeat")),
        ),
      ];
    },
  },
});

async function allSongs() {
  const rows = await phone.sql("external", "SELECT * FROM files WHERE media_type = 2 ORDER BY title, _data");
  return rows.map((one) => ({
    path: one._data,
    title: one.title,
    artist: one.artist || "Unknown artist",
    album: one.album || "Unknown album",
    duration: one.duration || 0,
  }));
}

async function setPlayer(state) {
  await phone.sql("music", "UPDATE player SET state = ?", state);
  await system.draw();
}

async function play(path) {
  await phone.sql("music", "UPDATE player SET path = ?, state = 'playing'", path);
  await system.draw();
}

function songRow(song, more = []) {
  const menu = () =>
    system.ask({
      title: song.title,
      list: true,
      buttons: [
        ["Play", () => play(song.path)],
        ["Add to playlist", () => addToPlaylist(song)],
        ["Share", () => system.share({ file: song.path, type: "audio/wav", text: `${song.title} by ${song.artist}` })],
        ...more,
      ],
    });
  return row({
    title: song.title,
    subtitle: `${song.artist} · ${song.album} · ${lasting(song.duration / 1000)}`,
    leading: icon("music"),
    onclick: () => play(song.path),
    onlongpress: menu,
    trailing: iconButton("more", `More options for ${song.title}`, (event) => {
      event.stopPropagation();
      menu();
    }),
  });
}

async function addToPlaylist(song) {
  const lists = await phone.sql("music", "SELECT * FROM playlists ORDER BY name");
  const add = async (id) => {
    const [{ count }] = await phone.sql("music", "SELECT count(*) AS count FROM playlist_songs WHERE playlist_id = ?", id);
    await phone.insert("music", "playlist_songs", { playlist_id: id, path: song.path, position: count });
  };
  await system.ask({
    title: "Add to playlist",
    list: true,
    buttons: [["New playlist", () => newPlaylist(add)], ...lists.map((list) => [list.name, () => add(list._id)])],
  });
}

function newPlaylist(then = () => {}) {
  return askText("New playlist", "", async (name) => {
    if (!name.trim()) return system.toast("Give the playlist a name");
    const [same] = await phone.sql("music", "SELECT _id FROM playlists WHERE name = ?", name.trim());
    if (same) return system.toast("There is a playlist with this name");
    return then(await phone.insert("music", "playlists", { name: name.trim() }));
  }, { label: "Playlist name" });
}

async function playingBar() {
  const [player] = await phone.sql("music", "SELECT * FROM player");
  const song = player.path && (await allSongs()).find((one) => one.path === player.path);
  if (!song) return null;
  const playing = player.state === "playing";
  return el(
    "div.playing",
    { onclick: () => system.start("org.digienv.music", ".Player"), desc: "Now playing", as: widget("FrameLayout") },
    el("div.texts", {}, label(song.title, { style: "padding: 0; font-weight: 600" }), label(song.artist, { style: "padding: 0" })),
    iconButton(playing ? "pause" : "play", playing ? "Pause" : "Play", (event) => {
      event.stopPropagation();
      setPlayer(playing ? "paused" : "playing");
    }),
  );
}
