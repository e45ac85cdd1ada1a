// Which of some points (pixels of the page) lie on a frame in this document, and not on what covers it. An expression
// that is a function of the document's offset in the page and the points.
((offsetX, offsetY, points) => {
  const isFrameAt = (root, x, y) => {
    const hit = root.elementFromPoint(x, y);
    if (!hit) return false;
    if (hit.shadowRoot) return isFrameAt(hit.shadowRoot, x, y);
    if (hit.tagName !== "IFRAME" && hit.tagName !== "FRAME") return false;
    const inner = hit.contentDocument;
    if (!inner) return true;
    const style = getComputedStyle(hit);
    const rect = hit.getBoundingClientRect();
    return isFrameAt(inner, x - rect.left - parseFloat(style.borderLeftWidth) - parseFloat(style.paddingLeft),
      y - rect.top - parseFloat(style.borderTopWidth) - parseFloat(style.paddingTop));
  };
  return points.map(([x, y]) => isFrameAt(document, x - offsetX, y - offsetY));
})
