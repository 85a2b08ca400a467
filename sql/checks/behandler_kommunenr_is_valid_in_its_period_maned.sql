-- warn: Every behandler_kommunenr by month is a kommune of that month.
select
    behandler_kommunenr,
    kommune_gyldig,
    min(periode) as first_period,
    max(periode) as last_period,
    count(*) as rows
from marts.takstbruk_kommune_maned
where kommune_gyldig <> 'gyldig'
group by all
