-- error: Each praksistype name in a row of takstbruk is published, in one of its two columns.
-- nb: Hvert navn på en praksistype i en rad i takstbruk er publisert, i en av to kolonner.
-- counts: names (nb: navn)
with answered as (
    select praksis_type_kode, samhandler_praksis_type as navn
    from staging.takstbruk_kommune_maned
    union all
    select praksis_type_kode, samhandler_praksis_type
    from staging.takstbruk_kommune_ar
    union all
    select praksis_type_kode, samhandler_praksis_type
    from staging.takstbruk_fylke_maned
    union all
    select praksis_type_kode, samhandler_praksis_type
    from staging.takstbruk_fylke_ar
    union all
    select praksis_type_kode, samhandler_praksis_type
    from staging.takstbruk_landet_maned
    union all
    select praksis_type_kode, samhandler_praksis_type
    from staging.takstbruk_landet_ar
),

published as (
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn) as navn
    from marts.takstbruk_kommune_maned
    union all
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn)
    from marts.takstbruk_kommune_ar
    union all
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn)
    from marts.takstbruk_fylke_maned
    union all
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn)
    from marts.takstbruk_fylke_ar
    union all
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn)
    from marts.takstbruk_landet_maned
    union all
    select praksis_type_kode, coalesce(samhandler_praksis_type, praksis_type_navn)
    from marts.takstbruk_landet_ar
)

select
    answered.praksis_type_kode,
    answered.navn,
    answered.rader - coalesce(published.rader, 0) as rows
from (select *, count(*) as rader from answered group by all) as answered
left join (select *, count(*) as rader from published group by all) as published
    on answered.praksis_type_kode = published.praksis_type_kode
    and answered.navn = published.navn
where
    answered.navn is not null
    and answered.rader > coalesce(published.rader, 0)
