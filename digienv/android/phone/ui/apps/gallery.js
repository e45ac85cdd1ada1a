"use strict";

register({
  id: "com.android.gallery3d",
  name: "Gallery",
  icon: "image",
  hue: 285,
  main: ".GalleryActivity",
  handles: [{ action: "android.intent.action.VIEW", type: "image/*", activity: ".Photo" }],
  activities: {
    async ".GalleryActivity"(page) {
      const photos = await allPhotos();
      const tab = page.state.tab || "photos";
      const albums = [...new Set(photos.map((photo) => photo.album))].sort();
      return [
        appBar(page, "Gallery", { up: false }),
        tabs(
          [
            ["photos", "Photos"],
            ["albums", "Albums"],
          ],
          tab,
          (chosen) => page.update({ tab: chosen }),
        ),
        scrolling(
          tab === "photos"
            ? await photoGrid(page, photos)
            : albums.map((album) => {
                const count = photos.filter((photo) => photo.album === album).length;
                return row({ title: album, subtitle: `${count} ${count === 1 ? "photo" : "photos"}`, leading: icon("folder"), onclick: () => page.open(".Album", { album }) });
              }),
        ),
      ];
    },

    async ".Album"(page) {
      const photos = (await allPhotos()).filter((photo) => photo.album === page.extras.album);
      return [appBar(page, page.extras.album), scrolling(await photoGrid(page, photos))];
    },

    async ".Photo"(page) {
      const path = page.extras.path || (page.extras.data || "").replace(/^file:/, "");
      const photo = (await allPhotos()).find((one) => one.path === path);
      if (!photo) return [appBar(page, "Photo"), empty("This photo is gone")];
      const remove = () =>
        confirmDelete("Delete this photo?", async () => {
          await phone.files.remove(path);
          await page.finish();
        });
      const info = () => system.ask({ title: photo.name, text: photoInfo(photo), buttons: [["Close"]] });
      return [
        appBar(page, photo.name, {
          actions: [
            ["share", "Share", () => system.share({ file: path, type: photo.type })],
            ["info", "Details", info],
            ["delete", "Delete", remove],
          ],
        }),
        el("div.photo", {}, el("img", { src: await phone.files.url(path), desc: photo.name, as: widget("ImageView") })),
      ];
    },
  },
});

async function allPhotos() {
  await phone.scan();
  const rows = await phone.sql("external", "SELECT * FROM files WHERE media_type = 1 ORDER BY date_modified DESC, _data");
  return rows.map((one) => ({
    path: one._data,
    name: one._display_name,
    album: one.bucket_display_name,
    size: one._size,
    width: one.width,
    height: one.height,
    taken: one.date_modified * 1000,
    type: one.mime_type,
  }));
}

function photoInfo(photo) {
  return [
    `Taken: ${longDay(dayOf(photo.taken))}`,
    `Size: ${fileSize(photo.size)}`,
    `Resolution: ${photo.width} x ${photo.height}`,
    `Album: ${photo.album}`,
  ].join("\n");
}

async function photoGrid(page, photos) {
  if (!photos.length) return empty("No photos");
  const urls = await Promise.all(photos.map((photo) => phone.files.url(photo.path)));
  return el(
    "div.photo-grid",
    {},
    photos.map((photo, place) =>
      el(
        "button.thumbnail",
        { desc: photo.name, as: widget("ImageView"), onclick: () => page.open(".Photo", { path: photo.path }) },
        el("img", { src: urls[place] }),
      ),
    ),
  );
}
