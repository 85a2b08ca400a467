-- error: No join of takstbruk_kommune_maned loses or doubles a row.
-- Rows alike in what a join reads are joined once and counted as many.
with after as (
    select 'kommuner' as joined, sum(before.rows) as rows_after
    from (
        select behandler_kommunenr, last_day(periode) as siste_dag, count(*) as rows
        from marts.takstbruk_kommune_maned
        group by all
    ) as before
    left join dimensions.kommuner_over_time as kommuner
        on before.behandler_kommunenr = kommuner.kommunenr
        and before.siste_dag >= kommuner.fra
        and before.siste_dag < kommuner.til
    union all
    select 'fagomraader' as joined, sum(before.rows) as rows_after
    from (
        select fagomraade, count(*) as rows
        from marts.takstbruk_kommune_maned
        group by all
    ) as before
    left join dimensions.fagomraader_by_kode as fagomraader
        on before.fagomraade = fagomraader.fagomraade
    union all
    select 'praksistyper' as joined, sum(before.rows) as rows_after
    from (
        select praksis_type_kode, count(*) as rows
        from marts.takstbruk_kommune_maned
        group by all
    ) as before
    left join dimensions.praksistyper_picked_by_kode as praksistyper
        on before.praksis_type_kode = praksistyper.praksis_type_kode
)

select joined, rows_after, (select count(*) from marts.takstbruk_kommune_maned) as rows_before
from after
where coalesce(rows_after, 0) <> rows_before
