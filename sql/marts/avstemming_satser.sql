-- One row per takst and period in which one rate applied: how many rows for the whole country pay
-- that rate for each bill. Rows with repetitions are left out, because these are paid less.
with rows_of_landet as (
    select 'maned' as periodetype, * from marts.takstbruk_landet_maned
    union all by name
    select 'ar' as periodetype, * from marts.takstbruk_landet_ar
),

paid as (
    select
        rows_of_landet.periodetype,
        rows_of_landet.ar,
        rows_of_landet.maned,
        rows_of_landet.periode,
        rows_of_landet.forelopig,
        fagomraade,
        rows_of_landet.fagomraade_navn,
        takstkode,
        takster.takst_navn,
        rates.refusjon,
        rows_of_landet.antall_regninger,
        rates.refusjon * rows_of_landet.antall_regninger as forventet,
        rows_of_landet.sum_refusjon
        - coalesce(rows_of_landet.sum_egenandel_dekket_av_folketrygden, 0) as funnet
    from rows_of_landet
    inner join marts.takst_rates_of_periods as rates
        using (fagomraade, takstkode, periodetype, periode)
    left join dimensions.takster_by_kode as takster
        using (fagomraade, takstkode)
    where
        rows_of_landet.antall_regninger = rows_of_landet.sum_antall_takst
        and rows_of_landet.sum_refusjon is not null
)

select
    periodetype,
    ar,
    maned,
    periode,
    forelopig,
    fagomraade,
    fagomraade_navn,
    takstkode,
    takst_navn,
    refusjon,
    count(*) as rader,
    count(*) filter (where not beyond_rounding(abs(funnet - forventet), 2)) as rader_som_stemmer,
    percentage(
        count(*) filter (where not beyond_rounding(abs(funnet - forventet), 2)), count(*)
    ) as prosent_som_stemmer,
    sum(antall_regninger)::bigint as antall_regninger,
    sum(forventet)::decimal(18, 2) as forventet_refusjon,
    sum(funnet)::decimal(18, 2) as funnet_refusjon,
    sum(funnet - forventet)::decimal(18, 2) as differanse
from paid
group by all
