# The command line in a container, as a user without rights, with output/ as a volume:
#   docker build --build-arg REVISION=$(git describe --always --dirty) --tag helserefusjon .
#   docker run --rm --volume helserefusjon:/data/output helserefusjon run --emulator small
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY pipelines ./pipelines
COPY src ./src
ARG REVISION=unknown
RUN REVISION=$REVISION npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /opt/helserefusjon
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json CHANGELOG.md LICENSE ./
COPY src/emulator/facts ./src/emulator/facts
COPY sql ./sql
RUN mkdir -p /data/output && chown node:node /data/output
USER node
WORKDIR /data
VOLUME /data/output
ENTRYPOINT ["node", "/opt/helserefusjon/dist/main.js"]
CMD ["--help"]
