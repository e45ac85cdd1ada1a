// Starts the episode of a seed in a MiniWoB++ page and returns its goal. An expression that is a function.
((seed) => {
  history.replaceState(null, "", location.pathname);
  if (document.activeElement) document.activeElement.blur();
  if (window.jQuery) jQuery.fx.off = true; // a step shows where an animation ends
  if (!document.getElementById("digienv-style")) {
    // The START cover hides what the last action of an episode did.
    const style = document.createElement("style");
    style.id = "digienv-style";
    style.textContent = "#sync-task-cover { display: none !important; }";
    document.head.append(style);
  }
  Math.seedrandom(seed);
  core.startEpisodeReal();
  clearTimeout(core.EP_TIMER); // but it stays set: a page pays its reward only while it is
  clearInterval(core.CD_TIMER);
  const utterance = core.getUtterance();
  return typeof utterance === "string" ? utterance : utterance.utterance;
})
