"use strict";
// What fingers do: long presses, scrolling, and the edges of the screen; and what `uiautomator` sees.

document.addEventListener("focusin", () => system.keyboardChanged());
document.addEventListener("focusout", () => setTimeout(() => system.keyboardChanged()));

// As long as nothing else is typed in, a touch leaves the keyboard where it is.
document.addEventListener("mousedown", (event) => {
  if (!event.target.closest("input, textarea, iframe")) event.preventDefault();
});

const ZOOM = 2.625;
const EDGE = 100;
const FAR = 200;
const SLOP = 20;
const LONG_PRESS = 400;

// A press that moves scrolls what is under it, or pulls a view of the system in; it is no click then.
const press = { node: null, held: 0 };
document.addEventListener("pointerdown", (event) => {
  const node = event.target.closest(".scrolling, .sideways, .overlay, .dialog");
  Object.assign(press, { node, x: event.clientX, y: event.clientY, fromX: event.clientX, from: event.clientY, moved: false, started: performance.now() });
});
document.addEventListener("pointermove", (event) => {
  if (!event.buttons || event.target.matches(".slider")) return;
  if (Math.abs(event.clientY - press.from) + Math.abs(event.clientX - press.fromX) > SLOP) press.moved = true;
  if (press.moved && press.node) {
    press.node.scrollTop += (press.y - event.clientY) / ZOOM;
    press.node.scrollLeft += (press.x - event.clientX) / ZOOM;
  }
  Object.assign(press, { x: event.clientX, y: event.clientY });
});
document.addEventListener("pointerup", (event) => {
  const down = event.clientY - press.from;
  const held = Math.max(press.held, performance.now() - press.started);
  press.held = 0;
  if (press.moved) {
    if (press.from < EDGE && down > FAR && system.overlay !== "shade") system.show("shade");
    else if (system.overlay === "shade" && down < -FAR) system.show("shade");
    else if (!system.page && !system.overlay && down < -FAR) system.show("drawer");
    else if (system.overlay === "drawer" && down > FAR && !press.node.scrollTop) system.show("drawer");
  } else if (held > LONG_PRESS) {
    press.moved = true;
    const input = event.target.closest("input.input, textarea");
    const node = event.target.closest("[data-long-clickable]");
    if (input) {
      input.focus();
      const top = Math.max(40, input.getBoundingClientRect().top / ZOOM - 56);
      system.editing = { top };
      selectWord(input);
      system.draw();
    } else if (node) {
      node.dispatchEvent(new CustomEvent("longpress"));
    }
  } else if (system.editing && !event.target.closest(".edit-menu")) {
    system.editing = null;
    system.draw();
  }
});
document.addEventListener(
  "click",
  (event) => {
    if (press.moved) {
      event.stopPropagation();
      event.preventDefault();
      press.moved = false;
    }
  },
  true,
);

/** Select the word at the caret. */
function selectWord(input) {
  const { value, selectionStart: at } = input;
  const start = value.slice(0, at).search(/\S*$/);
  const end = at + value.slice(at).search(/\s|$/);
  input.setSelectionRange(start, end);
}

/** The elements on the screen, as `uiautomator` sees them: those that can be seen, each within what it is scrolled in. */
function hierarchy() {
  const meet = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  const walk = (node, owner, clip) => {
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return [];
    const rect = node.getBoundingClientRect();
    const bounds = meet([rect.left, rect.top, rect.right, rect.bottom].map(Math.round), clip);
    const within = style.overflowX !== "visible" || style.overflowY !== "visible" ? bounds : clip;
    const held = node.dataset.package || owner;
    const children = [...node.children].flatMap((child) => walk(child, held, within));
    if (!node.dataset.as && !node.dataset.package) return children;
    if (bounds[2] <= bounds[0] || bounds[3] <= bounds[1]) return children;
    const input = node.matches("input, textarea");
    const own = [...node.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join("").trim();
    return [
      {
        class: node.dataset.as || "android.widget.FrameLayout",
        package: held,
        id: node.dataset.id || "",
        text: input ? node.value || (node.type === "range" ? "" : node.placeholder) : own,
        description: node.getAttribute("aria-label") || "",
        checkable: ["switch", "checkbox", "radio"].includes(node.getAttribute("role")),
        checked: node.getAttribute("aria-checked") === "true",
        clickable: "clickable" in node.dataset || input,
        longClickable: "longClickable" in node.dataset || input,
        enabled: !node.disabled,
        focusable: input || "clickable" in node.dataset,
        focused: node === document.activeElement,
        scrollable: node.matches(".webview") || (node.matches(".scrolling, .sideways") && (node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1)),
        password: node.type === "password",
        selected: node.getAttribute("aria-selected") === "true",
        bounds,
        children,
      },
    ];
  };
  const all = [0, 0, innerWidth, innerHeight];
  const covers = [...document.querySelectorAll("body > .overlay, body > .scrim, body > .asleep")];
  const menu = document.querySelector("body > .edit-menu");
  const roots = covers.length ? [covers.at(-1)] : [document.querySelector(".phone")];
  if (covers.length && document.body.matches(".typing")) roots.push(document.querySelector(".keyboard"));
  const toast = document.querySelector("body > .toast");
  return [...roots, ...(menu ? [menu] : []), ...(toast ? [toast] : [])].flatMap((root) => walk(root, "com.android.systemui", all));
}
