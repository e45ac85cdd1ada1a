// Starts the episode of a seed in a MiniWoB++ page and returns its goal. An expression that is an asynchronous function.
(async (seed) => {
  history.replaceState(null, "", location.pathname);
  if (document.activeElement) document.activeElement.blur();
  scrollTo(0, 0);
  if (!document.getElementById("digienv-style")) {
    // The START cover hides what the last action did; the scores beside the task let the page scroll sideways. The canvas on
    // which the page draws clicks is moved over the task, unseen: a click that repaints something is photographed at once,
    // one that does not only at the next tick of 60 Hz.
    const style = document.createElement("style");
    style.id = "digienv-style";
    style.textContent = `
      #sync-task-cover, #reward-display { display: none !important; }
      #click-canvas { position: fixed !important; left: 0 !important; opacity: 0.001 !important; pointer-events: none; }
    `;
    document.head.append(style);
    if (window.jQuery) jQuery.fx.off = true; // a step shows where an animation ends
    // Icons that are still on their way would be missing on the first screenshots.
    const sheets = [...document.styleSheets].filter((sheet) => !sheet.href || sheet.href.startsWith(location.origin));
    const urls = sheets.flatMap((sheet) => [...sheet.cssRules].flatMap((rule) =>
      [...rule.cssText.matchAll(/url\("([^"]+)"\)/g)].map((match) => new URL(match[1], sheet.href || location.href))));
    window.digienvImages = urls.map((url) => Object.assign(new Image(), { src: url }));
    await Promise.allSettled(window.digienvImages.map((image) => image.decode()));
  }
  Math.seedrandom(seed);
  core.startEpisodeReal();
  clearTimeout(core.EP_TIMER); // but it stays set: a page pays its reward only while it is
  clearInterval(core.CD_TIMER);
  await Promise.allSettled([...document.images].filter((image) => !image.complete).map((image) => image.decode()));
  const utterance = core.getUtterance();
  return typeof utterance === "string" ? utterance : utterance.utterance;
})
