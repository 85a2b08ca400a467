// Nothing is declared without being made, nothing made without being declared, nothing offered without being explained.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { mayRepeat, yargsOptions } from "../../src/cli/arguments.ts";
import { allCommands, runProgram } from "../../src/cli/program.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { findModels, layers, type Model } from "../../src/transform/models.ts";
import { records } from "../../src/transform/raw-tables.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { sources } from "./sources.ts";

let warehouse: Warehouse;
let models: readonly Model[];

beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
  models = await findModels(warehouse, { folder: join(projectFolder, "sql"), layers: [...layers, "checks"] });
});
afterAll(() => warehouse.close());

function named(layer: string): readonly string[] {
  return models
    .filter((model) => model.layer === layer)
    .map((model) => model.name)
    .sort();
}

const commands = await allCommands();

const aboutThePull = Object.keys(records).map((name) => `raw.${name}`);

/** The endpoints a model is made from in the end. */
function endpointsBehind(model: Model): readonly string[] {
  const found = model.reads.flatMap((name) => {
    if (aboutThePull.includes(name)) return [];
    if (name.startsWith("raw.")) return [name.slice("raw.".length)];
    const parent = models.find(({ layer, name: own }) => `${layer}.${own}` === name);
    return parent === undefined ? [] : endpointsBehind(parent);
  });
  return [...new Set(found)].sort();
}

/** The reference tables a model is made from in the end; a finished mart names its own. */
function tablesBehind(model: Model): readonly string[] {
  const found = model.reads.flatMap((name) => {
    if (name.startsWith("marts.")) return [];
    if (name.startsWith("reference.")) return [name.slice("reference.".length)];
    const parent = models.find(({ layer, name: own }) => `${layer}.${own}` === name);
    return parent === undefined ? [] : tablesBehind(parent);
  });
  return [...new Set(found)].sort();
}

