// Finds what one can act on in this document, frames of the same origin and open shadow roots included.
// An expression that is a function of the document's offset in the page. Returns, in document order and in pixels of the
// page, [role, name, value, states, x, y, width, height, pointX, pointY] for an element and [x, y] for a frame whose
// document cannot be read from here; called with true as the third argument, it returns those frames themselves.
((offsetX, offsetY, framesOnly) => {
  const NAME_LENGTH = 80;
  const ROLES = { A: "link", BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox", SUMMARY: "button",
    OPTION: "option", AREA: "link", VIDEO: "video", AUDIO: "audio" };
  const INPUT_ROLES = { button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox",
    radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", file: "file", color: "color" };
  const ROLE_WORDS = new Set(["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "menuitemcheckbox",
    "menuitemradio", "option", "slider", "spinbutton", "textbox", "searchbox", "combobox", "treeitem", "gridcell"]);
  const PRESSED = new Set(["button", "submit", "reset"]);
  const WITHOUT_VALUE = new Set([...PRESSED, "image", "checkbox", "radio"]);
  const found = [];
  const frames = [];

  const clean = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH).toWellFormed();

  const roleOf = (element) => {
    const stated = element.getAttribute("role");
    if (stated && ROLE_WORDS.has(stated)) return stated;
    if (element.tagName === "INPUT") return INPUT_ROLES[element.type] || "textbox";
    if (element.isContentEditable) return "textbox";
    return ROLES[element.tagName] || element.localName;
  };

  const isField = (element) => element.matches("input, textarea, select") || element.isContentEditable;

  const slotted = (element) => [...element.querySelectorAll("slot")]
    .flatMap((slot) => slot.assignedNodes({ flatten: true })).map((node) => node.textContent).join(" ");

  const nameOf = (element, clickable) => {
    const root = element.getRootNode();
    const labelled = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => root.getElementById && root.getElementById(id)).filter(Boolean).map((label) => label.textContent);
    const labels = [...(element.labels || [])].map((label) => label.textContent);
    const own = clickable && !isField(element);
    return clean(element.getAttribute("aria-label") || labelled.join(" ") || labels.join(" ") ||
      (element.tagName === "INPUT" && PRESSED.has(element.type) && element.value) ||
      element.getAttribute("placeholder") || (own && element.innerText) || element.getAttribute("alt") ||
      element.getAttribute("title") || (own && (element.textContent || slotted(element))) || element.getAttribute("name"));
  };

  const valueOf = (element) => {
    if (element.tagName === "SELECT") return clean([...element.selectedOptions].map((o) => o.textContent).join(", "));
    if (element.tagName === "TEXTAREA") return clean(element.value);
    if (element.tagName === "INPUT") {
      if (element.type === "password") return "•".repeat(Math.min(element.value.length, NAME_LENGTH));
      return WITHOUT_VALUE.has(element.type) ? "" : clean(element.value);
    }
    return element.isContentEditable ? clean(element.innerText) : "";
  };

  const statesOf = (element, scrollable) => {
    const states = [];
    if (element.checked === true || element.getAttribute("aria-checked") === "true") states.push("checked");
    if (element.selected === true || element.getAttribute("aria-selected") === "true") states.push("selected");
    if (element.getAttribute("aria-expanded") === "true" || element.matches(":open, details[open] > summary")) {
      states.push("expanded");
    }
    if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") states.push("disabled");
    if (element.getRootNode().activeElement === element) states.push("focused");
    if (scrollable) states.push("scrollable");
    return states;
  };

  const isRoot = (element) => element === element.ownerDocument.body || element === element.ownerDocument.documentElement;

  const canScroll = (element, style) => !isRoot(element) && (
    (element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(style.overflowY)) ||
    (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(style.overflowX)));

  const actsOnClick = (element, style, view) => {
    if (element.matches("a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, option, " +
      "video[controls], audio[controls], [onclick], [onmousedown], [contenteditable=''], [contenteditable=true]")) {
      return true;
    }
    const role = element.getAttribute("role");
    if (role && ROLE_WORDS.has(role)) return true;
    if (element.tabIndex >= 0 && element.hasAttribute("tabindex")) return true;
    if (isRoot(element)) return false;
    const page = view[Symbol.for("digienv.page")];
    if (page && page.listening.has(element)) return true;
    if (style.cursor !== "pointer") return false;
    const parent = element.parentElement;
    return !parent || view.getComputedStyle(parent).cursor !== "pointer";
  };

  // What is hit at a point, down through open shadow roots.
  const hitAt = (root, x, y) => {
    let hit = root.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };

  const above = (node) => node.assignedSlot || node.parentElement || node.getRootNode().host || null;

  const belongsTo = (hit, element) => {
    const labels = [...(element.labels || [])];
    for (let node = hit; node; node = above(node)) if (node === element || labels.includes(node)) return true;
    if (hit === element.getRootNode().host) return true; // text that is slotted into the element
    return hit.contains(element) && hit.matches("label, a, button");
  };

  // A pixel of the rectangle at which the element, and nothing over it, would be hit.
  const hitPoint = (element, left, top, right, bottom, where) => {
    for (const [u, v] of [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.5, 0.25], [0.5, 0.75], [0.1, 0.1], [0.9, 0.9]]) {
      const x = Math.floor(where.x + left + (right - left) * u);
      const y = Math.floor(where.y + top + (bottom - top) * v);
      const hit = hitAt(where.document, x - where.x, y - where.y);
      if (hit && belongsTo(hit, element) && where.isOpenAt(x, y)) return [x, y];
    }
    return null;
  };

  // `where`: a document, its offset in the page, and whether nothing lies over its frame at a pixel of the page.
  const visit = (root, where) => {
    const view = where.document.defaultView;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let element = walker.nextNode(); element; element = walker.nextNode()) {
      if (element.shadowRoot) visit(element.shadowRoot, where);
      const rect = element.getBoundingClientRect();
      const left = Math.max(rect.left, 0), right = Math.min(rect.right, view.innerWidth);
      const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, view.innerHeight);
      if (right - left < 1 || bottom - top < 1) continue;
      if (element.tagName === "IFRAME" || element.tagName === "FRAME") {
        if (element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
          visitFrame(element, rect, where, view);
        }
        continue;
      }
      const style = view.getComputedStyle(element);
      const scrollable = canScroll(element, style);
      const clickable = actsOnClick(element, style, view);
      if (!scrollable && !clickable) continue;
      // A control of opacity 0 is the one that a styled control stands for.
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: !element.matches("input, select") })) continue;
      const point = hitPoint(element, left, top, right, bottom, where);
      if (point) {
        found.push([roleOf(element), nameOf(element, clickable), valueOf(element), statesOf(element, scrollable),
          left + where.x, top + where.y, right - left, bottom - top, ...point]);
      }
    }
  };

  const visitFrame = (frame, rect, where, view) => {
    const style = view.getComputedStyle(frame);
    const x = where.x + rect.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    const y = where.y + rect.top + parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
    const inner = frame.contentDocument;
    if (inner && inner.documentElement) {
      const isOpenAt = (px, py) => hitAt(where.document, px - where.x, py - where.y) === frame && where.isOpenAt(px, py);
      visit(inner, { document: inner, x, y, isOpenAt });
    } else if (!inner) {
      found.push([x, y]);
      frames.push(frame);
    }
  };

  visit(document, { document, x: offsetX, y: offsetY, isOpenAt: () => true });
  return framesOnly ? frames : found;
})
