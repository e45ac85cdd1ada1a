// What the surface must know of the page after an action, once two animation frames that the page asked for are over:
// [does it animate for ever, how far did it travel in the history]. An expression.
(() => {
  const symbol = Symbol.for("digienv.page");
  const waiting = [];
  let endless = false;
  let travelled = 0;
  const visit = (view) => {
    endless ||= view.document.getAnimations().some((animation) => animation.playState === "running" &&
      animation.effect && animation.effect.getComputedTiming().endTime === Infinity);
    const page = view[symbol];
    if (page) {
      const frames = page.nextFrames();
      if (frames) waiting.push(frames);
      travelled ||= page.travelled;
      page.travelled = 0;
    }
    for (let i = 0; i < view.frames.length; i++) {
      try { if (view.frames[i].document) visit(view.frames[i]); } catch { /* of another origin */ }
    }
  };
  visit(window);
  const answer = [endless, travelled];
  if (!waiting.length) return answer;
  // Frames that are not on the screen have no animation frames: the bound is for them.
  return Promise.race([Promise.all(waiting), new Promise((resolve) => { setTimeout(resolve, 100); })]).then(() => answer);
})()
