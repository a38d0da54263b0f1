"""The page as a Hugging Face Space runs it; on your own machine, `summarize app` does the same."""

import os

from summarizer.page.limits import Limits
from summarizer.page.look import Serving, launch
from summarizer.page.workshop import Workshop

if __name__ == "__main__":
    shop = Workshop(Limits(), os.environ.get("SUMMARIZER_PROFILE", "auto"))
    shop.in_use()  # load the models once, before the first visitor
    launch(shop, Serving(os.environ.get("SUMMARIZER_HOST", "127.0.0.1"), int(os.environ.get("PORT", "7860"))))
