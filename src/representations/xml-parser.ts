// Strict XML while it streams past, without DOCTYPE and entities of its own, bounded in depth and in attributes.
import sax from "sax";
import { ContractError } from "../domain/errors.ts";

/** What is told of a document, names without their namespace prefix. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

export interface XmlParser {
  /** Takes the next piece of text. Throws a ContractError where it is not well-formed, and whatever the events throw. */
  write(text: string): void;
  /** Throws a CutShortError unless the outermost element was closed. */
  end(): void;
}

/** The document ended before its outermost element did. */
export class UnclosedXmlError extends ContractError {}

const deepest = 32;
const mostAttributes = 64;
/** Only the five entities of XML itself. */
const strict = { strictEntities: true, position: false };

export function openXmlParser(events: XmlEvents): XmlParser {
  const parser = sax.parser(true, strict);
  const place = { depth: 0, roots: 0 };
  let before = "";
  refuseUnsafe(parser);
  parser.onopentag = ({ name, attributes }) => {
    if (place.depth === 0) place.roots++;
    place.depth++;
    if (place.roots > 1) throw new ContractError("is not well-formed XML: it has two outermost elements");
    if (place.depth > deepest) throw new ContractError(`is nested more than ${deepest} deep`);
    events.open(localName(name), textsOf(attributes));
  };
  parser.ontext = events.text;
  parser.oncdata = events.text;
  parser.onclosetag = (name) => {
    place.depth--;
    events.close(localName(name));
  };
  return {
    write(text) {
      // XML calls every line end a line feed; a carriage return that is data is written as an entity.
      const whole = before + text;
      before = whole.endsWith("\r") ? "\r" : "";
      parser.write((before === "" ? whole : whole.slice(0, -1)).replaceAll(/\r\n?/g, "\n"));
    },
    end() {
      if (place.roots === 0) throw new UnclosedXmlError("is empty or has no XML element");
      if (place.depth > 0) throw new UnclosedXmlError("ends before its outermost element is closed");
      parser.close();
    },
  };
}

function refuseUnsafe(parser: sax.SAXParser): void {
  let attributes = 0;
  parser.onerror = (error) => {
    throw new ContractError(`is not well-formed XML: ${error.message.replaceAll(/\s*\n\s*/g, ", ")}`);
  };
  parser.ondoctype = () => {
    throw new ContractError("has a DOCTYPE, which is refused");
  };
  parser.onopentagstart = () => {
    attributes = 0;
  };
  parser.onattribute = () => {
    attributes++;
    if (attributes > mostAttributes)
      throw new ContractError(`has more than ${mostAttributes} attributes in one tag`);
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Typed by sax for documents read with namespaces too, where a value is more than its text. */
function textsOf(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}
