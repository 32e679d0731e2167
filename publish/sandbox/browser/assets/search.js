// Offers pages while somebody types into the search box. Without it the form leads to a page of hits.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const index = window.searchIndex; // of pages that are files
  const input = form.querySelector("input");
  const list = document.createElement("ul");
  list.id = "search-offers";
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Pages");
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }

  let hits = [];
  let chosen = -1;
  let moved = false; // by an arrow key since the last letter: an answer that comes late leaves the choice alone
  let asked = 0;

  const show = (visible) => {
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    if (!visible) input.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    const item = list.children[index];
    if (!item) return;
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };

  const option = (hit, index) => {
    const item = document.createElement("li");
    const place = document.createElement("small");
    item.id = "search-offer-" + index;
    item.setAttribute("role", "option");
    place.textContent = [hit.space, hit.above, hit.text].filter(Boolean).join(" · ");
    item.append(hit.title, place);
    item.addEventListener("mousemove", () => choose(index));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      location.assign(hit.url);
    });
    return item;
  };

  const offer = (found) => {
    const kept = moved ? found.findIndex((hit) => hit.url === hits[chosen]?.url) : 0;
    hits = found;
    list.replaceChildren(...hits.map(option));
    if (hits.length === 0) {
      const none = document.createElement("li");
      none.className = "nothing";
      none.textContent = "No page holds all of these words.";
      list.append(none);
    }
    show(true);
    choose(hits.length ? Math.max(kept, 0) : -1);
  };

  // Finds what the server would.
  const find = (text) => {
    const words = text.toLowerCase().split(/\s+/);
    const holds = (value) => words.every((word) => value.includes(word));
    const rank = ({ title }) => {
      title = title.toLowerCase();
      if (!holds(title)) return 4;
      return title === text.toLowerCase() ? 0 : title.startsWith(text.toLowerCase()) ? 1 : 2;
    };
    return index
      .filter((page) => holds((page.title + " " + page.body).toLowerCase()))
      .sort((a, b) => rank(a) - rank(b) || a.title.length - b.title.length)
      .slice(0, 10);
  };

  const ask = async () => {
    const mine = ++asked;
    const text = input.value.trim();
    if (!text) return show(false);
    if (index) return offer(find(text));
    const answer = await fetch(form.dataset.search + "?text=" + encodeURIComponent(text));
    const found = await answer.json();
    if (mine === asked && document.activeElement === input) offer(found);
  };

  input.addEventListener("input", () => {
    moved = false;
    ask().catch(() => show(false));
  });
  if (index) form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length && !list.hidden) {
      event.preventDefault();
      moved = true;
      choose((chosen + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && !list.hidden && hits[chosen]) {
      event.preventDefault();
      location.assign(hits[chosen].url);
    } else if (event.key === "Escape") {
      list.hidden ? input.blur() : show(false);
    }
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const asks = event.key === "/" && !typing || event.key === "k" && (event.ctrlKey || event.metaKey);
    if (!asks || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
