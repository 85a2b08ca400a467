// The values a kodeverk row can hold, before any dialect has decided how they are written.

/** A value of a kodeverk row; `undefined` in a row is a key that does not apply. */
export type Value =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "whole"; readonly number: number }
  | { readonly kind: "kroner"; readonly ore: number }
  | { readonly kind: "flag"; readonly flag: boolean }
  | { readonly kind: "from"; readonly date: string }
  | { readonly kind: "to"; readonly date: string | undefined }
  | { readonly kind: "instant"; readonly instant: string }
  | { readonly kind: "codes"; readonly lead: string; readonly codes: readonly string[] }
  | {
      readonly kind: "records";
      readonly records: readonly KodeverkRecord[];
      readonly role: "sats" | "praksistype";
    };

/** A row of a kodeverk endpoint, its keys in the order of the documentation. */
export type KodeverkRecord = Readonly<Record<string, Value | undefined>>;

/** Text, or nothing when there is none. */
export function text(value: string | undefined): Value | undefined {
  return value === undefined || value === "" ? undefined : { kind: "text", text: value };
}

/** A whole number, or nothing. */
export function whole(number: number | undefined): Value | undefined {
  return number === undefined ? undefined : { kind: "whole", number };
}

/** An amount given in øre, or nothing. */
export function kroner(ore: number | undefined): Value | undefined {
  return ore === undefined ? undefined : { kind: "kroner", ore };
}

/** The first day (`yyyy-MM-dd`) something is valid. */
export function from(date: string): Value {
  return { kind: "from", date };
}

/** The last day (`yyyy-MM-dd`, inclusive) something is valid; undefined when it still is. */
export function to(date: string | undefined): Value {
  return { kind: "to", date };
}
