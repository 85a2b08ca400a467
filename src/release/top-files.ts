// The top of a published place for people, feed readers and search engines: index.html, releases.json, feed.xml, sitemap.xml.
import { jsonText } from "../domain/json.ts";
import { sqlScriptBase, sqlScriptPath } from "../domain/manifest.ts";
import { counted, countText, escapeMarkup } from "../domain/markdown.ts";
import { readPointer, readText } from "./pointer.ts";
import { catalogueAddress, catalogueKey, placeText } from "./publish.ts";
import { folderOf, type PublishedRelease, releasesAt } from "./published-releases.ts";
import type { Target } from "./target.ts";

interface TopFilesOptions {
  readonly target: Target;
  readonly dryRun: boolean;
  /** Releases that are about to be removed. */
  readonly without: readonly string[];
}

export interface TopFiles {
  /** The keys that were stored, or would be in a dry run. */
  readonly stored: readonly string[];
  /** The keys of files that somebody else wrote, which stay as they are. */
  readonly others: readonly string[];
}

/** Stands in every file that publish may replace. */
const author = "helserefusjon publish";

/**
 * Replaces the files at the top of a target, after `latest.json`, so that they never lead to a release that is not whole. Does
 * nothing at a target without `latest.json`.
 */
export async function placeTopFiles(options: TopFilesOptions): Promise<TopFiles> {
  const { target, dryRun, without } = options;
  const current = (await readPointer(target))?.id;
  if (current === undefined) return { stored: [], others: [] };
  const keys = (await target.list()).filter((key) => !without.includes(folderOf(key)));
  const releases = await releasesAt(target, keys);
  const address = catalogueAddress((await readText(target, catalogueKey)) ?? "");
  const script = await readText(target, `${current}/${sqlScriptPath}`);
  const files = topFiles({ releases, current, base: address?.replace(/\/(catalog)?$/, ""), script });
  const stored: string[] = [];
  const others: string[] = [];
  for (const file of files) {
    const there = await readText(target, file.path);
    if (there !== undefined && !there.includes(author)) others.push(file.path);
    else if (await placeText({ target, dryRun }, file)) stored.push(file.path);
  }
  return { stored, others };
}

interface Place {
  /** The newest first. */
  readonly releases: readonly PublishedRelease[];
  /** The id in `latest.json`. */
  readonly current: string;
  /** The web address of the place, without a slash at the end; undefined if the publisher gave none. */
  readonly base: string | undefined;
  /** The script of the current release that makes its tables views in DuckDB; undefined if it has none. */
  readonly script: string | undefined;
}

