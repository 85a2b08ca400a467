// `make bench-page`: how fast the catalogue page is on a slow line and a slow computer, by Chromium's own throttling.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { projectFolder } from "../../src/platform/tool.ts";
import { chromiumPath } from "../catalogue/browser.ts";

/** 10 Mbit/s, 40 ms to the host, and a quarter of this computer's speed. */
const line = { offline: false, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000, latency: 40 };
const slowdown = 4;

interface View {
  readonly name: string;
  readonly hash: string;
  /** The view is there when all of these are. */
  readonly shown: readonly string[];
  readonly mostSeconds: number;
  readonly mostKilobytes?: number;
  readonly mostParquet?: number;
}

const { values } = parseArgs({
  options: {
    release: { type: "string", default: join(projectFolder, "output", "releases", "latest") },
    takst: { type: "string", default: "LE:2ad" },
    runs: { type: "string", default: "5" },
  },
});
const [fagomraade = "", takstkode = ""] = values.takst.split(":");

const views: readonly View[] = [
  { name: "first view", hash: "#/", shown: ["#start .found a"], mostSeconds: 1, mostKilobytes: 150 },
  { name: "search", hash: "#/?q=konsultasjon", shown: ["#results a"], mostSeconds: 1.5 },
  {
    name: "takst",
    hash: `#/takst/${fagomraade}/${takstkode}`,
    shown: [`#maneder-${fagomraade} svg`, `#kart-${fagomraade} svg`, `#satser-${fagomraade} svg`, ".rules"],
    mostSeconds: 1.5,
    mostParquet: 500,
  },
  {
    name: "analyse, kommuner",
    hash: `#/analyse?takst=${values.takst}&niva=kommune`,
    shown: ["#over-tid svg", "#rangering svg", "#fordeling svg"],
    mostSeconds: 2,
  },
  {
    name: "analyse, fylker",
    hash: `#/analyse?takst=${values.takst}`,
    shown: ["#kart svg", "#rangering svg"],
    mostSeconds: 2,
  },
  { name: "place", hash: "#/sted/4601", shown: ["#fagomraader svg"], mostSeconds: 2 },
  {
    name: "dataset with rows",
    hash: "#/data/takstbruk_landet_ar",
    shown: ["#preview tbody tr"],
    mostSeconds: 2,
  },
  { name: "trust", hash: "#/tillit", shown: ["#dekning svg"], mostSeconds: 2 },
];

interface Sent {
  readonly path: string;
  readonly bytes: number;
}

/** Serves a folder as static hosts do: texts compressed, Parquet by ranges. Notes what it sent. */
function hostOf(folder: string, sent: Sent[]) {
  const texts = new Map<string, Buffer>();
  return createServer((request, response) => {
    const path = (request.url ?? "/").replace(/[?#].*$/, "").replace(/^\/$/, "/index.html");
    const type = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" }[
      path.split(".").at(-1) ?? ""
    ];
    const whole = readFileSync(join(folder, path));
    if (type !== undefined) {
      const body = texts.get(path) ?? gzipSync(whole);
      texts.set(path, body);
      sent.push({ path, bytes: body.length });
      response.writeHead(200, {
        "content-type": type,
        "content-encoding": "gzip",
        "content-length": body.length,
      });
      return void response.end(body);
    }
    const [first = 0, last = whole.length - 1] = (/bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [])
      .slice(1)
      .map(Number);
    const body = whole.subarray(first, last + 1);
    sent.push({ path, bytes: body.length });
    response.writeHead(206, {
      "content-range": `bytes ${first}-${last}/${whole.length}`,
      "content-length": body.length,
    });
    response.end(body);
  });
}

async function throttledPage(
  browser: Browser,
): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const page = await browser.newPage({ locale: "nb-NO" });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  // In processor time, so that other programs of this computer do not count.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, session };
}

/** A script with which the page notes the time by itself, because a question from outside would cost it time. */
function noteWhenShown(selectors: readonly string[]): string {
  return `new MutationObserver((_, observer) => {
    if (!${JSON.stringify(selectors)}.every((selector) => document.querySelector(selector) !== null)) return;
    observer.disconnect();
    globalThis.shownAfter = performance.now();
  }).observe(document, { childList: true, subtree: true });`;
}

async function measured(
  browser: Browser,
  { hash, shown }: View,
  { address, sent }: { address: string; sent: Sent[] },
) {
  const { page, session } = await throttledPage(browser);
  sent.length = 0;
  await page.addInitScript({ content: noteWhenShown(shown) });
  await page.goto(`${address}${hash}`, { waitUntil: "load" });
  const after = await page.waitForFunction(() => Reflect.get(globalThis, "shownAfter"), undefined, {
    polling: 500,
    timeout: 60_000,
  });
  const seconds = Number(await after.jsonValue()) / 1000;
  const longest = await page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(Math.max(...list.getEntries().map(({ duration }) => duration)))).observe({ type: "longtask", buffered: true });
    setTimeout(() => resolve(0), 300);
  })`);
  const { metrics } = await session.send("Performance.getMetrics");
  const busy = metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  await page.close();
  const parquet = sent.filter(({ path }) => path.endsWith(".parquet"));
  return {
    seconds,
    busy,
    longest,
    kilobytes: kilobytesOf(sent),
    parquet: kilobytesOf(parquet),
    requests: sent.length,
  };
}

function kilobytesOf(sent: readonly Sent[]): number {
  return sent.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
}

const runs = Number(values.runs);

async function bench(): Promise<void> {
  if (!existsSync(join(values.release, "index.html"))) {
    process.stderr.write(
      `There is no release with a page at ${values.release}. Run make demo first, or name one with --release.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const sent: Sent[] = [];
  const server = hostOf(realpathSync(values.release), sent);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  const port = typeof place === "object" && place !== null ? place.port : 0;
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? "",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  process.stdout.write(
    "| view | seconds | of at most | processor s of the page | longest task ms | kB in all | kB Parquet | requests |\n|---|---|---|---|---|---|---|---|\n",
  );
  for (const view of views) {
    const all: Awaited<ReturnType<typeof measured>>[] = [];
    for (let run = 0; run < runs; run += 1)
      all.push(await measured(browser, view, { address: `http://127.0.0.1:${port}/`, sent }));
    // The least of several runs: other programs of this computer can only add.
    const of = (name: "seconds" | "busy" | "longest" | "kilobytes" | "parquet" | "requests") =>
      Math.min(...all.map((one) => one[name]));
    const limits = [
      `${view.mostSeconds} s`,
      view.mostKilobytes === undefined ? "" : `${view.mostKilobytes} kB`,
      view.mostParquet === undefined ? "" : `${view.mostParquet} kB Parquet`,
    ];
    process.stdout.write(
      `| ${view.name} | ${of("seconds").toFixed(2)} | ${limits.filter((limit) => limit !== "").join(", ")} | ${of("busy").toFixed(2)} | ${of("longest").toFixed(0)} | ${of("kilobytes").toFixed(0)} | ${of("parquet").toFixed(0)} | ${of("requests")} |\n`,
    );
  }
  await browser.close();
  server.close();
}

await bench();
