// What the page adds to the view: files are saved from memory, texts are copied, focus survives a new picture.
(() => {
  "use strict";
  const bytes = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  window.keepDigest = async (file) => {
    if (!file) return;
    const data = bytes(file.content);
    if (file.name.endsWith(".txt")) {
      const button = document.getElementById("pg-keep-text");
      await navigator.clipboard.writeText(new TextDecoder().decode(data));
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
  new MutationObserver(() => {
    document.getElementById("pg-status")?.setAttribute("aria-live", "polite");
    if (!window.digestFocus) return;
    const cell = document.getElementById(window.digestFocus);
    if (cell && document.activeElement === document.body) {
      window.digestFocus = null;
      cell.focus({preventScroll: true});
    }
  }).observe(document, {childList: true, subtree: true});
})();
