-- warn: Every praksistype that takstbruk uses is in the API's code list.
-- nb: Hver praksistype som takstbruk bruker, er i kodelisten i APIet.
select
    praksis_type_kode,
    praksis_type_navn,
    fagomraade
from marts.praksistyper
where kilde = 'takstbruk'
