-- warn: Every praksistype is listed under one fagomraade only.
-- nb: Hver praksistype står under bare ett fagområde.
-- counts: praksistyper (nb: praksistyper)
select
    praksis_type_kode,
    list(fagomraade order by fagomraade) as fagomraader,
    count(*) as rows
from marts.praksistyper
where kilde = 'kodeverk'
group by all
having count(*) > 1
