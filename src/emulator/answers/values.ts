// The values of a kodeverk row, before a dialect decides their form.
import type { Variant } from "../dialects.ts";

/** A value of a kodeverk row. `undefined` means that the key does not apply. */
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

/** A row of a kodeverk endpoint, with keys in documented order. */
export type KodeverkRecord = Readonly<Record<string, Value | undefined>>;

export function text(value: string | undefined): Value | undefined {
  return value === undefined || value === "" ? undefined : { kind: "text", text: value };
}

export function whole(number: number | undefined): Value | undefined {
  return number === undefined ? undefined : { kind: "whole", number };
}

export function kroner(ore: number | undefined): Value | undefined {
  return ore === undefined ? undefined : { kind: "kroner", ore };
}

/** The first day (`yyyy-MM-dd`) of validity. */
export function from(date: string): Value {
  return { kind: "from", date };
}

/** The last day (`yyyy-MM-dd`, inclusive) of validity; undefined if still valid. */
export function to(date: string | undefined): Value {
  return { kind: "to", date };
}

/** Writes an amount in øre as a JSON token. */
export type WriteOre = (ore: number) => string;

/** Amounts as a double (`301185.0`, `12.55`), as Java prints large doubles, without a needless fraction, or as text. */
export function oreWriter(form: Variant<"numbers">): WriteOre {
  switch (form) {
    case "as live":
      return oreAsDouble;
    case "exponent":
      return (ore) => (ore >= 1_000_000_000 ? withExponent(ore) : oreAsDouble(ore));
    case "whole":
      return (ore) => String(ore / 100);
    case "text":
      return (ore) => `"${oreAsDouble(ore)}"`;
    case "decimal comma":
      return (ore) => `"${oreAsDouble(ore).replace(".", ",")}"`;
    case "thousands":
      return (ore) => `"${withThousands(oreAsDouble(ore).replace(".", ","))}"`;
  }
}

/** `1234567,5` → `1 234 567,5`. Works for any decimal mark. */
export function withThousands(digits: string): string {
  return digits.replace(/\d(?=(\d{3})+(,|$))/g, "$& ");
}

export function wholeWriter(form: Variant<"numbers">): (number: number) => string {
  if (form === "thousands") return (number) => `"${withThousands(String(number))}"`;
  return form === "text" ? (number) => `"${number}"` : String;
}

/** `301185.0`, `12.5`, `12.55`: always a decimal point, and no needless digits. */
export function oreAsDouble(ore: number): string {
  const kroner = Math.floor(ore / 100);
  const rest = ore - kroner * 100;
  if (rest === 0) return `${kroner}.0`;
  return rest % 10 === 0 ? `${kroner}.${rest / 10}` : `${kroner}.${rest < 10 ? "0" : ""}${rest}`;
}

/** 131898967 kroner → `1.31898967E8`: Java's Double.toString uses an exponent from ten million on. */
function withExponent(ore: number): string {
  const [mantissa = "", exponent = ""] = (ore / 100).toExponential().split("e+");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent}`;
}

type Form = Variant<"dates">;

/** A day as a JSON token. `end` is true for the last day of a period. */
export function dayToken(date: string, { form, end }: { form: Form; end: boolean }): string {
  switch (form) {
    case "2025-07-01":
      return `"${date}"`;
    case "01.07.2025":
      return `"${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}"`;
    case "[2025,7,1]":
      return `[${date.split("-").map(Number).join(",")}]`;
    case "to 23:59:59":
      return end ? `"${date}T23:59:59${colonOffset(date)}"` : `"${date}T00:00:00${colonOffset(date)}"`;
    default:
      return timeToken({ date, time: "00:00:00" }, form);
  }
}

/** An instant as a JSON token, given in Oslo time as `yyyy-MM-ddTHH:mm:ss`. */
export function instantToken(local: string, form: Form): string {
  const date = local.slice(0, 10);
  if (form === "2025-07-01") return `"${local}"`;
  if (form === "01.07.2025" || form === "[2025,7,1]") return dayToken(date, { form, end: false });
  return timeToken({ date, time: local.slice(11) }, form);
}

type TimeForm = Exclude<Form, "2025-07-01" | "01.07.2025" | "[2025,7,1]">;

function timeToken({ date, time }: { date: string; time: string }, form: TimeForm): string {
  const local = `${date}T${time}`;
  switch (form) {
    case "2025-07-01T00:00:00":
      return `"${local}"`;
    case "2025-07-01T00:00:00.000":
      return `"${local}.000"`;
    case "2025-07-01T00:00:00+0200":
      return `"${local}${colonOffset(date).replace(":", "")}"`;
    case "2025-07-01T00:00:00.000+02:00":
      return `"${local}.000${colonOffset(date)}"`;
    case "to 23:59:59":
      return `"${local}${colonOffset(date)}"`;
    case "2025-06-30T22:00:00Z":
      return `"${utc(local).slice(0, 19)}Z"`;
    case "2025-06-30T22:00:00.000Z":
      return `"${utc(local)}"`;
    case "2025-06-30T22:00:00.000+0000":
      return `"${utc(local).replace("Z", "+0000")}"`;
    case "epoch millis":
      return String(Date.parse(utc(local)));
  }
}

function utc(local: string): string {
  return new Date(`${local}${colonOffset(local.slice(0, 10))}`).toISOString();
}

/** Summer time lasts from the last Sunday of March to the last Sunday of October. Our days never start at a change. */
function colonOffset(date: string): string {
  const ar = date.slice(0, 4);
  return date > lastSunday(ar, "03") && date <= lastSunday(ar, "10") ? "+02:00" : "+01:00";
}

function lastSunday(ar: string, month: "03" | "10"): string {
  const weekday = new Date(`${ar}-${month}-31T00:00:00Z`).getUTCDay();
  return `${ar}-${month}-${31 - weekday}`;
}
