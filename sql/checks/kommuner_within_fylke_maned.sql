-- warn: The kommuner of a fylke never add up to more than the fylke itself in the same month.
-- Only fylker that are answered for at all that year are compared: codes are of mixed vintage.
with kommuner as (
    select
        left(behandler_kommunenr, 2) as fylkesnr,
        ar,
        maned,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) as rader,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon
    from marts.takstbruk_kommune_maned
    group by all
),

fylker as (
    select
        fylkesnr,
        ar,
        maned,
        fagomraade,
        takstkode,
        praksis_type_kode,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon
    from marts.takstbruk_fylke_maned
    group by all
)

select
    kommuner.*,
    fylker.antall_regninger as fylke_antall_regninger,
    fylker.sum_antall_takst as fylke_sum_antall_takst,
    fylker.sum_refusjon as fylke_sum_refusjon
from kommuner
semi join fylker as answered
    on kommuner.fylkesnr = answered.fylkesnr and kommuner.ar = answered.ar
left join fylker
    using (fylkesnr, ar, maned, fagomraade, takstkode, praksis_type_kode)
where
    kommuner.antall_regninger > coalesce(fylker.antall_regninger, 0)
    or kommuner.sum_antall_takst > coalesce(fylker.sum_antall_takst, 0)
    or beyond_rounding(
        kommuner.sum_refusjon - coalesce(fylker.sum_refusjon, 0), kommuner.rader + 1
    )
