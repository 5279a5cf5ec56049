# One image for web, worker and beat; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 VAR_DIR=/var/lib/relais
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY . .
# Only the installation's own folder can be written, and the catalogues, which are compiled here once and for all.
RUN useradd --system --home-dir /app --shell /usr/sbin/nologin relais \
    && mkdir -p /var/lib/relais \
    && SECRET_KEY=build TOKEN_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= python manage.py messages --compile \
    && python -m compileall -q advocacy content_library sharing reporting \
    && chown -R relais:relais /var/lib/relais

USER relais
VOLUME /var/lib/relais
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "2", "--no-ws", "--respawn-failed-workers", "advocacy.wsgi:application"]
