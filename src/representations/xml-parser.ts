// A strict XML parser for streams, without DOCTYPE and own entities, and with limits on depth and attributes.

import sax from "sax";
import { AnswerError, CutShortError } from "../extract/answer-error.ts";

/** The events of a document. Names are without their namespace prefix. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

export interface XmlParser {
  /** Takes the next piece of text. Throws an AnswerError if it is not well-formed, and the errors of the events. */
  write(text: string): void;
  /** Throws a CutShortError if the outermost element is not closed. */
  end(): void;
}

const deepest = 32;
const mostAttributes = 64;
/** Only the five entities of XML. */
const strict = { strictEntities: true, position: false };

/** `place` names the document in errors, if it is a part of a file. */
export function openXmlParser(events: XmlEvents, place?: string): XmlParser {
  const facts = place === undefined ? {} : { place };
  const parser = sax.parser(true, strict);
  let [depth, roots] = [0, 0];
  let before = "";
  rejectUnsafe(parser);
  parser.onopentag = ({ name, attributes }) => {
    if (depth === 0) roots++;
    depth++;
    if (roots > 1) throw new AnswerError("is not well-formed XML", { found: "a second outermost element" });
    if (depth > deepest)
      throw new AnswerError("nests elements too deep", { expected: `at most ${deepest} levels` });
    events.open(localName(name), attributeTexts(attributes));
  };
  parser.ontext = events.text;
  parser.oncdata = events.text;
  parser.onclosetag = (name) => {
    depth--;
    events.close(localName(name));
  };
  return {
    write(text) {
      // XML turns each line end into a line feed. A carriage return in the data is written as an entity.
      const whole = before + text;
      before = whole.endsWith("\r") ? "\r" : "";
      parser.write((before === "" ? whole : whole.slice(0, -1)).replaceAll(/\r\n?/g, "\n"));
    },
    end() {
      if (roots === 0) throw new CutShortError("is empty or has no XML element", facts);
      if (depth > 0) throw new CutShortError("ends before its outermost element is closed", facts);
      parser.close();
    },
  };
}

function rejectUnsafe(parser: sax.SAXParser): void {
  let attributes = 0;
  parser.onerror = (error) => {
    throw new AnswerError("is not well-formed XML", { found: error.message.replaceAll(/\s*\n\s*/g, ", ") });
  };
  parser.ondoctype = () => {
    throw new AnswerError("has a DOCTYPE, which is not accepted", {});
  };
  parser.onopentagstart = () => {
    attributes = 0;
  };
  parser.onattribute = () => {
    attributes++;
    if (attributes > mostAttributes)
      throw new AnswerError("has too many attributes in one tag", { expected: `at most ${mostAttributes}` });
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** The types of sax also cover documents with namespaces, whose values are objects. */
function attributeTexts(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
}
