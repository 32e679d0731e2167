// Puts a link to itself in front of every heading.
"use strict";
(() => {
  for (const heading of document.querySelectorAll(".body :is(h1, h2, h3, h4, h5, h6)[id]")) {
    const link = document.createElement("a");
    link.className = "permalink";
    link.href = "#" + encodeURIComponent(heading.id);
    link.textContent = "#";
    link.setAttribute("aria-label", "Link to this section");
    heading.prepend(link);
  }
})();
