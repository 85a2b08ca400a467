-- warn: The kommuner of a fylke never add up to more than the fylke itself in the same month.
-- Only fylker that are answered for at all that year are compared: codes are of mixed vintage.
with figures as (
    select
        left(behandler_kommunenr, 2) as fylkesnr,
        periode,
        fagomraade,
        takstkode,
        praksis_type_kode,
        1 as rader,
        antall_regninger,
        sum_antall_takst,
        sum_refusjon
    from marts.takstbruk_kommune_maned
    union all
    select
        fylkesnr,
        periode,
        fagomraade,
        takstkode,
        praksis_type_kode,
        0 as rader,
        -antall_regninger as antall_regninger,
        -sum_antall_takst as sum_antall_takst,
        -sum_refusjon as sum_refusjon
    from marts.takstbruk_fylke_maned
),

differences as (
    select
        fylkesnr,
        periode,
        fagomraade,
        takstkode,
        praksis_type_kode,
        sum(rader) as kommune_rader,
        sum(antall_regninger) as kommune_minus_fylke_antall_regninger,
        sum(sum_antall_takst) as kommune_minus_fylke_sum_antall_takst,
        sum(sum_refusjon) as kommune_minus_fylke_sum_refusjon
    from figures
    group by all
)

select differences.*
from differences
semi join marts.takstbruk_fylke_maned as answered
    on differences.fylkesnr = answered.fylkesnr and year(differences.periode) = answered.ar
where
    kommune_rader > 0
    and (
        kommune_minus_fylke_antall_regninger > 0
        or kommune_minus_fylke_sum_antall_takst > 0
        or beyond_rounding(kommune_minus_fylke_sum_refusjon, kommune_rader + 1)
    )
