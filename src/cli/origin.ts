// The API that a command asks: the documented root, another root, or an emulator that runs as long as the command.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { geographies } from "../domain/endpoint.ts";
import { UsageError } from "../domain/errors.ts";
import { documentedRoot, rootMeantBy } from "../domain/origin.ts";
import { monthText, periods } from "../domain/period.ts";
import type { Report } from "../domain/progress.ts";
import type { Pull } from "../domain/pull.ts";
import { builtProgram } from "../platform/tool.ts";

export interface Origin {
  /** The name that a pull gives its origin. */
  readonly origin: string;
  /** The root URL of its requests. */
  readonly address: string;
}

interface OriginOptions {
  readonly origin?: string | undefined;
  readonly emulator?: string | undefined;
  readonly dialect: string;
}

/** The name of the origin. An emulator goes by its world, because its address is new each time. Throws a UsageError for two origins. */
export function originName({ origin, emulator, dialect }: OriginOptions): string {
  if (emulator !== undefined && origin !== undefined)
    throw new UsageError("Cannot use --origin and --emulator together: choose one", {
      facts: { option: "emulator" },
    });
  return emulator === undefined ? rootMeantBy(origin ?? documentedRoot) : `emulator:${emulator}:${dialect}`;
}

const listening = z.object({ origin: z.string() });

/** Does the work with the origin of these options. An emulator runs in a process of its own and ends with the work. */
export async function withOrigin<T>(
  options: OriginOptions,
  work: (origin: Origin) => Promise<T>,
  report: Report = () => undefined,
): Promise<T> {
  const { emulator, dialect } = options;
  const origin = originName(options);
  if (emulator === undefined) return await work({ origin, address: origin });
  report({ kind: "preparing", text: `emulator: computing the synthetic data of the world ${emulator}` });
  const child = startEmulatorProcess(["--world", emulator, "--dialect", dialect, "--port", "0"]);
  const ended = once(child, "exit");
  try {
    return await work({ origin, address: await addressOf(child, ended) });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** The child watches this process and ends with it. */
function startEmulatorProcess(args: readonly string[]): ChildProcess {
  return fork(builtProgram, ["emulator", ...args], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function addressOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  const message = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
  if (message === undefined) throw new Error("The emulator ended before it listened. See its message above");
  return listening.parse(message[0]).origin;
}

/** The arguments that ask for this pull's origin and scope: `["--emulator", "small", "--since", "2019-07", …]`. */
export function scopeArguments({ origin, scope }: Pull): readonly string[] {
  const { since, until, representation, ...lists } = scope;
  const whole: Readonly<Record<string, readonly string[]>> = { geographies, periods };
  const some = Object.entries(lists).filter(([name, list]) => list.join() !== whole[name]?.join());
  return [
    ...originArguments(origin),
    ...["--since", monthText(since), "--until", monthText(until)],
    ...some.flatMap(([name, list]) => [`--${name}`, list.join(",")]),
    ...(representation === undefined ? [] : ["--representation", representation]),
  ];
}

function originArguments(origin: string): readonly string[] {
  const [, world, dialect] = /^emulator:([^:]+):([^:]+)$/.exec(origin) ?? [];
  if (world !== undefined && dialect !== undefined) return ["--emulator", world, "--dialect", dialect];
  return origin === documentedRoot ? [] : ["--origin", origin];
}
