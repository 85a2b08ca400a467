-- One row per year and kommune of today, fylke of today and the whole country: its inhabitants on 1
-- January. It also counts the kommuner of that year without a known number.
with places as (
    select
        'kommune' as niva,
        gjeldende_kommunenr as nr,
        gjeldende_kommunenavn as navn,
        ar,
        innbyggere
    from geography.kommuner_with_innbyggere
    union all
    select
        'fylke' as niva,
        gjeldende_fylkesnr as nr,
        gjeldende_fylkesnavn as navn,
        ar,
        innbyggere
    from geography.kommuner_with_innbyggere
    union all
    select
        'landet' as niva,
        '0' as nr,
        'Hele landet' as navn,
        ar,
        innbyggere
    from geography.kommuner_with_innbyggere
),

sums as (
    select
        niva,
        nr,
        navn,
        ar,
        sum(innbyggere)::integer as innbyggere_kjente,
        count(*) as antall_kommuner,
        count(*) - count(innbyggere) as antall_uten_innbyggere
    from places
    group by all
)

select
    sums.niva,
    sums.nr,
    sums.navn,
    sums.ar,
    case when sums.antall_uten_innbyggere = 0 then sums.innbyggere_kjente end as innbyggere,
    sums.antall_uten_innbyggere = 0 as fullstendig,
    sums.antall_kommuner,
    sums.antall_uten_innbyggere,
    sums.innbyggere_kjente,
    sums.niva = 'kommune' and today.omtrentlig as omtrentlig
from sums
left join geography.kommuner_of_today_by_ar as today
    on sums.nr = today.gjeldende_kommunenr
    and sums.ar = today.ar
