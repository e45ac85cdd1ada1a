// What the surface must know of the page after an action, once the timers without delay that are set are over, and then two
// animation frames if the page asked for them: [does it animate for ever, how far did it travel in the history, is its
// window being closed]. An expression.
(async () => {
  const symbol = Symbol.for("digienv.page");
  // A window that was only just opened has no page yet.
  const turn = window[symbol]?.turn ?? ((delay) => new Promise((resolve) => { setTimeout(resolve, delay); }));
  await turn(0);
  const views = window[symbol]?.views() ?? [window];
  const pages = views.map((view) => view[symbol]).filter(Boolean);
  const endless = views.some((view) => view.document.getAnimations().some((animation) =>
    animation.playState === "running" && animation.effect &&
    animation.effect.getComputedTiming().endTime === Infinity));
  const frames = pages.map((page) => page.nextFrames()).filter(Boolean);
  // Frames that are not on the screen have no animation frames: the bound is for them.
  if (frames.length) await Promise.race([Promise.all(frames), turn(100)]);
  const travelled = pages.map((page) => page.travelled).find(Boolean) || 0;
  for (const page of pages) page.travelled = 0;
  return [endless, travelled, window.closed];
})()
