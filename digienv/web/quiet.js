// A promise that is fulfilled after `quiet` ms, once the short timers that are set are over, and those that they set, and
// so on twice. Timers of a page run in the order in which they are due, so these have run however busy the machine is.
// An expression that is a function.
(async (quiet) => {
  const symbol = Symbol.for("digienv.page");
  // A window that was only just opened has no page yet.
  if (!window[symbol]) return new Promise((resolve) => { setTimeout(resolve, quiet); });
  const { turn, frame, views } = window[symbol];
  const left = () => Math.max(...views().map((view) => (view[symbol]?.due ?? 0) - view.performance.now()));
  // What a timer began in tasks of its own is drawn with the frame; what observes the layout is called in a task after it.
  // A busy machine draws late; the bound is for windows that are not on the screen.
  const drawn = () => Promise.race([turn(0).then(frame).then(() => turn(0)).then(() => turn(0)), turn(1000)]);
  const end = performance.now() + quiet;
  const FRAME = 1000 / 60;
  for (let round = 0, rest = quiet - FRAME; round < 3 && rest > 0; round++) {
    await turn(Math.ceil(rest) + 1);  // timers take whole milliseconds, and count them from a moment later
    await drawn();
    rest = left();
  }
  await turn(end - performance.now());
})
