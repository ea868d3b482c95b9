"use strict";
// Filter by kind and rule, move from line to line by keyboard, open what is folded. Works on any list #lines whose
// items carry data-kinds and data-rules, some of them inside groups (data-group) that vanish when they are empty.
(() => {
  const root = document.documentElement;
  const list = document.getElementById("lines");
  const items = [...list.querySelectorAll("[data-rules]")];
  const groups = [...list.querySelectorAll("[data-group]")];
  const folds = [...list.querySelectorAll("details")];
  const status = document.getElementById("status");
  const clear = document.getElementById("clear");
  const opener = document.querySelector(".opener");
  const chosen = { kinds: new Set(), rules: new Set() };
  const opened = new Set(); // folds that the filter opened, to be closed again with it
  const facetsOf = new Map(items.map((item) => [item, {
    kinds: item.dataset.kinds.split(" "),
    rules: item.dataset.rules.split(" "),
  }]));
  let stops = null; // what j and k go through; null when it must be found anew
  let current = null; // the stop that has or had the focus
  let entrance = null; // the one line that Tab comes to; folds are come to by themselves

  const active = () => chosen.kinds.size + chosen.rules.size > 0;
  const fits = (item) => Object.entries(chosen).every(
    ([facet, values]) => !values.size || facetsOf.get(item)[facet].some((value) => values.has(value)));

  function filter() {
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item);
      shown += !item.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-rules]:not([hidden])");
    for (const fold of folds) {
      if (active() && !fold.open) {
        fold.open = true;
        opened.add(fold);
      } else if (!active() && opened.delete(fold) && !fold.contains(current)) {
        fold.open = false;
      }
    }
    forgetStops();
    clear.hidden = !active();
    root.classList.toggle("filtered", active());
    status.textContent = (active() ? `${shown.toLocaleString("en")} of ` : "") + status.dataset.all;
  }

  function reset() {
    for (const values of Object.values(chosen)) values.clear();
    for (const button of document.querySelectorAll("[data-facet]")) button.setAttribute("aria-pressed", "false");
    filter();
    if (current) current.scrollIntoView({ block: "center" });
  }

  const isOpen = () => root.classList.contains("open");

  function open(on) {
    root.classList.toggle("open", on);
    opener.setAttribute("aria-expanded", String(on));
  }

  function press(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    return on;
  }

  function isShown(stop) {
    const fold = (stop.tagName === "SUMMARY" ? stop.parentElement.parentElement : stop).closest("details");
    return !stop.closest("[hidden]") && (!fold || fold.open);
  }

  function forgetStops() {
    stops = null;
    if (!entrance || !isShown(entrance)) enterAt(items.find(isShown));
  }

  function enterAt(item) {
    if (!item) return;
    if (entrance) entrance.tabIndex = -1;
    entrance = item;
    item.tabIndex = 0;
  }

  function go(place) {
    const stop = stops[Math.max(0, Math.min(stops.length - 1, place))];
    if (stop) stop.focus();
  }

  function step(by) {
    stops ??= [...list.querySelectorAll("[data-rules], summary")].filter(isShown);
    const at = current ? stops.indexOf(current) : -1;
    if (at >= 0 || !current) return go(at + by);
    // The line we were on is filtered out: go on from where it would stand.
    const next = stops.findIndex((stop) => current.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    return go(next < 0 ? stops.length - 1 : next + Math.min(by, 0) + (by > 0 ? by - 1 : 0));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.facet) {
      chosen[button.dataset.facet][press(button) ? "add" : "delete"](button.dataset.value);
      filter();
      const first = items.find((item) => !item.hidden);
      if (first) first.scrollIntoView({ block: "nearest" });
    } else if (button.dataset.switch === "unfold") {
      const on = press(button);
      for (const fold of folds) fold.open = on;
      forgetStops();
    } else if (button.dataset.switch) {
      root.classList.toggle(`show-${button.dataset.switch}`, press(button));
    } else if (button === clear) {
      reset();
      (opener.checkVisibility() ? opener : document.querySelector("[data-facet]")).focus();
    } else if (button === opener) {
      open(!isOpen());
    }
  });

  list.addEventListener("focusin", (event) => {
    const stop = event.target.closest("[data-rules], summary");
    if (!stop) return;
    current = stop;
    if (stop.tagName !== "SUMMARY") enterAt(stop);
  });
  list.addEventListener("toggle", forgetStops, true);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (isOpen()) {
        open(false);
        opener.focus();
      } else if (active()) {
        reset();
      }
      return;
    }
    const inList = list.contains(document.activeElement);
    const keys = { j: 1, k: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity } : {}) };
    if (!(event.key in keys)) return;
    event.preventDefault();
    step(keys[event.key]);
  });

  window.addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
  forgetStops();
  root.classList.add("js");
})();
