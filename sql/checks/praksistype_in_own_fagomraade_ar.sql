-- warn: Every praksistype is used in the fagomraade its code list has it under, by year.
select
    fagomraade,
    praksis_type_kode,
    praksistype_fagomraade,
    count(*) as rows,
    sum(antall_regninger) as antall_regninger
from marts.takstbruk_landet_ar
where praksistype_fagomraade <> fagomraade
group by all
