// Writes report.md: what a probe expected and found, what the pipeline does with each answer, and what a maintainer can do.
import { alwaysNull } from "../domain/drift.ts";
import { counted, markdownTable } from "../domain/markdown.ts";
import type { Drift } from "../domain/receipt.ts";
import type { Probe, Probed } from "./probe.ts";
import {
  describeOutcome,
  type Finding,
  isAsIntended,
  type Match,
  surprises,
  unreadable,
  withoutAnswer,
  wronglyRead,
} from "./probe.ts";

export interface ReportContext {
  /** The API's address as readers know it. */
  readonly origin: string;
  readonly begun: Date;
  readonly tool: string;
  /** The calls that were not made, because the probe stopped. */
  readonly notCalled: readonly Probe[];
}

/** The headings of the report, in their order. docs/probe.md explains each. */
export const reportSections = {
  unanswered: "Calls without an answer",
  unreadable: "Answers the pipeline cannot read",
  wronglyRead: "Answers the pipeline should reject but reads",
  surprises: "Unknown forms",
  drift: "Drift from the registry",
  findings: "Findings",
  calls: "Calls",
  reasons: "What each call shows",
  folder: "This folder",
} as const;

/** The whole report, in Markdown. */
export function reportText(probed: readonly Probed[], context: ReportContext): string {
  const parts = [
    heading(probed, context),
    ...bulletList(reportSections.unanswered, withoutAnswer(probed).map(unansweredText)),
    ...sections(reportSections.unreadable, unreadable(probed).map(unreadableText)),
    ...bulletList(reportSections.wronglyRead, wronglyRead(probed).map(wronglyReadText)),
    ...bulletList(reportSections.surprises, surprises(probed).map(surpriseText)),
    ...bulletList(reportSections.drift, driftTexts(probed)),
    `## ${reportSections.findings}\n\n${findingsTable(probed, context.notCalled)}`,
    `## ${reportSections.calls}\n\n${callsTable(probed)}`,
    `## ${reportSections.reasons}\n\n${probed.map(({ call, probe }) => `- ${call.name}: ${probe.why}.`).join("\n")}`,
    closing,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The line shown on the terminal and at the top of the report. */
export function verdictText(probed: readonly Probed[]): string {
  const [silent, rejected] = [withoutAnswer(probed), unreadable(probed)];
  const [first] = silent;
  if (silent.length === probed.length)
    return `The first ${counted(probed.length, "call")} got no answer (${first?.call.failure ?? ""}), so the probe stopped.`;
  const without = `${counted(silent.length, "call")} got no answer: ${callNames(silent)}.`;
  const read =
    rejected.length === 0
      ? `The pipeline can read every answer that it should read (${counted(probed.length - silent.length, "call")}).`
      : `The pipeline cannot read ${rejected.length} of ${counted(probed.length - silent.length, "answer")}: ${callNames(rejected)}.`;
  return first === undefined ? read : `${read} ${without}`;
}

function callNames(probed: readonly Probed[]): string {
  return probed.map(({ call }) => call.name).join(", ");
}

function heading(probed: readonly Probed[], { origin, begun, tool }: ReportContext): string {
  const bytes = probed.reduce((sum, { call }) => sum + (call.answer?.body.bytes ?? 0), 0);
  const milliseconds = probed.reduce((sum, { call }) => sum + (call.milliseconds ?? 0), 0);
  return `# Probe of ${origin}

${begun.toISOString()}, by ${tool}. ${counted(probed.length, "call")}, ${bytes} bytes received, ${(milliseconds / 1_000).toFixed(1)} seconds of waiting for answers.

**${verdictText(probed)}**`;
}

function sections(title: string, texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? [] : [`## ${title}\n\n${texts.join("\n\n")}`];
}

function bulletList(title: string, items: readonly string[]): readonly string[] {
  return sections(title, items.length === 0 ? [] : [items.join("\n")]);
}

function unreadableText(one: Probed): string {
  const { call, outcome, beginning } = one;
  if (outcome?.kind !== "rejected") return "";
  return `### ${call.name}

\`GET ${call.url}\` ${describeAnswer(one)}

- The pipeline's error (exit code ${outcome.exitCode}): ${outcome.message}
${beginning === "" ? "" : `- The body begins: ${inlineCode(beginning)}\n`}- What to do: ${remedyFor(one)}`;
}

function unansweredText({ call }: Probed): string {
  return `- ${call.name}: \`GET ${call.url}\` got no answer (${call.failure ?? "no reason"}). Check that this is the right host and that it can be reached from here (name, network, proxy). Then probe again.`;
}

function remedyFor({ outcome }: Probed): string {
  const exitCode = outcome?.kind === "rejected" ? outcome.exitCode : 1;
  return remedies[exitCode] ?? "This is a bug in the pipeline. Report it and attach this folder.";
}

const remedies: Readonly<Record<number, string>> = {
  3: "Probe again later. If the result is the same, the path, a parameter or the root has changed. Compare with the documentation and correct the endpoint in `pipelines/`.",
  4: "Open the body in this folder. If it is a web page, a proxy or login answers instead of the API, or the root is wrong. If the API has a new format, change the reader in `src/extract/` and `src/emulator/dialects.ts`, and add this folder as a recording.",
  5: "No macro knows the form of the value in the message. Add the form to that macro in `sql/macros/`, a row to its test in `test/sql/`, and a variant to `src/emulator/dialects.ts`.",
};

function wronglyReadText({ call, beginning }: Probed): string {
  return `- ${call.name}: \`GET ${call.url}\` should be rejected, but the pipeline reads ${inlineCode(beginning)} as data. The pipeline never makes this call, but it would not notice a renamed parameter.`;
}

function surpriseText({ probed, finding }: { readonly probed: Probed; readonly finding: Finding }): string {
  const { about, expected, example, otherwise } = finding;
  const found = `expected ${expected}, found ${inlineCode(example)}. The pipeline ${describeOutcome(probed)}.`;
  return `- ${probed.call.name}, ${about}: ${found}${otherwise === "" ? "" : ` ${otherwise}`}`;
}

/** Lists each kind of drift once, with the calls that show it and what the pipeline does about it. */
function driftTexts(probed: readonly Probed[]): readonly string[] {
  const calls = new Map<string, readonly string[]>();
  for (const { call, outcome } of probed) {
    for (const { kind, field, found } of outcome?.kind === "read" ? outcome.drift : []) {
      const consequence =
        found === alwaysNull ? "It is always null, so nothing changes." : driftConsequences[kind];
      const line = `${kind}, ${inlineCode(field)}: ${found}. ${consequence}`;
      calls.set(line, [...(calls.get(line) ?? []), call.name]);
    }
  }
  return [...calls].map(([line, names]) => `- ${names.join(", ")}: ${line}`);
}

const driftConsequences: Readonly<Record<Drift["kind"], string>> = {
  "new field":
    "The pull keeps it and the manifest names it. To publish it, add it to the endpoint in `pipelines/` (docs/add-an-endpoint.md).",
  "missing field": "It stops a pull.",
  "missing value": "The rows are kept without it, counted, and reported.",
  "value in empty field": "It is read; the registry can expect it from now on.",
  "changed type": "It stops a pull.",
  "new envelope member":
    "The receipt keeps it. If it announces that the answer has several parts, handle it in `src/extract/envelope.ts`.",
  "other envelope": "The pipeline reads it. Write this name into the endpoint in `pipelines/`.",
  "name found": "The documentation mentions the field without naming it. The pipeline reads it.",
};

const matchLabels: Readonly<Record<Match, string>> = {
  "as expected": "as expected",
  accepted: "an accepted variant",
  noted: "noted",
  other: "**unknown form**",
  "not seen": "not shown by this answer",
  unanswered: "**unanswered**",
};

function findingsTable(probed: readonly Probed[], notCalled: readonly Probe[]): string {
  const rows = probed.flatMap((one) =>
    one.findings.map((finding) => {
      const { about, expected, match } = finding;
      return [one.call.name, about, expected, foundText(finding), matchLabels[match], describeOutcome(one)];
    }),
  );
  const open = notCalled.flatMap(({ name, questions }) =>
    questions.map(({ about, expected }) => {
      return [name, about, expected, "", matchLabels.unanswered, "did not make this call"];
    }),
  );
  return markdownTable(["call", "about", "expected", "found", "match", "the pipeline"], [...rows, ...open]);
}

/** Leaves out an example that is the form itself. */
function foundText({ forms, example }: Finding): string {
  const [form] = forms;
  const isNeedless = example === "" || (forms.length === 1 && form === example);
  return [...forms, ...(isNeedless ? [] : [inlineCode(example)])].join(", ");
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
      `${describeOutcome(one)}${isAsIntended(one) ? "" : " – **wrong**"}`,
    ];
  });
  return markdownTable(["call", "path", "status", "content type", "bytes", "ms", "the pipeline"], rows);
}

function describeAnswer({ call: { answer, failure } }: Probed): string {
  if (answer === undefined) return "got no answer.";
  const type = answer.headers["content-type"] ?? "no content type";
  return `got status ${answer.status}, ${type}, ${answer.body.bytes} bytes${failure === undefined ? "" : `, and then failed: ${failure}`}.`;
}

/** Quotes text from an answer as code, because it could hold Markdown. */
function inlineCode(text: string): string {
  return `\`\` ${text.replaceAll(/[\p{Cc}\s]+/gu, " ").replaceAll("``", "` `")} \`\``;
}

const closing = `## ${reportSections.folder}

\`<call>.call.json\` holds a call's request, status, headers and time, and the name of the file with its body. The body is unchanged
(\`.gz\` if it came compressed). Serve these answers again with \`helserefusjon emulator --replay <this folder>\`. To make the folder a
test, move it to \`test/recordings/\`. Neither needs the network.`;
