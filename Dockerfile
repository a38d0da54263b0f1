# The page for a Hugging Face Space (CPU basic) or any container host. No root, no download at run time.
FROM python:3.11-slim

RUN useradd --create-home --uid 1000 user
WORKDIR /home/user/app
COPY --chown=user pyproject.toml constraints.txt README.md LICENSE ./
COPY --chown=user prompts prompts
COPY --chown=user examples examples
COPY --chown=user summarizer summarizer
COPY --chown=user app.py ./
RUN pip install --no-cache-dir -c constraints.txt '.[app]'

USER user
ENV GRADIO_ANALYTICS_ENABLED=False \
    GRADIO_TEMP_DIR=/tmp/gradio \
    HF_HUB_OFFLINE=1 \
    OMP_WAIT_POLICY=PASSIVE \
    PYTHONUNBUFFERED=1 \
    SUMMARIZER_HOST=0.0.0.0 \
    PORT=7860
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD python -c "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'], timeout=4)"
CMD ["python", "app.py"]
