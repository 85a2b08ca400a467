// Releases for the browser to look at: the golden one, and one made up with texts that try to be markup.
import { cpSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pictures } from "../../src/domain/catalogue.ts";
import { jsonText } from "../../src/domain/json.ts";
import { checksumLines, type Manifest } from "../../src/domain/manifest.ts";
import { catalogueBundle, cataloguePage } from "../../src/pages/catalogue-page.ts";
import { digestOf, digestOfText } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { type ServedRelease, serveRelease } from "../../src/release/serve.ts";
import type { KnownRelease } from "../../src/release/version-series.ts";
import { filesOf } from "../../src/stores/release-files.ts";
import { readManifest } from "../../src/stores/release-reader.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** The golden release in a folder of its own, with the script that is not kept with it. */
export async function goldenRelease(): Promise<KnownRelease> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-page-"));
  cpSync(golden, folder, { recursive: true });
  const { script } = catalogueBundle();
  await writeFile(join(folder, "catalogue.js"), script);
  const manifest = await readManifest(folder);
  const documents = manifest.documents.map((one) => {
    return one.path === "catalogue.js" ? { ...one, ...digestOfText(script) } : one;
  });
  return await rewritten({ folder, manifest: { ...manifest, documents } });
}

/** The release with this manifest in its folder too, and SHA256SUMS of the files it names. */
async function rewritten({ folder, manifest }: KnownRelease): Promise<KnownRelease> {
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

/** The golden release with its manifest changed, and a page made anew from that. */
export async function releaseLike(change: (manifest: Manifest) => Manifest): Promise<KnownRelease> {
  const { folder, manifest } = await goldenRelease();
  const { documents: _documents, ...changed } = change(manifest);
  const documents: Manifest["documents"][number][] = [];
  for (const { path, mediaType, text } of cataloguePage(changed, goldenPictures(folder))) {
    await writeFile(join(folder, path), text);
    documents.push({ path, media_type: mediaType, ...digestOfText(text) });
  }
  return await rewritten({ folder, manifest: { ...changed, documents } });
}

/** What the page of the golden release was given to draw. */
function goldenPictures(folder: string): Pictures {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  return JSON.parse(/ id="release">(.*?)<\/script>/s.exec(page)?.[1] ?? "{}").pictures;
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
