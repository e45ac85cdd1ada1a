// Runs in every document before its own scripts.
(() => {
  // The browser paints without a frame-rate limit; pages must not notice: animation callbacks come at 60 Hz at most.
  const FRAME = 1000 / 60;
  const request = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const wait = window.setTimeout.bind(window);
  const unwait = window.clearTimeout.bind(window);
  const pending = new Map();
  let nextId = 1;
  let frameStart = -Infinity;
  let frameTime = -1;
  window.requestAnimationFrame = (callback) => {
    const id = nextId++;
    const run = (time) => {
      pending.delete(id);
      if (time !== frameTime) {
        frameTime = time;
        frameStart = performance.now();
      }
      callback(time);
    };
    const delay = frameStart + FRAME - performance.now();
    const entry = {};
    const ask = () => { entry.frame = request(run); };
    if (delay > 0) entry.timer = wait(ask, delay); else ask();
    pending.set(id, entry);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    const entry = pending.get(id);
    if (!entry) return;
    pending.delete(id);
    unwait(entry.timer);
    if (entry.frame !== undefined) cancel(entry.frame);
  };

  // Elements with click handlers of their own get a mark, whatever they look like.
  const CLICKS = new Set(["click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick", "touchstart"]);
  const listening = new WeakSet();
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (CLICKS.has(type) && this instanceof Element) listening.add(this);
    return listen.call(this, type, ...rest);
  };
  Object.defineProperty(window, Symbol.for("digienv.listening"), { value: listening });

  // A native drop-down lies outside the page and in no screenshot; a styleable one is part of the page.
  // A caret that blinks would make equal states look different.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    select, ::picker(select) { appearance: base-select; }
    :root { caret-animation: manual; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
})();
