// Finds what one can act on in this frame, frames of the same origin and open shadow roots included.
// Returns { elements: [[role, name, value, states, x, y, width, height, pointX, pointY]...], frames: [[x, y]...] } in
// pixels of this frame's viewport. `frames` are those whose documents cannot be read from here; called with true, the
// function returns their elements instead.
((framesOnly) => {
  const NAME_LENGTH = 80;
  const ROLES = { A: "link", BUTTON: "button", SELECT: "combobox", TEXTAREA: "textbox", SUMMARY: "button",
    OPTION: "option", AREA: "link", VIDEO: "video", AUDIO: "audio" };
  const INPUT_ROLES = { button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox",
    radio: "radio", range: "slider", number: "spinbutton", search: "searchbox", file: "file", color: "color" };
  const ROLE_WORDS = new Set(["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "menuitemcheckbox",
    "menuitemradio", "option", "slider", "spinbutton", "textbox", "searchbox", "combobox", "treeitem", "gridcell"]);
  const listening = window[Symbol.for("digienv.listening")] || new WeakSet();
  const elements = [];
  const frames = [];
  const frameElements = [];

  const clean = (text) => (text || "").replace(/\s+/g, " ").trim().slice(0, NAME_LENGTH);

  const roleOf = (element) => {
    const stated = element.getAttribute("role");
    if (stated && ROLE_WORDS.has(stated)) return stated;
    if (element.tagName === "INPUT") return INPUT_ROLES[element.type] || "textbox";
    if (element.isContentEditable) return "textbox";
    return ROLES[element.tagName] || element.tagName.toLowerCase();
  };

  const nameOf = (element) => {
    const root = element.getRootNode();
    const labelled = (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => root.getElementById && root.getElementById(id)).filter(Boolean).map((label) => label.textContent);
    const labels = [...(element.labels || [])].map((label) => label.textContent);
    const isField = element.matches("input, textarea, select");
    const pressed = element.tagName === "INPUT" && ["button", "submit", "reset"].includes(element.type);
    return clean(element.getAttribute("aria-label") || labelled.join(" ") || labels.join(" ") ||
      (pressed && element.value) || element.getAttribute("placeholder") || (!isField && element.innerText) ||
      element.getAttribute("alt") || element.getAttribute("title") || (!isField && element.textContent) ||
      element.getAttribute("name"));
  };

  const valueOf = (element) => {
    if (element.tagName === "SELECT") return clean([...element.selectedOptions].map((o) => o.textContent).join(", "));
    if (element.tagName === "TEXTAREA") return clean(element.value);
    if (element.tagName === "INPUT" && !["button", "submit", "reset", "image", "checkbox", "radio", "password"]
      .includes(element.type)) return clean(element.value);
    if (element.tagName === "INPUT" && element.type === "password") return "•".repeat(element.value.length);
    return "";
  };

  const statesOf = (element) => {
    const states = [];
    if (element.checked || element.getAttribute("aria-checked") === "true") states.push("checked");
    if (element.selected || element.getAttribute("aria-selected") === "true") states.push("selected");
    if (element.getAttribute("aria-expanded") === "true" || element.open) states.push("expanded");
    if (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true") states.push("disabled");
    if (element.getRootNode().activeElement === element) states.push("focused");
    return states;
  };

  const actsOnClick = (element, style, parentStyle) => {
    if (element.matches("a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, option, " +
      "video[controls], audio[controls], [onclick], [onmousedown], [contenteditable=''], [contenteditable=true]")) {
      return true;
    }
    const role = element.getAttribute("role");
    if (role && ROLE_WORDS.has(role)) return true;
    if (element.tabIndex >= 0 && element.hasAttribute("tabindex")) return true;
    if (element === element.ownerDocument.body || element === element.ownerDocument.documentElement) return false;
    if (listening.has(element)) return true;
    return style.cursor === "pointer" && !(parentStyle && parentStyle.cursor === "pointer");
  };

  // A point of the rectangle at which the element, and nothing over it, would be hit.
  const hitPoint = (element, left, top, right, bottom) => {
    const root = element.getRootNode();
    for (const [u, v] of [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.5, 0.25], [0.5, 0.75]]) {
      const x = left + (right - left) * u;
      const y = top + (bottom - top) * v;
      const hit = root.elementFromPoint(x, y);
      if (hit && (element === hit || element.contains(hit) || [...(element.labels || [])].some((l) => l.contains(hit))
        || (hit.contains(element) && hit.closest("label, a, button") === hit))) return [x, y];
    }
    return null;
  };

  const visit = (root, dx, dy, view) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let element = walker.nextNode(); element; element = walker.nextNode()) {
      const isFrame = element.tagName === "IFRAME" || element.tagName === "FRAME";
      const style = view.getComputedStyle(element);
      if (style.visibility === "visible" && style.display !== "none" && parseFloat(style.opacity) > 0.05) {
        const rect = element.getBoundingClientRect();
        const left = Math.max(rect.left, 0), right = Math.min(rect.right, view.innerWidth);
        const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, view.innerHeight);
        if (right - left >= 1 && bottom - top >= 1) {
          if (isFrame) visitFrame(element, rect, style, dx, dy);
          else if (actsOnClick(element, style, element.parentElement && view.getComputedStyle(element.parentElement))) {
            const point = hitPoint(element, left, top, right, bottom);
            if (point) {
              elements.push([roleOf(element), nameOf(element), valueOf(element), statesOf(element),
                left + dx, top + dy, right - left, bottom - top, point[0] + dx, point[1] + dy]);
            }
          }
        }
      }
      if (element.shadowRoot) visit(element.shadowRoot, dx, dy, view);
    }
  };

  const visitFrame = (frame, rect, style, dx, dy) => {
    const x = dx + rect.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    const y = dy + rect.top + parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
    const inner = frame.contentDocument;
    if (inner && inner.documentElement) visit(inner, x, y, inner.defaultView);
    else {
      frames.push([x, y]);
      frameElements.push(frame);
    }
  };

  visit(document, 0, 0, window);
  return framesOnly ? frameElements : { elements, frames };
})
