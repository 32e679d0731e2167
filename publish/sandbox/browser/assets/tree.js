// Keeps the tree of pages as the reader left it, and the page that is shown within sight.
"use strict";
(() => {
  const tree = document.querySelector("[data-tree]");
  if (!tree) return;
  const key = "tree:" + tree.dataset.tree;
  const branches = [...tree.querySelectorAll("details[data-page]")];

  let kept = {};
  try { kept = JSON.parse(sessionStorage.getItem(key)) ?? {}; } catch { /* nothing is kept */ }
  const current = tree.querySelector("[aria-current]");
  for (const branch of branches) {
    if (branch.dataset.page in kept && !branch.contains(current)) branch.open = kept[branch.dataset.page];
  }
  for (const branch of branches) {
    branch.addEventListener("toggle", () => {
      kept[branch.dataset.page] = branch.open;
      try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* it lasts for this page */ }
    });
  }
  if (current) {
    const place = current.getBoundingClientRect();
    const frame = tree.getBoundingClientRect();
    if (place.bottom > frame.bottom || place.top < frame.top) tree.scrollTop += place.top - frame.top - frame.height / 3;
  }
})();
