// The texts that the cells of an Excel file share: the only part of it that must be held whole, and so is bounded.
import { ContractError } from "../../domain/errors.ts";
import { isBlank } from "./text-rows.ts";
import { unescaped } from "./xlsx-sheet.ts";
import type { XmlEvents } from "./xml-parser.ts";

const mostCharacters = 32 * 1024 * 1024;
const mostTexts = 2_000_000;

export class SharedStrings implements XmlEvents {
  readonly texts: string[] = [];
  readonly #open: string[] = [];
  #text = "";
  #characters = 0;

  open = (name: string): void => {
    this.#open.push(name);
    if (name === "si") this.#text = "";
  };

  text = (text: string): void => {
    if (this.#open.includes("rPh") || this.#open.includes("extLst")) return;
    if (this.#open.at(-1) !== "t") {
      if (isBlank(text)) return;
      throw new ContractError(`has the shared text ${JSON.stringify(text.slice(0, 40))} outside its element`);
    }
    this.#text += text;
    this.#characters += text.length;
    if (this.#characters > mostCharacters || this.texts.length > mostTexts) {
      throw new ContractError(
        `has more than ${mostTexts} shared texts or ${mostCharacters} characters in them`,
      );
    }
  };

  close = (): void => {
    if (this.#open.pop() === "si") this.texts.push(unescaped(this.#text));
  };
}
