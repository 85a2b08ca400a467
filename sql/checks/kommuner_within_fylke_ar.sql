-- warn: The kommuner of a fylke never add up to more than the fylke itself in the same year.
-- nb: Kommunene i et fylke er til sammen aldri mer enn fylket samme år.
-- counts: sums of kommuner (nb: summer av kommuner)
-- Only fylker that are answered for at all that year are compared: codes are of mixed vintage.
with figures as (
    select
        left(behandler_kommunenr, 2) as fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        1 as rader,
        antall_regninger,
        sum_antall_takst,
        sum_refusjon
    from marts.takstbruk_kommune_ar
    union all
    select
        fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        0 as rader,
        -antall_regninger as antall_regninger,
        -sum_antall_takst as sum_antall_takst,
        -sum_refusjon as sum_refusjon
    from marts.takstbruk_fylke_ar
),

differences as (
    select
        fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        sum(rader) as rows,
        sum(antall_regninger) as kommune_minus_fylke_antall_regninger,
        sum(sum_antall_takst) as kommune_minus_fylke_sum_antall_takst,
        sum(sum_refusjon) as kommune_minus_fylke_sum_refusjon
    from figures
    group by all
)

select differences.*
from differences
semi join marts.takstbruk_fylke_ar as answered
    on differences.fylkesnr = answered.fylkesnr and differences.ar = answered.ar
where
    rows > 0
    and (
        kommune_minus_fylke_antall_regninger > 0
        or kommune_minus_fylke_sum_antall_takst > 0
        or beyond_rounding(kommune_minus_fylke_sum_refusjon, rows + 1)
    )
