-- One row per fylkesnr and stretch of time with one name, from fra until before til; the stretches
-- of a number cover all of time and never overlap. Numbers that are no fylke have one, nameless.
select
    fylker.fylkesnr,
    coalesce(navn.fra, '-infinity') as fra,
    coalesce(navn.til, 'infinity') as til,
    coalesce(navn.fylkesnavn, fylker.fylkesnavn) as fylkesnavn,
    fylker.gyldig_fra,
    fylker.gyldig_til,
    false as er_pseudo
from staging.fylker as fylker
left join geography.fylkesnavn_over_time as navn
    on fylker.fylkesnr = navn.fylkesnr
union all by name
select
    pseudo.nr as fylkesnr,
    '-infinity'::date as fra,
    'infinity'::date as til,
    true as er_pseudo
from staging.pseudosteder as pseudo
anti join staging.fylker as fylker
    on pseudo.nr = fylker.fylkesnr
where pseudo.nivaa = 'fylke'
