// Download and cancel. Runs once in the component: `element` is its root, `trigger` reaches the server.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.download) trigger("download", {name: button.dataset.download});
  else if (button && "stop" in button.dataset) trigger("stop");
});
