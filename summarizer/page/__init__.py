"""The page in the browser: a Gradio app whose reading view is `summarizer.rendering.html`."""
