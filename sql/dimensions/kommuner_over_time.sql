-- One row per kommunenr and stretch of time in which it and its fylke had the same names, from fra
-- until before til. The stretches of a number cover all of time and never overlap, so that any day
-- finds exactly one; numbers that are no kommune have one stretch and no names.
select
    kommuner.kommunenr,
    greatest(coalesce(navn.fra, '-infinity'), coalesce(fylke.fra, '-infinity')) as fra,
    least(coalesce(navn.til, 'infinity'), coalesce(fylke.til, 'infinity')) as til,
    coalesce(navn.kommunenavn, kommuner.kommunenavn) as kommunenavn,
    kommuner.fylkesnr,
    coalesce(fylke.fylkesnavn, kommuner.fylkesnavn) as fylkesnavn,
    kommuner.gyldig_fra,
    kommuner.gyldig_til,
    gjeldende.gjeldende_kommunenr,
    dagens.fylkesnr as gjeldende_fylkesnr,
    gjeldende.entydig,
    false as er_pseudo
from geography.kommuner_joined_to_fylker as kommuner
left join geography.kommunenavn_over_time as navn
    on kommuner.kommunenr = navn.kommunenr
left join geography.fylkesnavn_over_time as fylke
    on kommuner.fylkesnr = fylke.fylkesnr
    and coalesce(navn.fra, '-infinity') < fylke.til
    and fylke.fra < coalesce(navn.til, 'infinity')
left join staging.kommune_til_gjeldende as gjeldende
    on kommuner.kommunenr = gjeldende.kommunenr
left join staging.kommuner as dagens
    on gjeldende.gjeldende_kommunenr = dagens.kommunenr
union all by name
select
    pseudo.nr as kommunenr,
    '-infinity'::date as fra,
    'infinity'::date as til,
    true as er_pseudo
from staging.pseudosteder as pseudo
anti join staging.kommuner as kommuner
    on pseudo.nr = kommuner.kommunenr
where pseudo.nivaa = 'kommune'
