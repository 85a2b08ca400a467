-- One row per fylkesnr, with the fylke of today that its kommuner lie in, as they were in its last
-- year.
select
    fylker.fylkesnr,
    fylker.fylkesnavn,
    fylker.offisielt_navn,
    fylker.gyldig_fra,
    fylker.gyldig_til,
    today.gjeldende_fylkesnr,
    today.gjeldende_fylkesnavn,
    today.entydig
from geography.fylker_named as fylker
left join dimensions.fylker_mapped_to_gjeldende as today
    on fylker.fylkesnr = today.fylkesnr
    and coalesce(year(fylker.gyldig_til), 2099) = today.ar
