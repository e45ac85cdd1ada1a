// Runs in every document before its own scripts.
(() => {
  const now = performance.now.bind(performance);
  const listen = EventTarget.prototype.addEventListener;

  // What the surface and the walker read. A registered symbol is the same in all frames, and no name of the page's.
  const wait = window.setTimeout.bind(window);
  const request = window.requestAnimationFrame.bind(window);
  const sameOrigin = (view) => {
    const found = [view];
    for (let i = 0; i < view.frames.length; i++) {
      try { if (view.frames[i].document) found.push(...sameOrigin(view.frames[i])); } catch { /* of another origin */ }
    }
    return found;
  };
  const page = {
    views: () => sameOrigin(window),
    listening: new WeakSet(),
    travelled: 0,
    nextFrames: null,
    due: 0,
    turn: (delay) => new Promise((resolve) => { wait(resolve, delay); }),
    frame: () => new Promise((resolve) => { request(resolve); }),
  };
  Object.defineProperty(window, Symbol.for("digienv.page"), { value: page });

  // The browser may paint without a frame-rate limit; pages must not notice: animation callbacks come at 60 Hz at most.
  // Only the frames that follow an input come at once, so that its effect is on the screenshot.
  const FRAME = 1000 / 60;
  const FRAMES_AFTER_INPUT = 2;
  const unwait = window.clearTimeout.bind(window);
  let callbacks = new Map();
  let running = new Map();
  let lastId = 0;
  let lastFrame = -Infinity;
  let free = 0;
  let timer = 0;
  let waiting = [];
  const run = (time) => {
    lastFrame = Math.max(lastFrame + FRAME, now() - FRAME / 2);
    free = Math.max(0, free - 1);
    running = callbacks;
    callbacks = new Map();
    for (const [id, callback] of running) {
      running.delete(id);
      try { callback(time); } catch (error) { reportError(error); }
    }
    const done = waiting;
    waiting = [];
    for (const resolve of done) resolve();
  };
  const ask = () => { timer = 0; request(run); };
  const schedule = () => {
    const delay = lastFrame + FRAME - now();
    if (delay > 0 && !free) timer = wait(ask, delay); else ask();
  };
  const hurry = () => {
    free = FRAMES_AFTER_INPUT;
    if (timer) {
      unwait(timer);
      ask();
    }
  };
  window.requestAnimationFrame = function requestAnimationFrame(callback) {
    if (typeof callback !== "function") return request(callback);
    if (!callbacks.size) schedule();
    callbacks.set(++lastId, callback);
    return lastId;
  };
  window.cancelAnimationFrame = function cancelAnimationFrame(id) {
    callbacks.delete(id);
    running.delete(id);
  };
  window.webkitRequestAnimationFrame = window.requestAnimationFrame;
  window.webkitCancelAnimationFrame = window.cancelAnimationFrame;
  // A promise of the frames that a chain of two callbacks takes; null if none is waiting.
  page.nextFrames = () => {
    if (!callbacks.size) return null;
    hurry();
    const frame = () => callbacks.size ? new Promise((resolve) => { waiting.push(resolve); }) : null;
    return frame().then(frame);
  };
  for (const type of ["pointerdown", "pointermove", "pointerup", "wheel", "keydown", "keyup", "input"]) {
    listen.call(window, type, (event) => { if (event.isTrusted) hurry(); }, { capture: true, passive: true });
  }

  // When the last of the short timers that are set is due, on the clock of `performance.now`.
  const SHORT = 300;
  window.setTimeout = function setTimeout(callback, delay, ...rest) {
    if (delay <= SHORT) page.due = Math.max(page.due, now() + Number(delay));
    return wait(callback, delay, ...rest);
  };

  // Elements with click handlers of their own get a mark, whatever they look like.
  const CLICKS = new Set(["click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick", "touchstart"]);
  EventTarget.prototype.addEventListener = function addEventListener(type, ...rest) {
    if (CLICKS.has(type) && this instanceof Element) page.listening.add(this);
    return listen.call(this, type, ...rest);
  };

  // Travelling in the history is the one navigation that the document does not announce.
  for (const [name, offset] of [["back", -1], ["forward", 1], ["go", 0]]) {
    const travel = History.prototype[name];
    History.prototype[name] = function (...rest) {
      page.travelled = offset || rest[0] | 0;
      return travel.apply(this, rest);
    };
  }

  // A locked pointer makes every frame take seconds, and has no place on the screen that an agent could click at.
  Element.prototype.requestPointerLock = function requestPointerLock() {
    return Promise.reject(new DOMException("The pointer cannot be locked.", "NotSupportedError"));
  };

  // A native drop-down lies outside the page and in no screenshot; a styleable one is part of the page.
  // A caret that blinks would make equal states look different.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    select, ::picker(select) { appearance: base-select !important; }
    :root { caret-animation: manual !important; }
  `);
  for (const root of [Document.prototype, ShadowRoot.prototype]) {
    const sheets = Object.getOwnPropertyDescriptor(root, "adoptedStyleSheets");
    if (!sheets) continue;
    Object.defineProperty(root, "adoptedStyleSheets", {
      ...sheets,
      set(own) { sheets.set.call(this, [...own].includes(style) ? own : [...own, style]); },
    });
  }
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...rest) {
    const root = attachShadow.apply(this, rest);
    root.adoptedStyleSheets = [style];
    return root;
  };
  document.adoptedStyleSheets = [style];
})();
