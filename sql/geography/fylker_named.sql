-- One row per fylkesnr, with its short name and its official one.
select
    fylker.fylkesnr,
    navn.navn as fylkesnavn,
    fylker.offisielt_navn,
    fylker.gyldig_fra,
    fylker.gyldig_til
from staging.fylker as fylker
left join geography.stedsnavn_by_nr as navn
    on fylker.fylkesnr = navn.nr
    and navn.nivaa = 'fylke'