interface TopFile {
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

/** The files by what they contain. A sitemap and the SQL script hold whole addresses only, so that they need the base. */
function topFiles(place: Place): readonly TopFile[] {
  const { base, script, current } = place;
  const html = "text/html; charset=utf-8";
  const files = [
    { path: "releases.json", contentType: "application/json", text: releaseList(place) },
    { path: "feed.xml", contentType: "application/atom+xml", text: feed(place) },
    { path: "index.html", contentType: html, text: indexPage(place) },
  ];
  if (base === undefined) return files;
  const sql =
    script === undefined
      ? []
      : [
          {
            path: sqlScriptPath,
            contentType: "application/sql",
            text: sqlScriptAt(`${base}/${current}/`, script),
          },
        ];
  return [
    ...files,
    ...sql,
    { path: "sitemap.xml", contentType: "application/xml", text: sitemap(place, base) },
    {
      path: "robots.txt",
      contentType: "text/plain; charset=utf-8",
      text: `# Written by ${author}\nUser-agent: *\nAllow: /\nSitemap: ${base}/sitemap.xml\n`,
    },
  ];
}

/** The script of a release, which reads its files from an address. */
function sqlScriptAt(address: string, script: string): string {
  return `-- Written by ${author}
-- Fra hvor som helst / from anywhere: duckdb -init ${sqlScriptPath}
SET VARIABLE ${sqlScriptBase} = '${address.replaceAll("'", "''")}';
${script}`;
}

function releaseList({ releases, current }: Place): string {
  return jsonText({
    written_by: author,
    current,
    releases: releases.map(({ id, version, synthetic, excerpt, pull, datasets }) => ({
      id,
      version,
      fetched: pull.last_fetched_at,
      synthetic,
      excerpt,
      rows: datasets.reduce((sum, { rows }) => sum + rows, 0),
      manifest: `${id}/manifest.json`,
    })),
  });
}

/** An Atom feed with one entry for each release. Its ids are addresses where there is a base, and else names. */
function feed({ releases, base }: Place): string {
  const idOf = (path: string) => (base === undefined ? `urn:helserefusjon:${path}` : `${base}/${path}`);
  const entries = releases.map(
    (release) => `  <entry>
    <id>${escapeMarkup(idOf(release.id))}</id>
    <title>${escapeMarkup(releaseTitle(release))}</title>
    <updated>${release.pull.last_fetched_at}</updated>
    <link href="${startOf(release)}"/>
    <content type="text">${escapeMarkup(changesByDataset(release))}</content>
  </entry>\n`,
  );
  const [newest] = releases;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>${escapeMarkup(idOf("feed.xml"))}</id>
  <title>${escapeMarkup(newest?.title.en ?? "Releases")}</title>
  <updated>${newest?.pull.last_fetched_at ?? "1970-01-01T00:00:00Z"}</updated>
  <author><name>helserefusjon</name></author>
  <generator>${author}</generator>
${base === undefined ? "" : `  <link rel="self" href="${escapeMarkup(base)}/feed.xml"/>\n`}${entries.join("")}</feed>
`;
}

/** What changed since the release before, in a line for each dataset. */
function changesByDataset({ changes, datasets }: PublishedRelease): string {
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const whole = `${counted(rows, "row")} in ${counted(datasets.length, "dataset")}.`;
  if (changes === undefined) return `${whole} The first release of its kind.`;
  const lines = changes
    .filter(({ added, removed, restated }) => added + removed + restated > 0)
    .map(
      ({ dataset, added, removed, restated }) =>
        `${dataset}: ${counted(added, "row")} added, ${countText(removed)} removed, ${countText(restated)} restated.`,
    );
  return [whole, ...lines].join("\n");
}

function releaseTitle({ id, version, synthetic, excerpt }: PublishedRelease): string {
  const labels = [...(synthetic === null ? [] : ["synthetic"]), ...(excerpt ? ["excerpt"] : [])];
  return `Release ${id}, version ${version}${labels.length === 0 ? "" : ` (${labels.join(", ")})`}`;
}

/** The page of a release, relative to the top. */
function startOf({ id, documents }: PublishedRelease): string {
  return documents.some(({ path }) => path === "index.html") ? `${id}/index.html` : `${id}/manifest.json`;
}

/** Forwards to the current release without a script, and lists all releases for those who do not follow. */
function indexPage({ releases, current }: Place): string {
  const shown = releases.find(({ id }) => id === current);
  const start = shown === undefined ? "releases.json" : startOf(shown);
  const items = releases.map(
    (release) =>
      `<li><a href="${startOf(release)}">${escapeMarkup(releaseTitle(release))}</a>, ${release.pull.last_fetched_at.slice(0, 10)}` +
      `${release.id === current ? " · gjeldende / current" : ""}</li>`,
  );
  const title = escapeMarkup(shown?.title.nb ?? "Helserefusjon");
  return `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${author}">
<meta http-equiv="refresh" content="0; url=${start}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:">
<link rel="icon" href="data:,">
<link rel="alternate" type="application/atom+xml" href="feed.xml" title="Utgaver">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<p><a href="${start}">Gå til gjeldende utgave</a> · <a href="${start}" lang="en">Go to the current release</a></p>
<h2>Utgaver · <span lang="en">Releases</span></h2>
<ul>
${items.join("\n")}
</ul>
<p><a href="latest.json">latest.json</a> · <a href="releases.json">releases.json</a> · <a href="feed.xml">feed.xml</a></p>
</body>
</html>
`;
}

function sitemap({ releases }: Place, base: string): string {
  const urls = releases.map(
    (release) =>
      `  <url><loc>${escapeMarkup(`${base}/${startOf(release)}`)}</loc><lastmod>${release.pull.last_fetched_at.slice(0, 10)}</lastmod></url>\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<!-- Written by ${author} -->\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("")}</urlset>\n`;
}
