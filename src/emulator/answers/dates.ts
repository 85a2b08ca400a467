// Days and instants in every form a backend has been seen to write them. A day is an Oslo day.
import type { Variant } from "../variants.ts";

type Form = Variant<"dates">;

/** A day, `end` telling whether it is the last of a period, as a JSON token. */
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

/** An instant, written by Oslo's clock as `yyyy-MM-ddTHH:mm:ss`, as a JSON token. */
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

/** Summer time lasts from the last Sunday of March to the last Sunday of October; our days never start at a change. */
function colonOffset(date: string): string {
  const ar = date.slice(0, 4);
  return date > lastSunday(ar, "03") && date <= lastSunday(ar, "10") ? "+02:00" : "+01:00";
}

function lastSunday(ar: string, month: "03" | "10"): string {
  const weekday = new Date(`${ar}-${month}-31T00:00:00Z`).getUTCDay();
  return `${ar}-${month}-${31 - weekday}`;
}