describe("the closed world", () => {
  it("has staging for every endpoint", () => {
    const staged = named("staging");
    expect(registry.endpoints.map(({ name }) => name).filter((name) => !staged.includes(name))).toEqual([]);
  });

  it("has one mart for every dataset; every other mart is a step that a mart reads", () => {
    const datasets = registry.datasets.map(({ name }) => name);
    expect(datasets.filter((name) => !named("marts").includes(name))).toEqual([]);
    const readByMarts = models.filter(({ layer }) => layer === "marts").flatMap(({ reads }) => reads);
    const others = named("marts").filter((name) => !datasets.includes(name));
    expect(others.filter((name) => !readByMarts.includes(`marts.${name}`))).toEqual([]);
  });

  it("reads only relations that exist", () => {
    const known = new Set([
      ...models.map(({ layer, name }) => `${layer}.${name}`),
      ...registry.endpoints.map(({ name }) => `raw.${name}`),
      ...aboutThePull,
      ...sources(/^sql\/reference\/.*\.csv$/).map(({ path }) => `reference.${path.slice(14, -4)}`),
    ]);
    expect(models.flatMap(({ reads }) => reads).filter((name) => !known.has(name))).toEqual([]);
  });

  it("lets no layer read a later one, and only staging and checks read what no model made", () => {
    const order: readonly string[] = ["raw", "reference", ...layers, "checks"];
    const given = ["raw", "reference"];
    const wrong = models.flatMap(({ layer, name, reads }) =>
      reads
        .filter((read) => {
          const from = read.split(".")[0] ?? "";
          const isGiven = given.includes(from) && layer !== "staging" && layer !== "checks";
          const isBeside = from === layer && (layer === "staging" || layer === "checks");
          return isGiven || isBeside || order.indexOf(from) > order.indexOf(layer);
        })
        .map((read) => `${layer}.${name} → ${read}`),
    );
    expect(wrong).toEqual([]);
  });

  it("says of every dataset from which endpoints its SQL makes it", () => {
    const said = registry.datasets.map(({ name, from, alsoFrom = [] }) => [
      name,
      [...from, ...alsoFrom].sort(),
    ]);
    const made = registry.datasets.map(({ name }) => {
      const model = models.find((candidate) => candidate.layer === "marts" && candidate.name === name);
      return [name, model === undefined ? [] : endpointsBehind(model)];
    });
    expect(said).toEqual(made);
  });

  it("says of every dataset from which reference tables its SQL makes it, so that their sources are named", () => {
    const said = registry.datasets.map(({ name, tables = [] }) => [name, [...tables].sort()]);
    const made = registry.datasets.map(({ name }) => {
      const model = models.find((candidate) => candidate.layer === "marts" && candidate.name === name);
      return [name, model === undefined ? [] : tablesBehind(model)];
    });
    expect(said).toEqual(made);
  });

  it("explains every command with an example, and every option with help and what is allowed", () => {
    for (const { name, summary, examples, shape } of commands) {
      expect(summary, name).toMatch(/^[a-z].{20,}/);
      expect(examples.length, name).toBeGreaterThan(0);
      for (const [option, { describe: help }] of Object.entries(yargsOptions(shape))) {
        expect(help, `${name} --${option}`).toMatch(/^.{10,}/);
      }
    }
  });

  it("rejects every option of every command that is given twice, but those that may be", async () => {
    const repeatable = new Set<string>();
    for (const { name, shape, positionals = [] } of commands) {
      for (const [option, { type }] of Object.entries(yargsOptions(shape))) {
        const words = type === "boolean" ? [`--${option}`] : [`--${option}`, "x"];
        const forms = type === "boolean" ? [words, [`--no-${option}`]] : [words, [`--${option}=x`]];
        for (const again of forms) {
          if (mayRepeat(shape[option])) repeatable.add(option);
          else if (positionals.includes(option)) continue;
          else {
            const context = capturedContext();
            expect(await runProgram([name, ...words, ...again], context), `${name} --${option}`).toBe(2);
            expect(context.err()).toMatch(
              new RegExp(`^.*Cannot use --${option} 2 times: give it once\\. .*\n$`),
            );
          }
        }
      }
    }
    expect([...repeatable].sort()).toEqual(["header", "key"]);
  });

  it("takes what stands right after a command without a name only, so that it cannot be given twice", async () => {
    for (const { name, positionals = [] } of commands) {
      for (const one of positionals) {
        const context = capturedContext();
        expect(await runProgram([name, "x", `--${one}`, "y"], context)).toBe(2);
        expect(context.err()).toContain(`Cannot use --${one}: write the value without this name`);
      }
    }
  });

  it("has a make target for every command", () => {
    const makefile = readFileSync(join(projectFolder, "Makefile"), "utf8");
    const missing = commands.filter(({ name }) => !makefile.includes(`$(HELSEREFUSJON) ${name} `));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it("pins exact versions, and locks them without the address of any registry", () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(projectFolder, "package.json"), "utf8"),
    );
    expect(Object.values({ ...dependencies, ...devDependencies })).toSatisfy((versions: readonly string[]) =>
      versions.every((version) => /^\d+\.\d+\.\d+[\w.-]*$/.test(version)),
    );
    expect(readFileSync(join(projectFolder, "package-lock.json"), "utf8")).not.toMatch(
      /"resolved"|https?:\/\/registry/,
    );
  });

  it("locks every package by its hash, also those of platforms that this computer is not", () => {
    const { packages } = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
    const entries = Object.entries<{ readonly integrity?: string }>(packages).filter(([name]) => name !== "");
    const unverified = entries.filter(([, { integrity = "" }]) => !/^sha512-[\w+/]{86}==$/.test(integrity));
    expect(unverified.map(([name]) => name)).toEqual([]);
    const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
    const named = platforms.flatMap((platform) => [
      ...["@duckdb/node-bindings", "@biomejs/cli"].map((name) => `node_modules/${name}-${platform}`),
      `node_modules/@esbuild/${platform}`,
    ]);
    expect(named.filter((name) => packages[name] === undefined)).toEqual([]);
  });

  it("locks the optional packages of every platform, so that npm ci accepts the lock on all of them", () => {
    const { packages } = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
    const locked = new Set(Object.keys(packages));
    const missing = Object.entries<{ optionalDependencies?: object }>(packages).flatMap(([name, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (wanted) => !locked.has(`node_modules/${wanted}`) && !locked.has(`${name}/node_modules/${wanted}`),
      ),
    );
    expect(missing).toEqual([]);
  });
});
