-- error: No join of takstbruk_fylke_maned loses or doubles a row.
-- Rows alike in what a join reads are joined once and counted as many.
with after as (
    select 'navn' as joined, sum(before.rows) as rows_after
    from (
        select behandler_fylke, ar, count(*) as rows
        from marts.takstbruk_fylke_maned
        group by all
    ) as before
    left join dimensions.fylkesnavn_matched_to_fylker as navn
        on lower(before.behandler_fylke) = navn.navn
        and before.ar = navn.ar
    union all
    select 'fylker' as joined, sum(before.rows) as rows_after
    from (
        select fylkesnr, last_day(periode) as siste_dag, count(*) as rows
        from marts.takstbruk_fylke_maned
        group by all
    ) as before
    left join dimensions.fylker_over_time as fylker
        on before.fylkesnr = fylker.fylkesnr
        and before.siste_dag >= fylker.fra
        and before.siste_dag < fylker.til
    union all
    select 'dagens' as joined, sum(before.rows) as rows_after
    from (
        select fylkesnr, ar, count(*) as rows
        from marts.takstbruk_fylke_maned
        group by all
    ) as before
    left join dimensions.fylker_mapped_to_gjeldende as dagens
        on before.fylkesnr = dagens.fylkesnr
        and before.ar = dagens.ar
    union all
    select 'fagomraader' as joined, sum(before.rows) as rows_after
    from (
        select fagomraade, count(*) as rows
        from marts.takstbruk_fylke_maned
        group by all
    ) as before
    left join dimensions.fagomraader_by_kode as fagomraader
        on before.fagomraade = fagomraader.fagomraade
    union all
    select 'praksistyper' as joined, sum(before.rows) as rows_after
    from (
        select praksis_type_kode, count(*) as rows
        from marts.takstbruk_fylke_maned
        group by all
    ) as before
    left join dimensions.praksistyper_picked_by_kode as praksistyper
        on before.praksis_type_kode = praksistyper.praksis_type_kode
)

select joined, rows_after, (select count(*) from marts.takstbruk_fylke_maned) as rows_before
from after
where coalesce(rows_after, 0) <> rows_before
