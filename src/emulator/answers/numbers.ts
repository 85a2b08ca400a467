// Numbers as each dialect writes them in JSON and XML.
import type { Variant } from "../variants.ts";

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
  }
}

/** Writes a whole number as a JSON token. */
export function wholeWriter(form: Variant<"numbers">): (number: number) => string {
  return form === "text" ? (number) => `"${number}"` : String;
}

/** `301185.0`, `12.5`, `12.55`: always a decimal point, never more digits than needed. */
export function oreAsDouble(ore: number): string {
  const kroner = Math.floor(ore / 100);
  const rest = ore - kroner * 100;
  if (rest === 0) return `${kroner}.0`;
  return rest % 10 === 0 ? `${kroner}.${rest / 10}` : `${kroner}.${rest < 10 ? "0" : ""}${rest}`;
}

/** 131898967 kroner → `1.31898967E8`: from ten million on, as Java's Double.toString does. */
function withExponent(ore: number): string {
  const [mantissa = "", exponent = ""] = (ore / 100).toExponential().split("e+");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${exponent}`;
}
