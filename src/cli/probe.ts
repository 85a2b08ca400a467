// helserefusjon probe: about 27 cheap calls that show how the API answers and whether the pipeline can read it.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { ContractError, RequestError } from "../domain/errors.ts";
import { lastCompleteMonth } from "../domain/month.ts";
import { isRealRoot, oldRoot } from "../domain/origin.ts";
import { writeWhole } from "../platform/files.ts";
import { withoutValues } from "../platform/http-client.ts";
import { proxyAdvice } from "../platform/proxies.ts";
import { projectFolder, userAgent } from "../platform/tool.ts";
import { type Probed, unreadable, withoutAnswer } from "../probe/probe.ts";
import { probes } from "../probe/probes.ts";
import { reportText, verdictText } from "../probe/report.ts";
import { runProbe } from "../probe/run-probe.ts";
import { type Context, defineCommand, options, type Values } from "./command.ts";
import { connectionOf, connectionShape } from "./options-of-pulls.ts";
import { type Origin, originName, withOrigin } from "./origin.ts";
import { inOutput } from "./output-folder.ts";

const shape = {
  ...connectionShape,
  output: options.output,
};

export const probeCommand = defineCommand({
  name: "probe",
  summary:
    "make about 27 cheap calls and report how the API answers; exit code 4 if the pipeline cannot read an answer",
  examples: [
    ["helserefusjon probe", "the API itself; the report is in output/probe"],
    ["helserefusjon probe --origin https://helserefusjoner-kuhr.nav.no", "the old root"],
    ["helserefusjon probe --emulator small --dialect awkward", "an example report, without a network"],
  ],
  shape,
  async run(values, context) {
    const { folder, probed } = await inOutput(values.output, context, () => probeWith(values, context));
    const silent = withoutAnswer(probed).length;
    const advice = silent === 0 ? "" : `. ${proxyAdvice(context.effects.proxies ?? {})}, then probe again`;
    const verdict = `${verdictText(probed)} The report is ${join(folder, "report.md")}${advice}`;
    if (unreadable(probed).length > 0) throw new ContractError(verdict, { facts: { folder } });
    if (silent > 0)
      throw new RequestError(`Cannot probe ${originName(values)}: ${verdict}`, { facts: { folder } });
    return { text: `${verdict}\n` };
  },
});

interface FinishedProbe {
  readonly folder: string;
  readonly probed: readonly Probed[];
}

async function probeWith(values: Values<typeof shape>, context: Context): Promise<FinishedProbe> {
  const { effects, terminal, tool } = context;
  const begun = effects.clock.now();
  const folder = join(resolve(values.output), "probe", begun.toISOString().replaceAll(/[-:]|\.\d+/g, ""));
  await mkdir(folder, { recursive: true });
  return await withOrigin(values, async ({ origin, address }) => {
    const connection = connectionOf(values, userAgent(tool));
    const all = probes(lastCompleteMonth(begun));
    const probed = await runProbe({
      address,
      oldAddress: findOldAddress({ origin, address }),
      folder,
      probes: all,
      endpoints: registry.endpoints,
      sql: join(projectFolder, "sql"),
      ...connection,
      effects,
      report: (progress) => {
        if (progress.kind === "answered") terminal.err(`probe: ${progress.request}\n`);
      },
    });
    const made = new Set(probed.map(({ probe }) => probe.name));
    const notCalled = all.filter(
      ({ name }) => withoutAnswer(probed).length === probed.length && !made.has(name),
    );
    const about = { origin, begun, notCalled, tool: `${tool.name} ${tool.version} (${tool.revision})` };
    await writeWhole(join(folder, "report.md"), withoutValues(reportText(probed, about), connection.headers));
    return { folder, probed };
  });
}

/** The old root. Other servers are assumed to have it at the emulator's path: without `/v1`. */
function findOldAddress({ address }: Origin): string | undefined {
  if (isRealRoot(address)) return address === oldRoot ? undefined : oldRoot;
  return address.endsWith("/v1") ? address.slice(0, -"/v1".length) : undefined;
}
