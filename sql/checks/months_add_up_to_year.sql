-- warn: The months of the whole country add up to its year, where all twelve were requested.
-- nb: Månedene for hele landet blir til sammen året, når alle tolv er forespurt.
-- counts: sums of a year (nb: summer for et år)
with whole_years as (
    select ar
    from intermediate.requested_months_by_year
    where maneder = 12
),

months as (
    select
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) as rader,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon
    from marts.takstbruk_landet_maned
    semi join whole_years
        using (ar)
    group by all
),

years as (
    select
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        1 as rader,
        antall_regninger,
        sum_antall_takst,
        sum_refusjon
    from marts.takstbruk_landet_ar
    semi join whole_years
        using (ar)
)

select
    ar,
    fagomraade,
    takstkode,
    praksis_type_kode,
    months.antall_regninger as months_antall_regninger,
    years.antall_regninger as year_antall_regninger,
    months.sum_antall_takst as months_sum_antall_takst,
    years.sum_antall_takst as year_sum_antall_takst,
    months.sum_refusjon as months_sum_refusjon,
    years.sum_refusjon as year_sum_refusjon,
    coalesce(months.rader, 0) + coalesce(years.rader, 0) as rows
from months
full join years
    using (ar, fagomraade, takstkode, praksis_type_kode)
where
    months.antall_regninger is distinct from years.antall_regninger
    or months.sum_antall_takst is distinct from years.sum_antall_takst
    or (months.sum_refusjon is null) <> (years.sum_refusjon is null)
    or beyond_rounding(abs(months.sum_refusjon - years.sum_refusjon), months.rader + 1)
