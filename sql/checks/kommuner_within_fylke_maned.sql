-- warn: The kommuner of a fylke never add up to more than the fylke itself in the same month.
-- nb: Kommunene i et fylke er til sammen aldri mer enn fylket samme måned.
-- counts: sums of kommuner (nb: summer av kommuner)
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
        sum(rader) as rows,
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
    rows > 0
    and (
        kommune_minus_fylke_antall_regninger > 0
        or kommune_minus_fylke_sum_antall_takst > 0
        or beyond_rounding(kommune_minus_fylke_sum_refusjon, rows + 1)
    )
