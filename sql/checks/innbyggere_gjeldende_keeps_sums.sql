-- error: Inhabitants of the places of today are those of the kommuner of each year, on every level.
-- nb: Innbyggerne på stedene i dag er de i kommunene hvert år, på hvert nivå.
-- counts: years and levels (nb: år og nivåer)
with expected as (
    select
        levels.niva,
        ar,
        sum(innbyggere) as innbyggere_kjente
    from marts.kommune_innbyggere
    cross join (values ('kommune'), ('fylke'), ('landet')) as levels (niva)
    group by all
),

summed as (
    select
        niva,
        ar,
        sum(innbyggere_kjente) as innbyggere_kjente,
        count(*) as rader,
        count(*) filter (
            where innbyggere is distinct from case when fullstendig then innbyggere_kjente end
                or fullstendig is distinct from (antall_uten_innbyggere = 0)
                or antall_kommuner < antall_uten_innbyggere
        ) as motsigelser
    from marts.innbyggere_gjeldende
    group by all
)

select
    niva,
    ar,
    expected.innbyggere_kjente,
    summed.innbyggere_kjente as summed_innbyggere,
    summed.motsigelser as contradictions,
    greatest(summed.motsigelser, 1) as rows
from expected
full join summed
    using (niva, ar)
where expected.innbyggere_kjente is distinct from summed.innbyggere_kjente
    or summed.motsigelser > 0
