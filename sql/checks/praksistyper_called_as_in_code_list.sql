-- warn: The rows of takstbruk call a praksistype what the code list calls it.
select distinct
    koder.praksis_type_kode,
    koder.samhandler_praksis_type,
    listed.praksis_type_navn
from intermediate.takstbruk_koder as koder
inner join dimensions.praksistyper_picked_by_kode as listed
    on koder.praksis_type_kode = listed.praksis_type_kode
where koder.samhandler_praksis_type <> listed.praksis_type_navn
