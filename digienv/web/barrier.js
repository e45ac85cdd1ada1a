// What the surface must know of the page after an action, once the timers without delay that are set are over, and then two
// animation frames if the page asked for them: [does it animate for ever, how far did it travel in the history, is its
// window being closed]. An expression.
(async () => {
  const symbol = Symbol.for("digienv.page");
  const pages = [];
  let endless = false;
  const visit = (view) => {
    if (view[symbol]) pages.push(view[symbol]);
    endless ||= view.document.getAnimations().some((animation) => animation.playState === "running" &&
      animation.effect && animation.effect.getComputedTiming().endTime === Infinity);
    for (let i = 0; i < view.frames.length; i++) {
      try { if (view.frames[i].document) visit(view.frames[i]); } catch { /* of another origin */ }
    }
  };
  // A window that was only just opened has no page yet.
  const turn = window[symbol]?.turn ?? ((delay) => new Promise((resolve) => { setTimeout(resolve, delay); }));
  await turn(0);
  visit(window);
  const frames = pages.map((page) => page.nextFrames()).filter(Boolean);
  // Frames that are not on the screen have no animation frames: the bound is for them.
  if (frames.length) await Promise.race([Promise.all(frames), turn(100)]);
  const travelled = pages.map((page) => page.travelled).find(Boolean) || 0;
  for (const page of pages) page.travelled = 0;
  return [endless, travelled, window.closed];
})()
