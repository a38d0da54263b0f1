// Which of the page's languages this browser wants.
(() => {
  const known = ["en", "ru", "zh"];
  const wanted = navigator.languages.map((tag) => tag.split("-")[0].toLowerCase()).find((tag) => known.includes(tag));
  document.documentElement.dataset.locale = wanted || "en";
  document.documentElement.lang = wanted || "en";
})();
