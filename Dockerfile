# syntax=docker/dockerfile:1
# Builds with the same steps as `npm start`; what runs is the result, without compilers and test tools, as an ordinary user.

FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# First what seldom changes, so that a change in the sources does not install everything anew.
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/start.mjs --prepare \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf .next/cache

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    PORT=3000 \
    DATA_DIR=/data
RUN install -d -o node -g node -m 700 /data
COPY --from=build /app/package.json /app/next.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/public ./public
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/scripts/serve.mjs ./scripts/
COPY --from=build /app/scripts/start ./scripts/start
COPY --from=build /app/.next ./.next
COPY --from=build /app/dist ./dist
COPY --from=build /app/LICENSE ./
USER node
VOLUME /data
EXPOSE 3000
# /api/ready answers 200 only when the database does too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that a stop signal reaches it.
CMD ["node", "--expose-gc", "--max-semi-space-size=64", "--heap-growing-percent=100", "--no-allocation-site-pretenuring", "--v8-pool-size=1", "scripts/serve.mjs"]
