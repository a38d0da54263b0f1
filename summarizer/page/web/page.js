// What the page adds to the view: files are saved from memory, texts are copied, focus survives a new picture.
(() => {
  "use strict";
  const bytes = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  // A page that comes over plain HTTP from another machine has no `navigator.clipboard`.
  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  window.keepDigest = async (file) => {
    if (!file) return;
    const data = bytes(file.content);
    if (file.name.endsWith(".txt")) {
      const button = document.getElementById("pg-keep-text");
      await copy(new TextDecoder().decode(data));
      button.classList.add("pg-copied");
      setTimeout(() => button.classList.remove("pg-copied"), 1600);
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], {type: file.type}));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  // What Gradio tells a screen reader in English only: the places for files say what they show.
  const speak = () => {
    for (const button of document.querySelectorAll(".pg-drop button[aria-label]:has(input)")) {
      const words = getComputedStyle(button).getPropertyValue("--pg-drop").replace(/^"|"$/g, "").replace(/\\a /i, ". ");
      if (words && button.ariaLabel !== words) button.ariaLabel = words;
    }
    document.querySelector("footer[aria-label]")?.removeAttribute("aria-label");
  };
  new MutationObserver(() => {
    document.getElementById("pg-status")?.setAttribute("aria-live", "polite");
    speak();
    if (!window.digestFocus) return;
    const cell = document.getElementById(window.digestFocus);
    if (cell && document.activeElement === document.body) {
      window.digestFocus = null;
      cell.focus({preventScroll: true});
    }
  }).observe(document, {childList: true, subtree: true});
})();
