-- One row per fylke of today and year in which it is added up from kommuner, because their fylke
-- was divided. It has the number of these kommuner.
select
    kommuner.gjeldende_fylkesnr,
    fylker.ar,
    count(*) as antall_kommuner
from dimensions.fylker_mapped_to_gjeldende as fylker
inner join dimensions.kommuner_by_nr as kommuner
    on fylker.fylkesnr = kommuner.fylkesnr
    and fylker.ar between year(kommuner.gyldig_fra) and coalesce(year(kommuner.gyldig_til), 9999)
where not fylker.entydig
group by all
