-- One row per praksistype and fagomraade it is listed under. A code that is in no list has one row
-- per fagomraade it is used in, with the latest name in its rows.
select
    praksis_type_kode,
    praksis_type_navn,
    fagomraade,
    'kodeverk' as kilde
from staging.praksistyper
union all by name
select
    koder.praksis_type_kode::varchar as praksis_type_kode,
    arg_max(
        koder.samhandler_praksis_type::varchar,
        (
            greatest(koder.siste_maned, make_date(koder.siste_ar, 1, 1)),
            koder.samhandler_praksis_type::varchar
        )
    ) as praksis_type_navn,
    koder.fagomraade::varchar as fagomraade,
    'takstbruk' as kilde
from dimensions.takstbruk_koder as koder
anti join staging.praksistyper as listed
    on koder.praksis_type_kode = listed.praksis_type_kode
group by all
