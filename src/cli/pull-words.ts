// The words that ask for a pull again: what a person types to go on with it.
import { geographies, periods } from "../domain/endpoint.ts";
import { documentedRoot } from "../domain/origin.ts";
import type { Pull } from "../domain/pull.ts";

/** The options that give this pull's origin and scope: `["--emulator", "small", "--since", "201907", …]`. */
export function pullWords({ origin, scope }: Pull): readonly string[] {
  const { since, until, representation, ...lists } = scope;
  const whole: Readonly<Record<string, readonly string[]>> = { geographies, periods };
  const some = Object.entries(lists).filter(([name, list]) => list.join() !== whole[name]?.join());
  return [
    ...originWords(origin),
    ...["--since", since, "--until", until],
    ...some.flatMap(([name, list]) => [`--${name}`, list.join(",")]),
    ...(representation === undefined ? [] : ["--representation", representation]),
  ];
}

function originWords(origin: string): readonly string[] {
  const [, world, dialect] = /^emulator:([^:]+):([^:]+)$/.exec(origin) ?? [];
  if (world !== undefined && dialect !== undefined) return ["--emulator", world, "--dialect", dialect];
  return origin === documentedRoot ? [] : ["--origin", origin];
}
