// For each check of our own joins and tables: the model that is put wrong so that it breaks, since no answer could do that.

/** A relation, and the SELECT over `correct`, the relation as it should be, that stands in its place. */
export interface WrongModel {
  readonly relation: string;
  readonly wrong: string;
}

/** By check: what is put wrong. */
export const breakingModels: Readonly<Record<string, WrongModel>> = {
  avstemming_has_every_row: {
    relation: "marts.avstemming",
    wrong: "select * replace (if(periodetype = 'ar', 0, kommune_rader) as kommune_rader) from correct",
  },
  avstemming_differences_are_subtractions: {
    relation: "marts.avstemming",
    wrong:
      "select * replace (if(periodetype = 'ar', 0, landet_minus_fylke_sum_refusjon) as landet_minus_fylke_sum_refusjon) from correct",
  },
  avstemming_periods_have_one_state: {
    relation: "marts.avstemming",
    wrong: "select * replace (if(periodetype = 'ar', null, forelopig) as forelopig) from correct",
  },
  dekning_has_every_request: {
    relation: "marts.dekning",
    wrong: "from correct limit (select count(*) - 1 from correct)",
  },
  innbyggere_gjeldende_keeps_sums: {
    relation: "marts.innbyggere_gjeldende",
    wrong:
      "select * replace (if(niva = 'landet' and ar = 2020, innbyggere_kjente + 1, innbyggere_kjente) as innbyggere_kjente) from correct",
  },
  takstbruk_kommune_ar_behandler_kommunenr_named_as_in_kommuner: {
    relation: "marts.takstbruk_kommune_ar",
    wrong: "select * replace (null::varchar as kommunenavn) from correct",
  },
  takstbruk_kommune_ar_periode_is_of_ar: {
    relation: "marts.takstbruk_kommune_ar",
    wrong: "select * replace (periode + interval 1 year as periode) from correct",
  },
  takstbruk_landet_ar_fagomraade_named_as_in_fagomraader: {
    relation: "marts.takstbruk_landet_ar",
    wrong: "select * replace ('Tannlege' as fagomraade_navn) from correct",
  },
  avstemming_periode_is_of_maned: {
    relation: "marts.avstemming",
    wrong: "select * replace (if(periodetype = 'ar', periode + 1, periode) as periode) from correct",
  },
  fylker_of_today_between_kommuner_and_fylker: {
    relation: "marts.takstbruk_fylke_ar_gjeldende",
    wrong: "select * replace (sum_antall_takst + 1 as sum_antall_takst) from correct",
  },
  takstbruk_fylke_ar_gjeldende_keeps_sums: {
    relation: "marts.takstbruk_fylke_ar_gjeldende",
    wrong: "from correct where false",
  },
  takstbruk_kommune_ar_gjeldende_keeps_sums: {
    relation: "marts.takstbruk_kommune_ar_gjeldende",
    wrong: "from correct where false",
  },
  takstbruk_keeps_names_of_praksistyper: {
    relation: "marts.takstbruk_fylke_ar",
    wrong: "select * replace (null::varchar as praksis_type_navn) from correct",
  },
  takstbruk_matches_one_row_of_takster: {
    relation: "marts.takster",
    wrong: "from correct union all from correct",
  },
  takstbruk_joins_match_one_row: {
    relation: "dimensions.kommuner_by_nr",
    wrong: "from correct union all from correct where kommunenr = '0301'",
  },
};
