// Which of the page's languages this browser wants.
(() => {
  const known = ["en", "ru", "zh"];
  const wanted = navigator.languages.map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => known.includes(tag)) || "en";
  document.documentElement.dataset.locale = wanted;
  document.documentElement.lang = wanted;
  // Gradio goes by the browser's first language alone and knows no plain `zh`: without this, half a page is English.
  Object.defineProperty(navigator, "language", {get: () => wanted === "zh" ? "zh-CN" : wanted, configurable: true});
})();
