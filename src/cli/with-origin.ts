// Which API a command asks: the documented root, the one the user names, or an emulator started for this run alone.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { documentedRoot, rootMeantBy } from "../domain/origin.ts";
import { projectFolder } from "../platform/tool.ts";

export interface Origin {
  /** What a pull calls its origin. */
  readonly origin: string;
  /** The URL that is asked. */
  readonly address: string;
}

interface OriginOptions {
  readonly origin?: string | undefined;
  readonly emulator?: string | undefined;
  readonly dialect: string;
}

/** What a pull with these options calls its origin: an emulator goes by its world, since its address is new each time. */
export function originName({ origin, emulator, dialect }: OriginOptions): string {
  return emulator === undefined ? rootMeantBy(origin ?? documentedRoot) : `emulator:${emulator}:${dialect}`;
}

const listening = z.object({ origin: z.string() });

/** Does the work against the origin these options mean; an emulator runs in a process of its own and ends with the work. */
export async function withOrigin<T>(
  options: OriginOptions,
  work: (origin: Origin) => Promise<T>,
): Promise<T> {
  const { emulator, dialect } = options;
  const origin = originName(options);
  if (emulator === undefined) return await work({ origin, address: origin });
  if (options.origin !== undefined)
    throw new UsageError("Cannot use --origin and --emulator together: choose one");
  const child = startEmulatorProcess(["--world", emulator, "--dialect", dialect, "--port", "0"]);
  const ended = once(child, "exit");
  try {
    return await work({ origin, address: await addressOf(child, ended) });
  } finally {
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** The child ends by itself when this process does, however it ends: it watches over that. */
function startEmulatorProcess(args: readonly string[]): ChildProcess {
  return fork(join(projectFolder, "src", "main.ts"), ["emulator", ...args], {
    execArgv: ["--import", import.meta.resolve("tsx")],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function addressOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  const message = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
  if (message === undefined)
    throw new Error("The emulator ended before it listened; its own message is above");
  return listening.parse(message[0]).origin;
}
