-- warn: Every praksistype is listed under one fagomraade only.
select
    praksis_type_kode,
    list(fagomraade order by fagomraade) as fagomraader
from marts.praksistyper
where kilde = 'kodeverk'
group by all
having count(*) > 1
