// Numbers, dates and sizes as Norwegian and English readers write them.
import { type Language, language } from "./language.ts";

const thinSpace = "\u202f";
const noBreak = "\u00a0";

/** A whole number: 12 345 or 12,345. */
export function wholeNumber(value: number, spoken: Language = language()): string {
  return decimal(value, 0, spoken);
}

/** A number with so many decimals, fewer where they are zeros only if the number is whole. */
export function decimal(value: number, digits: number, spoken: Language = language()): string {
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = "", part] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, spoken === "nb" ? thinSpace : ",");
  const sign = value < 0 && Number(fixed) !== 0 ? "−" : "";
  return `${sign}${grouped}${part === undefined ? "" : `${spoken === "nb" ? "," : "."}${part}`}`;
}

interface Unit {
  readonly size: number;
  readonly nb: string;
  readonly en: string;
}

const units: readonly Unit[] = [
  { size: 1e9, nb: "mrd.", en: "bn" },
  { size: 1e6, nb: "mill.", en: "m" },
];

/** Three significant digits and a unit from a million: 1,23 mrd., 45,6 mill., 12 345; small numbers keep decimals. */
export function shortNumber(value: number, spoken: Language = language()): string {
  const size = Math.abs(value);
  const unit = units.find((one) => size >= one.size * 0.9995);
  if (unit !== undefined) {
    const scaled = value / unit.size;
    return `${decimal(scaled, digitsFor(scaled), spoken)}${noBreak}${unit[spoken]}`;
  }
  if (size >= 100 || Number.isInteger(value)) return wholeNumber(Math.round(value), spoken);
  return decimal(value, size >= 10 ? 1 : 2, spoken);
}

function digitsFor(scaled: number): number {
  const size = Math.abs(scaled);
  if (size >= 99.95) return 0;
  return size >= 9.995 ? 1 : 2;
}

/** Formats the ticks of an axis up to this largest value, all with one unit and no more decimals than needed. */
export function axisFormat(largest: number, spoken: Language = language()): (value: number) => string {
  const unit = units.find((one) => Math.abs(largest) >= one.size) ?? { size: 1, nb: "", en: "" };
  const suffix = unit.size === 1 ? "" : `${noBreak}${unit[spoken]}`;
  return (value) => {
    const scaled = value / unit.size;
    const digits = [0, 1, 2, 3].find((many) => Math.abs(scaled - Number(scaled.toFixed(many))) < 1e-9) ?? 3;
    return `${decimal(scaled, digits, spoken)}${value === 0 ? "" : suffix}`;
  };
}

/** An amount of money: 1,23 mrd. kr or NOK 1.23 bn. */
export function kroner(value: number, spoken: Language = language()): string {
  return spoken === "nb"
    ? `${shortNumber(value, spoken)}${noBreak}kr`
    : `NOK${noBreak}${shortNumber(value, spoken)}`;
}

/** A rate in kroner and øre: kr 160,00. */
export function rate(value: number, spoken: Language = language()): string {
  const amount = decimal(value, Number.isInteger(value) ? 0 : 2, spoken);
  return spoken === "nb" ? `${amount}${noBreak}kr` : `NOK${noBreak}${amount}`;
}

/** A share as per cent: never 0 % where there is something, nor 100 % where something is missing. */
export function percent(share: number, spoken: Language = language()): string {
  const value = share * 100;
  if (value === 0 || value === 100) return withSign(value.toFixed(0), spoken);
  const bounded = Math.sign(value) * Math.min(99.9, Math.max(0.1, Math.abs(value)));
  return withSign(decimal(Math.abs(value) > 100 ? value : bounded, 1, spoken), spoken);
}

function withSign(number: string, spoken: Language): string {
  return spoken === "nb" ? `${number}${noBreak}%` : `${number}%`;
}

/** A number of bytes: 1,2 MB. */
export function bytesText(bytes: number, spoken: Language = language()): string {
  const names = ["B", "kB", "MB", "GB"];
  const power = Math.min(names.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1000 ** power;
  return `${decimal(amount, power === 0 || amount >= 100 ? 0 : 1, spoken)}${noBreak}${names[power]}`;
}

const months = {
  nb: ["jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
} as const;

/** A year stays, 2024-07 becomes juli 2024, 2024-07-01 becomes 1. juli 2024. */
export function periodText(period: string, spoken: Language = language()): string {
  const [year = "", month, day] = period.split("-");
  if (month === undefined) return year;
  const named = `${months[spoken][Number(month) - 1] ?? month} ${year}`;
  if (day === undefined) return named;
  return spoken === "nb" ? `${Number(day)}. ${named}` : `${Number(day)} ${named}`;
}
