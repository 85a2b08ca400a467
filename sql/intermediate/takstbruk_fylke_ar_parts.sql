-- One row per row of takstbruk by year that is added up to the fylker of today. A fylke that lies
-- wholly in one fylke of today, or is unknown, has its own rows. Other fylker have the rows of
-- their kommuner.
select
    ar,
    periode,
    'fylke' as niva,
    fylkesnr,
    coalesce(gjeldende_fylkesnr, fylkesnr) as nr,
    gjeldende_fylkesnr is not null as er_gjeldende,
    fylke_gyldig as gyldig,
    fagomraade,
    takstkode,
    praksis_type_kode,
    antall_regninger,
    sum_antall_takst,
    sum_refusjon,
    sum_egenandel_betalt_av_pasient,
    sum_egenandel_dekket_av_folketrygden
from intermediate.takstbruk_fylke_ar_placed
where entydig is not false
union all
select
    kommuner.ar,
    kommuner.periode,
    'kommuner' as niva,
    kommuner.fylkesnr,
    kommuner.gjeldende_fylkesnr as nr,
    true as er_gjeldende,
    kommuner.kommune_gyldig as gyldig,
    kommuner.fagomraade,
    kommuner.takstkode,
    kommuner.praksis_type_kode,
    kommuner.antall_regninger,
    kommuner.sum_antall_takst,
    kommuner.sum_refusjon,
    kommuner.sum_egenandel_betalt_av_pasient,
    kommuner.sum_egenandel_dekket_av_folketrygden
from intermediate.takstbruk_kommune_ar_placed as kommuner
semi join dimensions.fylker_mapped_to_gjeldende as fylker
    on kommuner.fylkesnr = fylker.fylkesnr
    and kommuner.ar = fylker.ar
    and not fylker.entydig
