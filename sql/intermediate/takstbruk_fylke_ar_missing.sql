-- One row per fagomraade, takstkode, praksistype, year and fylke of today that got parts of divided
-- fylker: by how much these exceed their kommuner. Null if kommuner have rows and their fylke none.
with figures as (
    select
        fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        1 as fylke_rader,
        sum_antall_takst,
        sum_refusjon
    from intermediate.takstbruk_fylke_ar_placed
    where not entydig
    union all
    select
        fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        0 as fylke_rader,
        -sum_antall_takst as sum_antall_takst,
        -sum_refusjon as sum_refusjon
    from intermediate.takstbruk_fylke_ar_parts
    where niva = 'kommuner'
),

by_fylke as (
    select
        fylkesnr,
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        sum(fylke_rader) as fylke_rader,
        greatest(sum(sum_antall_takst), 0) as sum_antall_takst,
        greatest(sum(sum_refusjon), 0) as sum_refusjon
    from figures
    group by all
)

select
    parts.gjeldende_fylkesnr,
    by_fylke.ar,
    by_fylke.fagomraade,
    by_fylke.takstkode,
    by_fylke.praksis_type_kode,
    case when min(fylke_rader) > 0 then sum(sum_antall_takst) end as sum_antall_takst,
    case when min(fylke_rader) > 0 then sum(sum_refusjon) end as sum_refusjon
from by_fylke
inner join dimensions.fylker_followed_to_parts as parts
    on by_fylke.fylkesnr = parts.fylkesnr
    and by_fylke.ar = parts.ar
group by all
