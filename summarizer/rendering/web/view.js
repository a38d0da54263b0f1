// The reading view's behaviour: partners light up, tabs, arrow keys. One listener each on the document, so that it
// also serves views that are put into the page later. It only ever reads `data-` attributes and sets classes.
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 620px)");
  const middle = matchMedia("(max-width: 1060px)");
  const viewOf = (node) => node instanceof Element ? node.closest(".digest") : null;

  function light(view, row) {
    for (const old of view.querySelectorAll(".dg-lit, .dg-proof, .dg-open")) old.classList.remove("dg-lit", "dg-proof", "dg-open");
    if (!row) return;
    row.classList.add("dg-lit");
    if (narrow.matches && row.contains(document.activeElement)) row.classList.add("dg-open");
    for (const name of (row.dataset.partners || "").split(" ")) {
      if (name) view.querySelector(`tr[data-row="${name}"]`)?.classList.add("dg-proof");
    }
  }

  const focused = (view) => view.contains(document.activeElement) ? document.activeElement.closest("tr[data-row]") : null;
  document.addEventListener("mouseover", (event) => {
    const view = viewOf(event.target);
    if (!view) return;
    const row = event.target.closest("tr[data-row]");
    // A touch leaves its pointer where rows then move beneath it: on a phone what was touched stays lit.
    light(view, narrow.matches ? focused(view) || row : row || focused(view));
  });
  document.addEventListener("mouseout", (event) => {
    const view = viewOf(event.target);
    if (view && !view.contains(event.relatedTarget)) light(view, focused(view));
  });
  document.addEventListener("focusin", (event) => {
    const view = viewOf(event.target);
    if (!view) return;
    view.querySelector(".dg-hush")?.classList.remove("dg-hush");
    const cell = event.target.closest("td.dg-cell");
    if (cell?.hasAttribute("tabindex")) {
      for (const old of view.querySelectorAll('td[tabindex="0"]')) old.tabIndex = -1;
      cell.tabIndex = 0;
    }
    light(view, cell && cell.parentElement);
  });
  document.addEventListener("focusout", (event) => {
    const view = viewOf(event.target);
    if (view && !view.contains(event.relatedTarget)) light(view, null);
  });

  // Clicking a sentence focuses it, so that touch has what hover has.
  document.addEventListener("click", (event) => {
    const view = viewOf(event.target);
    if (!view) return;
    const tab = event.target.closest("button[data-tab]");
    if (tab) return choose(view, tab.dataset.tab);
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      event.preventDefault();
      return go(view, view.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"]`));
    }
    if (!event.target.closest("button, a, [contenteditable]") && getSelection().isCollapsed) event.target.closest("td.dg-cell[tabindex]")?.focus();
  });

  function go(view, cell) {
    if (!cell) return;
    if (middle.matches && cell.dataset.col !== "0") choose(view, cell.dataset.col);
    else if (narrow.matches) choose(view, cell.dataset.col);
    cell.focus({preventScroll: true});
    cell.scrollIntoView({block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"});
  }

  function choose(view, tab) {
    view.dataset.tab = tab;
    dress(view);
  }

  // Between the widths of one and of two columns the source is always there, so its tab is not.
  function dress(view) {
    const tabs = [...view.querySelectorAll(".dg-tabs button")];
    if (!tabs.length) return;
    view.dataset.tabs = tabs.length > 2 ? "many" : "few";
    if (middle.matches && !narrow.matches && view.dataset.tab === "0") view.dataset.tab = "1";
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.tab === view.dataset.tab));
  }

  const shown = (cells) => cells.filter((cell) => cell.offsetParent !== null);
  document.addEventListener("keydown", (event) => {
    const view = viewOf(event.target);
    if (!view || event.altKey || event.ctrlKey || event.metaKey || event.target.isContentEditable) return;
    const cell = event.target.closest("td.dg-cell");
    if (!cell) return;
    if (event.key === "Escape") return cell.classList.add("dg-hush");
    const row = cell.parentElement;
    const column = cell.dataset.col;
    let next = null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const all = shown([...view.querySelectorAll(`td.dg-cell[tabindex][data-col="${column}"]`)]);
      next = all[all.indexOf(cell) + (event.key === "ArrowDown" ? 1 : -1)];
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const all = shown([...row.querySelectorAll("td.dg-cell[tabindex]")]);
      next = all[all.indexOf(cell) + (event.key === "ArrowRight" ? 1 : -1)];
    } else if (event.key === "Home" || event.key === "End") {
      next = shown([...row.querySelectorAll("td.dg-cell[tabindex]")]).at(event.key === "Home" ? 0 : -1);
    } else return;
    event.preventDefault();
    next?.focus();
  });

  const all = () => document.querySelectorAll(".digest").forEach(dress);
  // A view that is replaced while it streams keeps the reader's tab.
  let kept = null;
  new MutationObserver(() => {
    for (const view of document.querySelectorAll(".digest:not([data-tabs])")) {
      if (kept && view.querySelector(`.dg-tabs [data-tab="${kept}"]`)) view.dataset.tab = kept;
      dress(view);
    }
  }).observe(document.documentElement, {childList: true, subtree: true});
  document.addEventListener("click", (event) => { kept = event.target.closest?.(".dg-tabs [data-tab]")?.dataset.tab ?? kept; });
  middle.addEventListener("change", all);
  narrow.addEventListener("change", all);
  all();
})();
