// A promise that is fulfilled when the document has not changed for `quiet` ms and no animation that ends is running,
// after `limit` ms at the latest. An expression that is a function.
((quiet, limit) => new Promise((resolve) => {
  const start = performance.now();
  let changed = start;
  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const ends = (animation) => animation.playState === "running" && animation.effect &&
    animation.effect.getComputedTiming().endTime !== Infinity;
  const check = () => {
    const now = performance.now();
    if (now - start >= limit || (now - changed >= quiet && !document.getAnimations().some(ends))) {
      observer.disconnect();
      resolve(true);
    } else {
      setTimeout(check, Math.max(5, quiet - (now - changed)));
    }
  };
  check();
}))
