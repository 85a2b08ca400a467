-- warn: Every praksistype is used in a fagomraade its code list has it under, by year.
select
    takstbruk.fagomraade,
    takstbruk.praksis_type_kode,
    takstbruk.praksistype_fagomraade,
    count(*) as rows,
    sum(takstbruk.antall_regninger) as antall_regninger
from marts.takstbruk_landet_ar as takstbruk
semi join marts.praksistyper as listed
    on takstbruk.praksis_type_kode = listed.praksis_type_kode
anti join marts.praksistyper as own
    on
        takstbruk.praksis_type_kode = own.praksis_type_kode
        and takstbruk.fagomraade = own.fagomraade
group by all
