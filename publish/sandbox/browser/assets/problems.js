// On a narrow screen the problems stand below the head of the page, folded, so that the page itself comes first.
"use strict";
(() => {
  const problems = document.querySelector(".problems");
  const head = document.querySelector(".page-top");
  if (!problems || !head) return;
  const frame = problems.parentElement;
  const narrow = matchMedia("(max-width: 75rem)");
  const settle = () => {
    problems.querySelector("details").open = !narrow.matches;
    if (narrow.matches) head.after(problems);
    else frame.append(problems);
  };
  narrow.addEventListener("change", settle);
  settle();
})();
