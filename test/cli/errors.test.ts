// Errors as programs read them: one JSON object per failure, with its class, exit code, message and facts.
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { runProgram } from "../../src/cli/program.ts";
import { close, listen } from "../../src/platform/listening.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

const errorLine = z.strictObject({
  time: z.iso.datetime(),
  kind: z.literal("error"),
  class: z.string(),
  exit_code: z.int(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Runs a command line with --json and gives its exit code and its errors. */
async function errorsOf(...argv: readonly string[]) {
  const context = capturedContext();
  const code = await runProgram([...argv, "--json"], context);
  const lines = context.err().trimEnd().split("\n");
  const errors = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === "error");
  return { code, errors: errors.map((error) => errorLine.parse(error)) };
}

/** A server that gives every request this answer. */
async function serverWith(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  const port = await listen(server, 0);
  onTestFinished(() => close(server));
  return `http://127.0.0.1:${port}/v1`;
}

it("names the option, its value and what is expected, for each option that is wrong", async () => {
  const { code, errors } = await errorsOf("plan", "--since", "x", "--kommuner", "301");
  expect(code).toBe(2);
  expect(errors).toMatchObject([
    { class: "UsageError", exit_code: 2, facts: { option: "since", value: "x" } },
    {
      class: "UsageError",
      message:
        "Cannot use --kommuner 301: expected four digits each, with commas between them. Example: 0301,1505",
      facts: { option: "kommuner", value: "301", expected: "four digits each, with commas between them" },
    },
  ]);
});

it("names request, address, attempts and status of each request that the server rejects", async () => {
  const origin = await serverWith(403, '{"message":"no"}');
  const { code, errors } = await errorsOf(
    ...["extract", "--origin", origin, "--output", await temporaryFolder()],
    ...["--datasets", "fagomraader,bandasjister"],
  );
  expect(code).toBe(3);
  expect(errors.length).toBeGreaterThan(1);
  for (const { facts, ...error } of errors) {
    expect(error).toMatchObject({ class: "RequestError", exit_code: 3 });
    expect(facts).toMatchObject({ status: 403, attempts: 1 });
    expect(error.message).toContain(`Cannot fetch ${facts.request}: status 403`);
    expect(error.message).toContain(`${facts.url}`);
  }
  expect(new Set(errors.map(({ facts }) => facts.request)).size).toBe(errors.length);
});

it("names the file or folder that a command looked for", async () => {
  const output = await temporaryFolder();
  expect(await errorsOf("transform", "--output", output)).toMatchObject({
    code: 7,
    errors: [{ class: "ReleaseError", facts: { folder: `${output}/raw` } }],
  });
  expect(await errorsOf("run", "--publisher", `${output}/none.json`)).toMatchObject({
    code: 2,
    errors: [{ class: "UsageError", facts: { option: "publisher", file: `${output}/none.json` } }],
  });
});
