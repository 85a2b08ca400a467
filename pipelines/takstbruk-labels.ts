// What the header of a CSV or Excel answer may call the fields of takstbruk: nobody has seen one, so every likely label.

/** Labels in small letters with single spaces; a field's own name, with spaces or underscores, needs no label. */
export const takstbrukLabels: Readonly<Record<string, string>> = {
  år: "ar",
  aar: "ar",
  måned: "maned",
  maaned: "maned",
  "år måned": "maned",
  takst: "takstkode",
  fagområde: "fagomraade",
  fagområdekode: "fagomraade",
  praksistypekode: "praksis_type_kode",
  "praksis type": "praksis_type_kode",
  praksistype: "samhandler_praksis_type",
  "samhandlers praksistype": "samhandler_praksis_type",
  kommunenr: "behandler_kommunenr",
  kommunenummer: "behandler_kommunenr",
  "behandlers kommunenr": "behandler_kommunenr",
  "behandlers kommunenummer": "behandler_kommunenr",
  fylke: "behandler_fylke",
  fylkesnr: "behandler_fylke",
  "behandlers fylke": "behandler_fylke",
  "antall takst": "sum_antall_takst",
  "antall takster": "sum_antall_takst",
  refusjon: "sum_refusjon",
  "egenandel betalt av pasient": "sum_egenandel_betalt_av_pasient",
  "egenandel dekket av folketrygden": "sum_egenandel_dekket_av_folketrygden",
};
