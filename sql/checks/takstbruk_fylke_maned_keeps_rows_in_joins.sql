-- error: No join of takstbruk_fylke_maned loses or doubles a row.
with before as (
    select
        behandler_fylke,
        fylkesnr,
        ar,
        last_day(periode) as siste_dag,
        fagomraade,
        praksis_type_kode,
        count(*) as rows
    from marts.takstbruk_fylke_maned
    group by all
),

after as (
    select
        'navn' as joined,
        sum(before.rows) as rows_after
    from before
    left join dimensions.fylkesnavn_matched_to_fylker as navn
        on lower(before.behandler_fylke) = navn.navn
        and before.ar = navn.ar
    union all
    select
        'fylker' as joined,
        sum(before.rows) as rows_after
    from before
    left join dimensions.fylker_over_time as fylker
        on before.fylkesnr = fylker.fylkesnr
        and before.siste_dag >= fylker.fra
        and before.siste_dag < fylker.til
    union all
    select
        'dagens' as joined,
        sum(before.rows) as rows_after
    from before
    left join dimensions.fylker_mapped_to_gjeldende as dagens
        on before.fylkesnr = dagens.fylkesnr
        and before.ar = dagens.ar
    union all
    select
        'fagomraader' as joined,
        sum(before.rows) as rows_after
    from before
    left join dimensions.fagomraader_by_kode as fagomraader
        on before.fagomraade = fagomraader.fagomraade
    union all
    select
        'praksistyper' as joined,
        sum(before.rows) as rows_after
    from before
    left join dimensions.praksistyper_picked_by_kode as praksistyper
        on before.praksis_type_kode = praksistyper.praksis_type_kode
)

select joined, rows_after, (select sum(rows) from before) as rows_before
from after
where rows_after <> rows_before
