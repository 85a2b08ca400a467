-- One row per fylkesnr, with its short name and its official one.
select
    fylker.fylkesnr,
    names.navn as fylkesnavn,
    fylker.offisielt_navn,
    fylker.gyldig_fra,
    fylker.gyldig_til
from staging.fylker as fylker
left join geography.stedsnavn_by_nr as names
    on fylker.fylkesnr = names.nr
    and names.nivaa = 'fylke'
