// Writes report.md: what was expected, found and matched, what the pipeline does with it, and what a maintainer can do.
import { alwaysNull } from "../domain/drift.ts";
import type { Drift } from "../domain/receipt.ts";
import type { Probed } from "./probe.ts";
import {
  deed,
  type Finding,
  isUnanswered,
  isWell,
  type Match,
  surprises,
  takenForData,
  unreadable,
} from "./probe.ts";

/** What the report is about. */
export interface About {
  /** What was asked, as a person calls it. */
  readonly origin: string;
  readonly begun: Date;
  readonly tool: string;
}

/** The whole report, in Markdown. */
export function reportText(probed: readonly Probed[], about: About): string {
  const parts = [
    heading(probed, about),
    ...sections("What the pipeline cannot read", unreadable(probed).map(unreadableText)),
    ...list("What is taken for data and should not be", takenForData(probed).map(takenText)),
    ...list("What nobody foresaw", surprises(probed).map(surpriseText)),
    ...list("What was seen for the first time", driftTexts(probed)),
    `## What was asked about\n\n${findingsTable(probed)}`,
    `## The calls\n\n${callsTable(probed)}`,
    `## Why each was made\n\n${probed.map(({ call, probe }) => `- ${call.name}: ${probe.why}.`).join("\n")}`,
    closing,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** One line for a terminal and the top of the report. */
export function verdictText(probed: readonly Probed[]): string {
  if (isUnanswered(probed)) {
    const [first] = probed;
    return `The first ${probed.length} calls were not answered (${first?.call.failure ?? ""}), and no more were made.`;
  }
  const refused = unreadable(probed);
  if (refused.length === 0)
    return `The pipeline can read everything that was asked for (${probed.length} calls).`;
  const names = refused.map(({ call }) => call.name).join(", ");
  return `The pipeline cannot read ${refused.length} of ${probed.length} answers: ${names}.`;
}

function heading(probed: readonly Probed[], { origin, begun, tool }: About): string {
  const bytes = probed.reduce((sum, { call }) => sum + (call.answer?.body.bytes ?? 0), 0);
  const milliseconds = probed.reduce((sum, { call }) => sum + (call.milliseconds ?? 0), 0);
  return `# Probe of ${origin}

${begun.toISOString()}, by ${tool}. ${probed.length} calls, ${bytes} bytes received, ${(milliseconds / 1_000).toFixed(1)} seconds of waiting for answers.

**${verdictText(probed)}**`;
}

function sections(title: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`## ${title}\n\n${texts.join("\n\n")}`];
}

function list(title: string, items: readonly string[]): readonly string[] {
  return sections(title, items.length === 0 ? [] : [items.join("\n")]);
}

function unreadableText(one: Probed): string {
  const { call, outcome, beginning } = one;
  if (outcome?.kind !== "refused") return "";
  return `### ${call.name}

\`GET ${call.url}\` ${cameBack(one)}

- What the pipeline says (exit code ${outcome.exitCode}): ${outcome.message}
${beginning === "" ? "" : `- What came back begins: ${code(beginning)}\n`}- What to do: ${remedyFor(one)}.`;
}

function remedyFor({ call, outcome }: Probed): string {
  if (call.answer === undefined)
    return "see whether the host can be reached from here (name, network, proxy), and whether it is the right one; then ask again";
  const exitCode = outcome?.kind === "refused" ? outcome.exitCode : 1;
  return remedies[exitCode] ?? "this is a bug of the pipeline; report it with this folder";
}

const remedies: Readonly<Record<number, string>> = {
  3: "ask again later; if it stays so, the path, a parameter or the root has changed: compare with the documentation and correct the endpoint in `pipelines/`",
  4: "open the body in this folder. If it is a page, something stands between here and the API, or the root is wrong. If it is the API's own new way of writing, teach the reader in `src/extract/` and `src/emulator/dialects.ts`, with this folder as a recording",
  5: "a value is written in a form no macro knows, and the message holds it: add the form to that macro in `sql/macros/`, a row to its test in `test/sql/`, and a variant to `src/emulator/dialects.ts`",
};

function takenText({ call, beginning }: Probed): string {
  return `- ${call.name}: \`GET ${call.url}\` should have been refused; the pipeline would take ${code(beginning)} for an answer. It never asks this, but would not notice if a parameter were renamed.`;
}

function surpriseText({ probed, finding }: { readonly probed: Probed; readonly finding: Finding }): string {
  const { about, expected, example, otherwise } = finding;
  const found = `expected ${expected}, found ${code(example)}. The pipeline ${deed(probed)}.`;
  return `- ${probed.call.name}, ${about}: ${found}${otherwise === "" ? "" : ` ${otherwise}`}`;
}

/** Each novelty once, with the calls it was seen in, and what becomes of it. */
function driftTexts(probed: readonly Probed[]): readonly string[] {
  const calls = new Map<string, readonly string[]>();
  for (const { call, outcome } of probed) {
    for (const { kind, field, found } of outcome?.kind === "read" ? outcome.drift : []) {
      const fate = found === alwaysNull ? "It says nothing, and changes nothing." : fates[kind];
      const novelty = `${kind}, ${code(field)}: ${found}. ${fate}`;
      calls.set(novelty, [...(calls.get(novelty) ?? []), call.name]);
    }
  }
  return [...calls].map(([novelty, names]) => `- ${names.join(", ")}: ${novelty}`);
}

const fates: Readonly<Record<Drift["kind"], string>> = {
  "new field":
    "It is kept in the pull and named in the manifest; to publish it, add it to the endpoint in `pipelines/` (docs/add-an-endpoint.md).",
  "missing field": "It stops a pull.",
  "missing value": "The rows are kept without it, counted, and reported.",
  "value in empty field": "It is read; the registry can expect it from now on.",
  "changed type": "It stops a pull.",
  "new envelope member":
    "It stands beside the rows and is kept in the receipt; if it tells of parts of an answer, teach `src/extract/envelope-members.ts`.",
  "other envelope": "It is read all the same; write the name found into the endpoint in `pipelines/`.",
  "name found": "The documentation tells of it without naming it; it is read.",
};

const words: Readonly<Record<Match, string>> = {
  "as expected": "as expected",
  accepted: "an accepted variant",
  noted: "noted",
  other: "**none that is known**",
  "not seen": "not to be seen in this answer",
};

function findingsTable(probed: readonly Probed[]): string {
  const rows = probed.flatMap((one) =>
    one.findings.map((finding) => {
      const { about, expected, match } = finding;
      return [one.call.name, about, expected, foundText(finding), words[match], deed(one)];
    }),
  );
  return table(["call", "asked about", "expected", "found", "matches", "the pipeline"], rows);
}

/** The forms, and an example where that is not the form itself. */
function foundText({ forms, example }: Finding): string {
  const [form] = forms;
  const isSaid = example === "" || (forms.length === 1 && form === example);
  return [...forms, ...(isSaid ? [] : [code(example)])].join(", ");
}

function callsTable(probed: readonly Probed[]): string {
  const rows = probed.map((one) => {
    const { call } = one;
    const { answer } = call;
    return [
      call.name,
      `\`${new URL(call.url).pathname}${new URL(call.url).search}\``,
      answer === undefined ? (call.failure ?? "") : String(answer.status),
      answer?.headers["content-type"] ?? "",
      String(answer?.body.bytes ?? 0),
      String(call.milliseconds ?? ""),
      `${deed(one)}${isWell(one) ? "" : " – **wrong**"}`,
    ];
  });
  return table(["call", "asked", "status", "content type", "bytes", "ms", "the pipeline"], rows);
}

function cameBack({ call: { answer, failure } }: Probed): string {
  if (answer === undefined) return "was not answered.";
  const type = answer.headers["content-type"] ?? "no content type";
  return `was answered ${answer.status}, ${type}, ${answer.body.bytes} bytes${failure === undefined ? "" : `, and broke off: ${failure}`}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}

/** As code, so that nothing of an answer is taken for Markdown. */
function code(text: string): string {
  return `\`\` ${text.replaceAll(/[\p{Cc}\s]+/gu, " ").replaceAll("``", "` `")} \`\``;
}

const closing = `## This folder

\`<call>.call.json\` holds the request, the status, all headers and the time of a call, and names the file of the body as it came
(\`.gz\` where it came packed). Serve it again with \`helserefusjon emulator --replay <this folder>\`; moved to \`test/recordings/\` it is
a test. Neither needs the network.`;
