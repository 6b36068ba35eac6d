# The bot, for `gate: app`. dist/ is committed, so nothing is built here; Probot loads parts of itself by path and is
# therefore installed, by the lock file. The image is pinned by digest, and Dependabot proposes newer ones.
#
#   docker build --tag tollgate-bot .
#   docker run --publish 3000:3000 --env APP_ID --env PRIVATE_KEY --env WEBHOOK_SECRET tollgate-bot
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# None of these packages has a script to run when it is installed; one that brings such a script is looked at first.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20
# Without HOST the bot listens on this container's own loopback only, where nobody reaches it.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY dist dist
# The files stay root's: whoever gets into the bot changes no code.
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/ping').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# It ends on SIGTERM, when what it had begun is finished: give it time, `docker stop --timeout 60`.
CMD ["node", "dist/bot.mjs"]
