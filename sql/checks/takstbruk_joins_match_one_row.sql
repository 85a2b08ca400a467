-- error: A row of takstbruk matches at most one row of each table that it is joined to.
-- nb: En rad i takstbruk treffer høyst én rad i hver tabell den kobles til.
-- counts: codes (nb: koder)
-- The joins are left joins, which lose no row. They double a row only if a table has two rows for
-- it.
with matching as (
    select 'fagomraader_by_kode' as joined, fagomraade as code, count(*) as rows
    from dimensions.fagomraader_by_kode
    group by all
    union all by name
    select 'praksistyper_picked_by_kode' as joined, praksis_type_kode as code, count(*) as rows
    from dimensions.praksistyper_picked_by_kode
    group by all
    union all by name
    select 'takster_by_kode' as joined, takstkode as code, fagomraade, count(*) as rows
    from dimensions.takster_by_kode
    group by all
    union all by name
    select 'years' as joined, ar, count(*) as rows
    from dimensions.years
    group by all
    union all by name
    select 'months' as joined, ar, maned, count(*) as rows
    from dimensions.months
    group by all
    union all by name
    select 'fylkesnavn_matched_to_fylker' as joined, navn as code, ar, count(*) as rows
    from dimensions.fylkesnavn_matched_to_fylker
    group by all
    union all by name
    select 'fylker_mapped_to_gjeldende' as joined, fylkesnr as code, ar, count(*) as rows
    from dimensions.fylker_mapped_to_gjeldende
    group by all
    union all by name
    select 'fylker_by_nr' as joined, fylkesnr as code, count(*) as rows
    from dimensions.fylker_by_nr
    group by all
    union all by name
    select 'kommuner_by_nr' as joined, kommunenr as code, count(*) as rows
    from dimensions.kommuner_by_nr
    group by all
)

select *
from matching
where rows > 1
