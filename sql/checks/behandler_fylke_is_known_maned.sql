-- warn: Every behandler_fylke by month is a code, or a name some fylke has had.
select
    behandler_fylke,
    count(*) as rows
from marts.takstbruk_fylke_maned
where fylkesnr is null
group by all
