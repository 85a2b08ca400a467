-- warn: Every behandler_fylke by year is a fylke of that year.
select
    behandler_fylke,
    fylke_gyldig,
    min(periode) as first_period,
    max(periode) as last_period,
    count(*) as rows
from marts.takstbruk_fylke_ar
where fylke_gyldig <> 'gyldig'
group by all
