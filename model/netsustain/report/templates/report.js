"use strict";
// Both languages are in the page; without this script the one asked for is shown.
(() => {
  const root = document.documentElement;
  const buttons = document.querySelectorAll("[data-switch]");
  const show = (lang) => {
    root.lang = root.dataset.lang = lang;
    document.title = document.querySelector(`main[lang=${lang}]`).dataset.title;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.switch === lang)));
  };
  buttons.forEach((button) => button.addEventListener("click", () => show(button.dataset.switch)));
  document.querySelector(".languages").hidden = buttons.length < 2;
  // Paper cannot be unfolded: what a style sheet prints of folded parts is open while printing.
  const folded = () => document.querySelectorAll("details.how:not([open]), details.more:not([open])");
  let opened = [];
  addEventListener("beforeprint", () => { opened = [...folded()]; opened.forEach((each) => { each.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((each) => { each.open = false; }); });
  show(root.dataset.lang);
})();
