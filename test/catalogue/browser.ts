// A real Chromium that looks at a release, and tells whatever a page should not do: errors, and requests that leave its origin.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser to use: CHROMIUM where it is set, else where Linux distributions put one; undefined where there is none. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM ?? "", ...places].find(
  (path) => path !== "" && existsSync(path),
);

/** Whether there is a browser. Where there is none, says so once, since skipped tests are silent. */
export function hasChromium(): boolean {
  if (chromiumPath !== undefined) return true;
  process.stderr.write(
    "The catalogue page is NOT tested in a browser: found no chromium. Install it (apt-get install chromium), " +
      "or set CHROMIUM to one.\n",
  );
  return false;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath ?? "";
  // Root may not use Chromium's sandbox, and containers have a small /dev/shm.
  return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A page with what it did wrong so far. */
export interface Watched {
  readonly page: Page;
  /** Errors on the console, exceptions, and requests to anywhere else than the address it is watched at. */
  readonly faults: string[];
  /** Every request as `path range`. */
  readonly requests: string[];
}

/** A fresh page that may only talk to this origin, closed after the test. */
export async function watchedPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ locale: "nb-NO", ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) faults.push(`left the origin: ${url}`);
    requests.push(`${new URL(url).pathname} ${request.headers().range ?? ""}`.trim());
  });
  return { page, faults, requests };
}
