// Reads an XML answer: whole when it is well-formed to the end, all its rows alike, and as many as `antall` says.
import { ContractError } from "../../domain/errors.ts";
import { CutShortError } from "../other-body.ts";
import type { Encoding } from "../text-rule.ts";
import { refuseUtf16, seenIn, textOf, withStart } from "./encoding.ts";
import { type KeptBody, noEnvelope, type Read } from "./reading.ts";
import { openXmlParser, UnclosedXmlError } from "./xml-parser.ts";
import { XmlRows } from "./xml-rows.ts";

const longestDeclaration = 1024;

export async function* readXml(body: KeptBody): AsyncGenerator<Buffer, Read> {
  const found = new XmlRows(body);
  const parser = openXmlParser(found);
  const encoding = await encodingIn(body);
  for await (const text of textOf(body.bytes(), encoding)) {
    parser.write(text);
    if (found.rows.isFull) yield found.rows.take();
  }
  refuseCut(() => parser.end());
  const others = found.end();
  yield found.rows.take();
  return {
    ...found.rows.read(),
    envelope: { ...noEnvelope, ...(Object.keys(others).length > 0 ? { others } : {}) },
    notation: { representation: "xml", media_type: body.mediaType, encoding, ...found.names },
  };
}

/**
 * UTF-8, unless the declaration says ISO-8859-1 or cp1252 and the bytes are not UTF-8 from first to last. ISO-8859-1 is read as
 * cp1252, because answers said to be in it hold characters of that.
 */
async function encodingIn(body: KeptBody): Promise<Encoding> {
  for await (const start of withStart(body.bytes(), longestDeclaration)) {
    refuseUtf16(start);
    const declaration = start.toString("latin1", 0, longestDeclaration);
    const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1];
    if (declared === undefined || /^(utf-?8|us-ascii)$/i.test(declared)) return "utf-8";
    if (/^(iso-?8859-1|latin-?1|windows-1252|cp1252)$/i.test(declared))
      return (await seenIn(body.bytes())).encoding;
    throw new ContractError(`is declared to be in ${declared}, not UTF-8, ISO-8859-1 or cp1252`);
  }
  throw new CutShortError("is empty");
}

function refuseCut(end: () => void): void {
  try {
    end();
  } catch (error) {
    if (error instanceof UnclosedXmlError) throw new CutShortError(error.message, { cause: error });
    throw error;
  }
}
