// Measures how fast JSON answers are read, by how their values are written: `node --import tsx test/measure/json-reader.ts [runs]`.
import { registry } from "../../pipelines/registry.ts";
import { endpointNamed } from "../../src/domain/registry.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { rowLinesFor } from "../../src/extract/rows-file.ts";

const runs = Number(process.argv[2] ?? 7);
const chunkSize = 64 * 1024;
const usage = endpointNamed(registry, "takstbruk_kommune_maned");
const codes = endpointNamed(registry, "nlkkoder");

/** Members of a row, each value as JSON. */
type Row = Readonly<Record<string, string>>;

function usageRow(row: number): Row {
  return {
    ar: '"2023"',
    maned: `"2023${String((row % 12) + 1).padStart(2, "0")}"`,
    fagomraade: '"LE"',
    takstkode: `"${row % 300}ad"`,
    praksis_type_kode: '"FALE"',
    behandler_kommunenr: `"${1000 + (row % 356)}"`,
    behandler_kommune: '"Nordre Follo"',
    samhandler_praksis_type: '"Fastlege"',
    antall_regninger: String(6 + (row % 9000)),
    antall_takst: String(7 + (row % 9100)),
    sum_refusjon: `${100_000 + row}.5`,
    sum_egenandel: `${2_000 + row}.25`,
    sum_egenandel_dekket_av_folketrygden: `${900 + row}.0`,
  };
}

function codeRow(row: number): Row {
  const rate = `{"kategori":"P${row % 9}","sats":${row % 500}.5,"gyldigFra":"2022-01-01"}`;
  const code = { nlkKodeid: String(row), nlkKode: `"A${row % 9000}"`, beskrivelse: `"Undersøkelse ${row}"` };
  return {
    ...code,
    gyldigFra: '"2023-01-01"',
    gyldigTil: "null",
    refusjonskategorisats: `[${rate},${rate}]`,
  };
}

const kinds: Readonly<Record<string, (row: number) => Row>> = {
  plain: () => ({}),
  exponents: (row) => ({ sum_refusjon: `1.${31_898_967 + row}E8` }),
  negatives: (row) => ({ sum_refusjon: `-${row + 1}.5`, sum_egenandel: `-${row}.0` }),
  booleans: (row) => ({ antall_takst: String(row % 2 === 0) }),
  nulls: () => ({ sum_egenandel: "null" }),
  escapes: () => ({ behandler_kommune: '"Nordre \\"F\\" \\u00e6"' }),
  "long numbers": (row) => ({ sum_refusjon: `12345678901234${row}.25` }),
  nested: () => ({ behandler_kommune: '["a",{"b":1}]' }),
  "other fields": () => ({ nytt: '"x \\"y\\""', mer: "1.5" }),
};

const bodies = [
  ...Object.entries(kinds).map(([name, of]) => ({
    name,
    endpoint: usage,
    body: bodyOf(80_000, (row) => ({ ...usageRow(row), ...of(row) })),
  })),
  { name: "code lists", endpoint: codes, body: bodyOf(200_000, codeRow) },
];

function bodyOf(rows: number, of: (row: number) => Row): Buffer {
  const written = Array.from({ length: rows }, (_, row) => {
    const members = Object.entries(of(row)).map(([name, json]) => `"${name}":${json}`);
    return `{${members.join(",")}}`;
  });
  return Buffer.from(`[${written.join(",")}]`);
}

function millisecondsOf({ endpoint, body }: { endpoint: typeof usage; body: Buffer }): number {
  const lines = rowLinesFor(endpoint);
  const answer = new JsonAnswer({ endpoint }, lines);
  const start = performance.now();
  for (let at = 0; at < body.length; at += chunkSize) {
    answer.read(body.subarray(at, at + chunkSize));
    lines.take();
  }
  answer.end();
  return performance.now() - start;
}

// By turns, so that whatever else the machine does meanwhile slows all of them.
const best = bodies.map(() => Number.POSITIVE_INFINITY);
for (let run = 0; run < runs; run++)
  for (const [at, body] of bodies.entries()) best[at] = Math.min(best[at] ?? 0, millisecondsOf(body));
const plain = best[0] ?? 0;
for (const [at, { name, body }] of bodies.entries()) {
  const time = best[at] ?? 0;
  const rate = body.length / 1_000 / time;
  const compared = `${(time / plain).toFixed(2)} x plain`;
  process.stdout.write(
    `${name.padEnd(14)} ${time.toFixed(0).padStart(5)} ms ${rate.toFixed(0).padStart(5)} MB/s  ${compared}\n`,
  );
}
