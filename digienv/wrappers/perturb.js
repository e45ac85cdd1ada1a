// Makes a page look and behave a little differently, the same way for the same seed. An expression: a function of
// {seed, kinds}, run before the document's own scripts.
(({ seed, kinds }) => {
  if (window !== window.top) return;
  const on = (kind) => kinds.includes(kind);
  const chance = (name) => {
    // FNV-1a over the seed and a name, then a finishing mix: a number in [0, 1).
    let hash = 2166136261;
    for (const char of `${seed} ${name}`) hash = Math.imul(hash ^ char.codePointAt(0), 16777619);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  };
  const pick = (name, options) => options[Math.floor(chance(name) * options.length)];

  const style = (text) => {
    const element = document.createElement("style");
    element.textContent = text;
    document.head.append(element);
  };

  const theme = () => {
    const turn = Math.round(60 + 240 * chance("hue"));
    const dark = chance("dark") < 0.4;
    style(`html { filter: ${dark ? "invert(0.92) " : ""}hue-rotate(${turn}deg) saturate(${0.7 + 0.6 * chance("saturation")}); }
      html { background: ${dark ? "#fff" : "inherit"}; } img { filter: ${dark ? "invert(1) " : ""}hue-rotate(${-turn}deg); }`);
  };
  const font = () => {
    const family = pick("family", ["serif", "monospace", "'DejaVu Sans', sans-serif", "'Liberation Sans Narrow', sans-serif"]);
    style(`body, body *:not(i):not([class*=icon]) { font-family: ${family} !important; letter-spacing: ${pick("spacing", [0, 0.2, 0.5])}px; }`);
  };
  const zoom = () => style(`html { zoom: ${pick("zoom", [0.8, 0.9, 1.1, 1.2, 1.3])}; }`);

  const WORDS = [
    ["add to basket", ["Buy", "Put in basket", "Into the basket"]], ["search", ["Find", "Look up", "Go"]],
    ["log in", ["Sign in", "Enter"]], ["login or register", ["Sign in or join"]], ["logout", ["Sign out", "Leave"]],
    ["log out", ["Sign out", "Leave"]], ["account", ["My profile", "My page"]], ["submit", ["Send", "Done"]],
    ["save", ["Keep", "Store changes", "Apply"]], ["cancel", ["Back", "Never mind"]], ["delete", ["Remove", "Discard"]],
    ["remove", ["Delete", "Take out"]], ["edit", ["Change", "Modify"]], ["update", ["Refresh", "Apply"]],
    ["next", ["More", "Following"]], ["previous", ["Back", "Earlier"]], ["ok", ["Fine", "Yes", "Confirm"]],
    ["view basket", ["See basket", "Basket"]], ["view cart", ["See basket", "Cart"]], ["proceed to checkout", ["Check out", "To the till"]],
    ["home", ["Start", "Main page"]], ["reply", ["Answer", "Respond"]], ["publish", ["Release", "Go live"]],
  ];
  const wording = () => {
    const say = (text) => {
      const found = WORDS.find(([word]) => word === text.trim().toLowerCase());
      return found ? text.replace(text.trim(), pick(found[0], found[1])) : text;
    };
    for (const element of document.querySelectorAll("a, button, label, h1, h2, h3, summary")) {
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        const said = say(node.data);
        if (said !== node.data) node.data = said;
      }
    }
    // A button with a name sends what it says.
    for (const input of document.querySelectorAll("input[type=submit]:not([name]), input[type=button]:not([name])")) input.value = say(input.value);
  };

  const navigation = () => {
    const lists = "nav ul, [role=navigation] ul, .nav, .navbar-nav, aside ul, .sidebar ul, [role=menubar]";
    document.querySelectorAll(lists).forEach((list, number) => {
      const items = [...list.children];
      if (items.length < 2 || items.some((item) => item.tagName !== "LI")) return;
      const order = new Map(items.map((item, place) => [item, chance(`${number} ${item.textContent.trim().slice(0, 40)} ${place}`)]));
      list.append(...items.sort((a, b) => order.get(a) - order.get(b)));
    });
  };

  const popup = (name, place, title, text, buttons) => {
    const key = `digienv-${name}`;
    try { if (sessionStorage.getItem(key)) return; } catch { return; }
    const box = document.createElement("div");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", title);
    box.style.cssText = `position:fixed;z-index:2147483000;background:#fff;color:#222;font:15px/1.4 sans-serif;
      padding:18px 22px;box-shadow:0 4px 30px rgba(0,0,0,.45);border-radius:8px;${place}`;
    const heading = Object.assign(document.createElement("h2"), { textContent: title });
    heading.style.cssText = "margin:0 0 6px;font:bold 18px sans-serif;color:#222";
    const words = Object.assign(document.createElement("p"), { textContent: text });
    words.style.cssText = "margin:0 0 12px";
    box.append(heading, words);
    for (const label of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.style.cssText = "margin-right:8px;padding:7px 14px;border:1px solid #444;border-radius:5px;background:#eee;color:#222;font:15px sans-serif";
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        try { sessionStorage.setItem(key, "1"); } catch { /* it comes again */ }
        box.remove();
      });
      box.append(button);
    }
    document.body.append(box);
  };
  const popups = () => {
    const buttons = ["Accept all", pick("refuse", ["Reject all", "Only necessary", "Decline"])];
    popup("cookies", pick("cookies", ["left:0;right:0;bottom:0", "left:0;right:0;top:0", "left:25%;right:25%;top:30%"]),
      "We value your privacy", "This site uses cookies to remember your choices.",
      chance("order") < 0.5 ? buttons : buttons.reverse());
    let pages = 1;
    try { pages = Number(sessionStorage.getItem("digienv-pages") || 0) + 1; sessionStorage.setItem("digienv-pages", pages); } catch { /* then it never comes */ }
    if (pages >= 2 + Math.floor(3 * chance("newsletter"))) {
      popup("newsletter", "left:30%;right:30%;top:22%", pick("title", ["Stay in touch", "Join our newsletter", "10% off your next order"]),
        "Leave your address and hear from us once a month.", [pick("no", ["No thanks", "Close", "Maybe later"])]);
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.body) return;
    if (on("wording")) wording();
    if (on("navigation")) navigation();
    if (on("theme")) theme();
    if (on("font")) font();
    if (on("zoom")) zoom();
    if (on("popups")) popups();
  });
})
