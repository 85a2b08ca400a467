// The help as people read it: short different sentences, examples and defaults that can be typed, Norwegian terms explained once.
import { describe, expect, it } from "vitest";
import {
  commandParser,
  isOptional,
  optionText,
  overview,
  usualText,
  validated,
} from "../../src/cli/arguments.ts";
import type { Command } from "../../src/cli/command.ts";
import { allCommands } from "../../src/cli/program.ts";

const commands = await allCommands();

/** Every option of every command; an option that several commands share comes once. */
const options = [
  ...new Map(
    commands.flatMap(({ name, shape }) =>
      Object.entries(shape).map(([option, schema]) => [
        schema,
        { at: `${name} --${option}`, option, schema },
      ]),
    ),
  ).values(),
];
const withValue = options.filter(({ schema }) => optionText(schema).example !== undefined);

const mostWords = 30;
const wordsOf = (sentence: string) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** Reads a command line as the program does, without running it. */
async function read(command: Command, line: string) {
  const [program, name, ...argv] = line.split(" ");
  expect([program, name]).toEqual(["helserefusjon", command.name]);
  return validated(await commandParser(command, argv).parseAsync(), command.shape);
}

describe("the help of an option", () => {
  it("differs from that of every other option with another meaning", () => {
    const same = options.flatMap(({ at, option, schema }) =>
      options
        .filter((one) => one.option !== option && optionText(one.schema).help === optionText(schema).help)
        .map((one) => `${at} and ${one.at}`),
    );
    expect(same).toEqual([]);
  });

  it("is a phrase of at most 30 words that does not end in a full stop", () => {
    for (const { at, schema } of options) {
      const { help, expected } = optionText(schema);
      expect(help, at).toMatch(/^[\p{L}][^.]{9,}/u);
      expect(help, at).not.toMatch(/\.$/);
      for (const text of [help, expected.replaceAll(",", ", ").split(": ")[0] ?? ""])
        if (!text.startsWith("some of"))
          expect(wordsOf(text).length, `${at}: ${text}`).toBeLessThanOrEqual(mostWords);
    }
  });

  it("gives an example that the option accepts, unless it is a flag", () => {
    for (const { at, schema } of options.filter(
      ({ schema }) => !withValue.some((one) => one.schema === schema),
    )) {
      expect(schema.safeParse(true).success, at).toBe(true);
    }
    for (const { at, option, schema } of withValue) {
      const { example = "" } = optionText(schema);
      expect(() => validated({ [option]: example }, { [option]: schema }), at).not.toThrow();
    }
  });

  it("gives the default as people type it, or in words if it depends on the run", () => {
    for (const { at, option, schema } of withValue) {
      const usual = usualText(schema);
      const value = schema.safeParse(undefined).data;
      if (!isOptional(schema))
        expect(optionText(schema).missing, at).toMatch(/^[A-Z][a-z ]+: `helserefusjon /);
      else expect(usual, at).toMatch(/\S/);
      if (value === undefined) continue;
      expect(validated({ [option]: usual }, { [option]: schema })[option], at).toEqual(value);
    }
  });
});

describe("the help of a command", () => {
  it("has examples that can be copied", async () => {
    for (const command of commands) {
      for (const [line] of command.examples) await expect(read(command, line), line).resolves.toBeDefined();
    }
  });

  it("has a summary and purposes of at most 30 words", () => {
    for (const { name, summary, examples } of commands) {
      for (const text of [summary, ...examples.map(([, purpose]) => purpose)])
        expect(wordsOf(text).length, `${name}: ${text}`).toBeLessThanOrEqual(mostWords);
    }
  });
});

describe("the help of the program", () => {
  it.each([
    ["takst", "tariff item"],
    ["fagområde", "field of practice"],
    ["praksistype", "type of practice"],
    ["kommune", "municipality"],
    ["fylke", "county"],
    ["egenandel", "patient co-payment"],
  ])("explains %s as %s, once", async (term, meaning) => {
    const help = await overview(commands).getHelp();
    expect(help.match(new RegExp(`${term} = ${meaning}`, "g"))).toHaveLength(1);
  });
});
