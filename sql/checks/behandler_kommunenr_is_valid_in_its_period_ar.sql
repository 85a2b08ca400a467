-- warn: Every behandler_kommunenr by year is a kommune of that year.
select
    behandler_kommunenr,
    kommune_gyldig,
    min(periode) as first_period,
    max(periode) as last_period,
    count(*) as rows
from marts.takstbruk_kommune_ar
where kommune_gyldig <> 'gyldig'
group by all
