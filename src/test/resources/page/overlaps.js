// Pairs of texts that lie on each other, and what sticks out of the page: an array of sentences, empty when all is well.
(() => {
  const shown = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const clip = (element, rect) => {
    let { left, top, right, bottom } = rect;
    for (let at = element.parentElement; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX !== "visible" && !(at instanceof SVGElement)) {
        const box = at.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
    }
    return { left, top, right, bottom };
  };
  const found = [];
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, noscript, textarea, option, title") || !shown(parent)) continue;
    const closed = parent.closest("details:not([open])");
    if (closed && !parent.closest("summary")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const box = clip(parent, rect);
      if (box.right - box.left > 1 && box.bottom - box.top > 1) texts.push({ node, text: node.data.trim().slice(0, 60), ...box });
    }
  }
  texts.sort((a, b) => a.top - b.top);
  texts.forEach((a, i) => {
    for (let j = i + 1; j < texts.length && texts[j].top < a.bottom; j++) {
      const b = texts[j];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (a.node !== b.node && wide > 2 && high > 4) found.push(`"${a.text}" and "${b.text}" overlap by ${wide.toFixed()} x ${high.toFixed()}`);
    }
    if (a.right > innerWidth + 1 || a.left < -1) found.push(`"${a.text}" sticks out: ${a.left.toFixed()} to ${a.right.toFixed()} of ${innerWidth}`);
  });
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) found.push(`the page is ${wide} wide, the window ${innerWidth}`);
  return found;
})();
