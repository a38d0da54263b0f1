// Corrections in place. Runs once in the view's component: `element` is its root, `trigger` reaches the server.
const stop = (text, keep) => {
  text.removeAttribute("contenteditable");
  text.removeAttribute("role");
  const cell = text.closest("td");
  const now = text.textContent.trim();
  if (keep && now && now !== text.dataset.before) {
    window.digestFocus = cell.id;
    trigger("submit", {place: cell.dataset.place, text: now});
  } else {
    text.textContent = text.dataset.before;
  }
  cell.focus({preventScroll: true});
};
const start = (cell) => {
  const text = cell?.querySelector(".dg-text");
  if (!text || text.isContentEditable) return;
  text.dataset.before = text.textContent;
  text.setAttribute("contenteditable", "plaintext-only");
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-label", cell.querySelector(".dg-edit")?.getAttribute("aria-label") || "");
  text.focus();
  getSelection().selectAllChildren(text);
  getSelection().collapseToEnd();
};
element.addEventListener("click", (event) => {
  if (event.target.closest(".dg-edit")) start(event.target.closest("td[data-place]"));
});
element.addEventListener("dblclick", (event) => start(event.target.closest("td[data-place]")));
element.addEventListener("keydown", (event) => {
  const text = event.target;
  if (text.isContentEditable) {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      stop(text, event.key === "Enter");
    }
  } else if ((event.key === "Enter" || event.key === "F2") && text.matches("td[data-place]")) {
    event.preventDefault();
    start(text);
  }
});
element.addEventListener("focusout", (event) => {
  if (event.target.isContentEditable) stop(event.target, true);
});
