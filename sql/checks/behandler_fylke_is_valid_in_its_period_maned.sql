-- warn: Every behandler_fylke by month is a fylke of that month.
select
    behandler_fylke,
    fylke_gyldig,
    min(periode) as first_period,
    max(periode) as last_period,
    count(*) as rows
from marts.takstbruk_fylke_maned
where fylke_gyldig <> 'gyldig'
group by all
