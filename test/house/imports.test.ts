// Who may import whom: the arrows of docs/architecture.md.
import { describe, expect, it } from "vitest";
import { folders } from "./folders.ts";
import { importsOf, type Source, sources } from "./sources.ts";

const allowed = new Map(folders.map(({ path, imports }) => [path, imports]));

/** Each library has one home, so that it can be exchanged there; zod reads whatever comes from outside. */
const homes: Readonly<Record<string, RegExp>> = {
  "@duckdb/node-api": /^src\/stores\/warehouse\.ts$/,
  undici: /^src\/platform\/(http-client|proxies)\.ts$/,
  "p-limit": /^src\/platform\/limiter\.ts$/,
  "@aws-sdk/client-s3": /^src\/release\/s3-(target|http)\.ts$/,
  yargs: /^src\/cli\//,
  "cli-table3": /^src\/cli\//,
  yaml: /^src\/metadata\/(citation|documents)\.ts$/,
  "csv-parse": /^src\/(stores\/raw-store|representations\/csv-answer)\.ts$/,
  "csv-parse/sync": /^src\/(emulator\/|geography\/|representations\/csv-answer\.ts$)/,
  sax: /^src\/representations\/xml-parser\.ts$/,
  esbuild: /^src\/build\//,
  "@observablehq/plot": /^src\/catalogue\/figures\//,
  "@leeoniya/ufuzzy": /^src\/catalogue\/find\/search\.ts$/,
  hyparquet: /^src\/catalogue\/data\/parquet\.ts$/,
  fzstd: /^src\/catalogue\/data\/parquet\.ts$/,
  yazl: /^src\/emulator\/answers\/xlsx\.ts$/,
  yauzl: /^src\/representations\/xlsx-package\.ts$/,
};

const all = sources(/^(src|pipelines)\/.*\.ts$/);

function roomOf(path: string): string {
  return path.startsWith("pipelines/") ? "pipelines" : path.split("/").slice(0, 2).join("/");
}

function forbidden(source: Source): readonly string[] {
  const room = roomOf(source.path);
  const open = allowed.get(room);
  if (open === undefined) return [];
  return importsOf(source)
    .filter((name) => name.startsWith("src/") || name.startsWith("pipelines/"))
    .filter((name) => roomOf(name) !== room && !open.includes(roomOf(name)))
    .map((name) => `${source.path} → ${name}`);
}

describe("the house", () => {
  it("has files to judge", () => {
    expect(all.length).toBeGreaterThan(40);
  });

  it("lets a stage import words and stores, never another stage", () => {
    expect(all.flatMap(forbidden)).toEqual([]);
  });

  it("keeps each library at its one home", () => {
    const strays = all.flatMap((source) =>
      importsOf(source)
        .filter((name) => homes[name]?.test(source.path) === false)
        .map((name) => `${source.path} → ${name}`),
    );
    expect(strays).toEqual([]);
  });

  it("asks over HTTP by undici; fetch serves only the page in a browser", () => {
    const asking = all.filter(({ text }) => /\bfetch\(/.test(text)).map(({ path }) => path);
    expect(asking).toEqual(["src/catalogue/data/parquet.ts"]);
  });

  it("names a home for every library it depends on", () => {
    const used = all
      .flatMap(importsOf)
      .filter((name) => /^[@a-z]/.test(name) && !/^(node:|src\/|pipelines\/)/.test(name));
    expect([...new Set(used)].filter((name) => name !== "zod" && homes[name] === undefined)).toEqual([]);
  });

  it("loads the libraries of S3 and of the catalogue page only when they are used", () => {
    const staticImports = new Map(all.map((source) => [source.path, importsOf(source)]));
    // The help of all commands loads each module of a command.
    const open = all.map(({ path }) => path).filter((path) => /^src\/(main|cli\/.*)\.ts$/.test(path));
    const loaded = new Set(open);
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const next = (staticImports.get(path) ?? []).filter((name) => !loaded.has(name));
      for (const name of next) loaded.add(name);
      open.push(...next);
    }
    expect(loaded).toContain("yargs");
    const lazy = ["@aws-sdk/client-s3", "esbuild", "@observablehq/plot", "hyparquet", "fzstd"];
    expect(lazy.filter((name) => loaded.has(name))).toEqual([]);
  });

  it("has no circles", () => {
    const graph = new Map(all.map((source) => [source.path, importsOf(source)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, above: readonly string[]): void => {
      if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(" → "));
      if (done.has(path) || above.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it("touches process, timers, console and the clock only in platform, cli and what starts a program", () => {
    const outside = all.filter(
      ({ path }) => !/^src\/(platform|cli)\/|^src\/(main|build\/build)\.ts$/.test(path),
    );
    const world =
      /\bprocess\.(?!memoryUsage)|\bDate\.now\b|new Date\(\)|\bset(Timeout|Interval)\b|\bconsole\./;
    const touching = outside.filter(({ lines }) =>
      lines.some((line) => world.test(line.replace(/\/\/.*/, ""))),
    );
    expect(touching.map(({ path }) => path)).toEqual([]);
  });
});
