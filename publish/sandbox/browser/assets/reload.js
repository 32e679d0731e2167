// Reloads the page when it has changed, and brings the reader back to where they were: the same distance from the same
// heading, because what is above may have grown, and with the same parts unfolded.
"use strict";
(() => {
  const { live, reload } = document.documentElement.dataset;
  const key = "reading:" + location.pathname;
  let leaving = false;
  const unfolded = () => [...document.querySelectorAll(".body details")];

  const leave = () => {
    const passed = [...document.querySelectorAll(".body [id]")].filter((e) => e.getBoundingClientRect().top <= innerHeight / 3);
    const mark = passed.at(-1);
    const place = {
      id: mark?.id,
      offset: mark?.getBoundingClientRect().top,
      y: scrollY,
      open: unfolded().map((e) => e.open),
    };
    try { sessionStorage.setItem(key, JSON.stringify(place)); } catch { /* the page starts at its top */ }
    leaving = true;
    history.scrollRestoration = "manual"; // the browser would go back to the same distance from the top
  };

  const arrive = () => {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch { /* nothing is kept */ }
    if (!place) return;
    unfolded().forEach((e, i) => { e.open = place.open[i] ?? e.open; });
    const back = () => {
      const mark = place.id && [...document.querySelectorAll(".body [id]")].find((e) => e.id === place.id);
      scrollTo({ top: mark ? scrollY + mark.getBoundingClientRect().top - place.offset : place.y, behavior: "instant" });
    };
    back();
    addEventListener("load", back);
  };

  arrive();
  addEventListener("pagehide", () => {
    if (!leaving) history.scrollRestoration = "auto"; // for coming back by the browser's own button
  });

  // A page that nobody looks at hangs up: browsers hold only six connections to a server, for all of its tabs.
  let changes = null;
  const listen = () => {
    changes?.close();
    changes = null;
    if (document.hidden) return;
    changes = new EventSource(reload);
    changes.addEventListener("message", (event) => {
      if (event.data === live) return;
      changes.close();
      leave();
      location.reload();
    });
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
