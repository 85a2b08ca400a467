-- One row per praksistype code, with its name. A code that the list has under several fagomraader
-- belongs to none of them alone, and neither does a code that is in no list.
select
    praksis_type_kode,
    min(praksis_type_navn) as praksis_type_navn,
    case
        when count(distinct fagomraade) = 1 and min(kilde) = 'kodeverk' then min(fagomraade)
    end as fagomraade,
    min(kilde) as kilde
from dimensions.praksistyper_listed_or_used
group by all
