-- warn: The rows of takstbruk call a praksistype what the code list calls it.
-- nb: Radene i takstbruk gir en praksistype samme navn som kodelisten.
-- counts: names (nb: navn)
with used as (
    select
        praksis_type_kode,
        samhandler_praksis_type
    from staging.takstbruk_landet_maned
    union all
    select
        praksis_type_kode,
        samhandler_praksis_type
    from staging.takstbruk_landet_ar
)

select
    used.praksis_type_kode,
    used.samhandler_praksis_type,
    listed.praksis_type_navn,
    count(*) as rows
from used
inner join dimensions.praksistyper_picked_by_kode as listed
    on used.praksis_type_kode = listed.praksis_type_kode
where
    listed.kilde = 'kodeverk'
    and used.samhandler_praksis_type <> listed.praksis_type_navn
group by all
