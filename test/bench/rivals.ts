// The ways most would take in Python: a script of requests and pandas, and dlt, each in an environment of its own.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

interface Rival {
  readonly name: string;
  readonly script: string;
  /** Installed in the versions of `rivals/requirements.txt`; apart, since dlt brings a parser of JSON that requests then uses. */
  readonly packages: readonly string[];
}

const scripts = join(import.meta.dirname, "rivals");
const rivals: readonly Rival[] = [
  { name: "requests + pandas", script: "pandas_script.py", packages: ["requests", "pandas", "pyarrow"] },
  { name: "dlt", script: "dlt_pipeline.py", packages: ["dlt", "pyarrow"] },
];

/** What to run for each rival, given the folder to write to. Installs them into `<folder>/rivals` where they are not yet. */
export function rivalWays(of: {
  readonly folder: string;
  readonly origin: string;
  /** The list of recorded answers. */
  readonly index: string;
}): readonly { readonly name: string; readonly commands: (to: string) => readonly string[] }[] {
  return rivals.map((rival) => {
    const python = installed(rival, join(of.folder, "rivals"));
    const script = join(scripts, rival.script);
    return { name: rival.name, commands: (to) => [`${python} ${script} ${of.origin} ${of.index} ${to}`] };
  });
}

function installed({ packages, script }: Rival, folder: string): string {
  const place = join(folder, script.replace(".py", ""));
  const python = join(place, "bin", "python");
  const requirements = join(scripts, "requirements.txt");
  if (!existsSync(python)) run("python3", ["-m", "venv", place]);
  run(python, ["-m", "pip", "install", "--quiet", "--constraint", requirements, ...packages]);
  return python;
}

function run(command: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, words, { encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`Cannot install a rival by ${command} ${words.join(" ")}: ${error?.message ?? stderr}`);
}
