// Releases for the browser to look at: the golden one, and one made up with texts that try to be markup.
import { cpSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonText } from "../../src/domain/json.ts";
import { checksumLines, type Manifest } from "../../src/domain/manifest.ts";
import { built, builtScripts, cataloguePage } from "../../src/pages/describe-release.ts";
import type { EmbeddedTables } from "../../src/pages/embedded-tables.ts";
import { digestOf, digestOfText } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { type ServedRelease, serveRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { filesOf } from "../../src/stores/release-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** The golden release in a folder of its own, with the scripts that are not kept with it. */
export async function goldenRelease(): Promise<KnownRelease> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-page-"));
  cpSync(golden, folder, { recursive: true });
  const scripts = new Map<string, string>(builtScripts.map((name) => [name, built(name)]));
  for (const [name, text] of scripts) await writeFile(join(folder, name), text);
  const manifest = await readManifest(folder);
  const documents = manifest.documents.map((one) => {
    const text = scripts.get(one.path);
    return text === undefined ? one : { ...one, ...digestOfText(text) };
  });
  return await rewritten({ folder, manifest: { ...manifest, documents } });
}

/** The release with this manifest in its folder too, and SHA256SUMS of the files it names. */
export async function rewritten({ folder, manifest }: KnownRelease): Promise<KnownRelease> {
  await writeFile(join(folder, "manifest.json"), jsonText(manifest));
  const own = ["manifest.json", "manifest.schema.json"].map(async (path) => {
    return { path, ...(await digestOf(join(folder, path))) };
  });
  // Many a dataset may stand on one file here, as none does in a release.
  const files = new Map([...filesOf(manifest), ...(await Promise.all(own))].map((file) => [file.path, file]));
  const sums = checksumLines([...files.values()]);
  await writeFile(join(folder, "SHA256SUMS"), sums);
  return { folder, manifest };
}

interface Changes {
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly tables?: (tables: EmbeddedTables) => EmbeddedTables;
}

/** The golden release with its manifest or the tables of its page changed, and a page of these. */
export async function releaseLike(change: Changes): Promise<KnownRelease> {
  const { folder, manifest } = await goldenRelease();
  const { documents: _documents, ...changed } = change.manifest?.(manifest) ?? manifest;
  const tables = change.tables?.(goldenTables(folder)) ?? goldenTables(folder);
  const jsonLd = readFileSync(join(folder, "schema-org.jsonld"), "utf8");
  const documents: Manifest["documents"][number][] = [];
  for (const { path, mediaType, text } of cataloguePage({ manifest: changed, tables, jsonLd })) {
    await writeFile(join(folder, path), text);
    documents.push({ path, media_type: mediaType, ...digestOfText(text) });
  }
  return await rewritten({ folder, manifest: { ...changed, documents } });
}

/** The tables that the page of the golden release embeds. */
function goldenTables(folder: string): EmbeddedTables {
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const data = (name: string) =>
    JSON.parse(
      text(name)
        .replace(/^globalThis\.\w+ = /, "")
        .replace(/;\n$/, ""),
    );
  const { mostUsed, tailBytes } = JSON.parse(
    / id="release">(.*?)<\/script>/s.exec(text("index.html"))?.[1] ?? "{}",
  );
  return {
    mostUsed,
    tailBytes,
    find: data("catalogue-data.js"),
    trust: data("catalogue-trust.js"),
    offline: data("catalogue-offline.js"),
  };
}

/** A release at a free port of this machine, and the way to end that and remove it. */
export async function shown(release: KnownRelease): Promise<ServedRelease> {
  const served = await serveRelease(release, { host: "127.0.0.1", port: 0 });
  return {
    ...served,
    close: async () => {
      await served.close();
      await rm(release.folder, { recursive: true, force: true });
    },
  };
}
