(scale, left, top, bottom) => {
  const KINDS = { A: "View", BUTTON: "Button", INPUT: "EditText", TEXTAREA: "EditText", SELECT: "Spinner", IMG: "Image" };
  const kindOf = (node) => {
    if (node.matches("input[type=checkbox]")) return "CheckBox";
    if (node.matches("input[type=radio]")) return "RadioButton";
    if (node.matches("input[type=submit], input[type=button]")) return "Button";
    return KINDS[node.tagName] || "TextView";
  };
  const found = [];
  const walk = (node) => {
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return;
    const rect = node.getClientRects()[0];
    const active = node.matches("a[href], button, input:not([type=hidden]), select, textarea, [onclick], [role=button], label");
    const own = [...node.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data).join(" ").replace(/\s+/g, " ").trim();
    const image = node.matches("img[alt]");
    if (rect && (active || own || image)) {
      const kind = kindOf(node);
      const box = [rect.left * scale + left, rect.top * scale + top, rect.right * scale + left, rect.bottom * scale + top].map(Math.round);
      const bounds = [Math.max(box[0], 0), Math.max(box[1], top), Math.min(box[2], innerWidth * scale), Math.min(box[3], bottom)].map(Math.round);
      const input = kind === "EditText";
      const text = input ? node.value || node.placeholder || "" : kind === "Spinner" ? node.selectedOptions[0]?.text || "" : node.matches("input") ? node.value : own || (active ? node.textContent.replace(/\s+/g, " ").trim() : "");
      if (bounds[2] > bounds[0] && bounds[3] > bounds[1]) {
        found.push({
          class: `android.widget.${kind}`,
          package: "com.android.chrome",
          id: node.id,
          text: text.slice(0, 300),
          description: node.getAttribute("aria-label") || (image ? node.alt : ""),
          checkable: ["CheckBox", "RadioButton"].includes(kind),
          checked: node.checked === true,
          clickable: active,
          longClickable: false,
          enabled: !node.disabled,
          focusable: active,
          focused: node === document.activeElement,
          scrollable: false,
          password: node.type === "password",
          selected: false,
          bounds,
          children: [],
        });
      }
    }
    [...node.children].forEach(walk);
  };
  if (document.body) walk(document.body);
  return found;
}
