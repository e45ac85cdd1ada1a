"use strict";

const PHOTOS = `${STORAGE}/DCIM/Camera`;

register({
  id: "com.android.camera2",
  name: "Camera",
  icon: "camera",
  hue: 265,
  main: ".CameraActivity",
  handles: [{ action: "android.media.action.STILL_IMAGE_CAMERA", activity: ".CameraActivity" }],
  activities: {
    async ".CameraActivity"(page) {
      const state = page.state;
      if (state.allowed === undefined && !state.asking) {
        state.asking = true;
        system.permit(page.app, "android.permission.CAMERA", "take pictures and record video").then((allowed) => page.update({ allowed }));
      }
      if (!state.allowed) return el("div.viewfinder", {}, state.allowed === false ? empty("The camera needs your permission") : null);
      const [zoom, front] = [state.zoom || 1, state.front || false];
      const shoot = async () => {
        const name = `IMG_${new Date(system.now).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "_")}.jpg`;
        await phone.files.writeUrl(`${PHOTOS}/${name}`, scene(front, zoom, 720, 960).toDataURL("image/jpeg", 0.8));
        await page.update({ last: `${PHOTOS}/${name}` });
        await system.toast("Photo saved");
      };
      const finder = scene(front, zoom, 412, 550);
      return el(
        "div.viewfinder",
        {},
        finder,
        chips([[1, "1x"], [2, "2x"], [5, "5x"]], zoom, (chosen) => page.update({ zoom: chosen })),
        el(
          "div.buttons",
          {},
          iconButton("image", "Open last photo", () => (state.last ? system.start("com.android.gallery3d", ".Photo", { path: state.last }) : system.start("com.android.gallery3d"))),
          el("button.shutter", { desc: "Take photo", as: widget("ImageButton"), onclick: shoot }),
          iconButton("refresh", "Switch camera", () => page.update({ front: !front })),
        ),
      );
    },
  },
});

/** What the camera sees: a street, or a face, nearer by the zoom. */
function scene(front, zoom, width, height) {
  const canvas = el("canvas", { width, height, desc: "Viewfinder", as: VIEW });
  const pen = canvas.getContext("2d");
  pen.scale(width / 100, height / 133);
  pen.translate(50, 66);
  pen.scale(zoom, zoom);
  pen.translate(-50, -66);
  const shape = (colour, ...points) => {
    pen.fillStyle = colour;
    pen.beginPath();
    for (let place = 0; place < points.length; place += 2) pen.lineTo(points[place], points[place + 1]);
    pen.fill();
  };
  const disc = (colour, x, y, radius) => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fill();
  };
  if (front) {
    shape("#c9d6df", 0, 0, 100, 0, 100, 133, 0, 133);
    disc("#5a4632", 50, 60, 26);
    disc("#e0ac84", 50, 66, 23);
    disc("#333", 42, 62, 2.5);
    disc("#333", 58, 62, 2.5);
    shape("#b2574d", 42, 76, 58, 76, 54, 80, 46, 80);
    shape("#4a6fa5", 15, 133, 30, 95, 70, 95, 85, 133);
  } else {
    shape("#a9cce3", 0, 0, 100, 0, 100, 80, 0, 80);
    disc("#f7dc6f", 80, 20, 8);
    shape("#d35400", 8, 45, 34, 45, 34, 95, 8, 95);
    shape("#7f8c8d", 40, 30, 62, 30, 62, 95, 40, 95);
    shape("#c0a080", 68, 52, 96, 52, 96, 95, 68, 95);
    for (let row = 0; row < 4; row++) for (let column = 0; column < 2; column++) shape("#fdf2c0", 44 + column * 9, 36 + row * 13, 49 + column * 9, 36 + row * 13, 49 + column * 9, 44 + row * 13, 44 + column * 9, 44 + row * 13);
    shape("#6e6e6e", 0, 95, 100, 95, 100, 133, 0, 133);
    shape("#e8e8e8", 46, 100, 54, 100, 60, 133, 40, 133);
  }
  return canvas;
}
