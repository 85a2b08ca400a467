// The header line of CSV and Excel: JSON names, or the labels a person would rather read.
import type { Dialect } from "../dialect.ts";

/** The header of a column; labels are our own guess at what a publisher might write. */
export function headerOf(name: string, dialect: Dialect): string {
  return dialect.csvHeader === "names" ? name : (labels.get(name) ?? name);
}

const labels: ReadonlyMap<string, string> = new Map([
  ["ar", "År"],
  ["maned", "Måned"],
  ["takstkode", "Takstkode"],
  ["fagomraade", "Fagområde"],
  ["praksis_type_kode", "Praksistypekode"],
  ["samhandler_praksis_type", "Praksistype"],
  ["behandler_kommunenr", "Behandlers kommunenr"],
  ["behandler_fylke", "Behandlers fylke"],
  ["antall_regninger", "Antall regninger"],
  ["sum_antall_takst", "Sum antall takst"],
  ["sum_refusjon", "Sum refusjon"],
  ["sum_egenandel_betalt_av_pasient", "Sum egenandel betalt av pasient"],
  ["sum_egenandel_dekket_av_folketrygden", "Sum egenandel dekket av folketrygden"],
]);
