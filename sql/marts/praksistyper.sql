-- One row per praksistype and fagomraade it is listed under; a code that is in no list has one per
-- fagomraade it is used in, with the name its rows carry, the latest where they carry several.
select
    praksis_type_kode,
    praksis_type_navn,
    fagomraade,
    'kodeverk' as kilde
from staging.praksistyper
union all by name
select
    koder.praksis_type_kode,
    arg_max(
        koder.samhandler_praksis_type,
        (
            greatest(koder.siste_maned, 100 * koder.siste_ar::integer),
            koder.samhandler_praksis_type
        )
    ) as praksis_type_navn,
    koder.fagomraade,
    'takstbruk' as kilde
from intermediate.takstbruk_koder as koder
anti join staging.praksistyper as listed
    on koder.praksis_type_kode = listed.praksis_type_kode
group by all
