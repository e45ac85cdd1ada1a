// A hash of the address, the document with its frames and shadow roots, what its fields hold, and how far things are
// scrolled: equal for states that a program cannot tell apart. FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/),
// 2 x 32 bits. An expression that is a function.
(() => {
  const parts = [];
  const visit = (root, html) => {
    parts.push(html);
    for (const element of root.querySelectorAll("*")) {
      if (element.matches("input, textarea, select")) parts.push([element.value, element.checked]);
      if (element.scrollTop || element.scrollLeft) parts.push([element.scrollLeft, element.scrollTop]);
      if (element.shadowRoot) visit(element.shadowRoot, element.shadowRoot.innerHTML);
      if (element.tagName === "IFRAME" || element.tagName === "FRAME") {
        const inner = element.contentDocument;
        if (inner && inner.documentElement) visit(inner, inner.documentElement.outerHTML);
      }
    }
  };
  visit(document, [location.href, document.documentElement?.outerHTML]);
  const text = JSON.stringify(parts);
  return [0x811c9dc5, 0x050c5d1f].map((basis) => {
    let hash = basis;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  }).join("");
})
