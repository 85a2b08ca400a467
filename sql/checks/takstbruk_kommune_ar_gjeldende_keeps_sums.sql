-- error: Summing to the kommuner of today changes no total of a takst, a praksistype and a year.
-- nb: Summering til kommunene i dag endrer ingen sum for en takst, en praksistype og et år.
-- counts: sums, before and after (nb: summer, før og etter)
with answered as (
    select
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) as antall_kilder,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon,
        sum(sum_egenandel_betalt_av_pasient) as sum_betalt,
        sum(sum_egenandel_dekket_av_folketrygden) as sum_dekket
    from marts.takstbruk_kommune_ar
    group by all
),

summed as (
    select
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        sum(antall_kilder) as antall_kilder,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon,
        sum(sum_egenandel_betalt_av_pasient) as sum_betalt,
        sum(sum_egenandel_dekket_av_folketrygden) as sum_dekket
    from marts.takstbruk_kommune_ar_gjeldende
    group by all
)

select
    antall_kilder as rows,
    *
from (from answered except from summed)
union all
select
    0 as rows,
    *
from (from summed except from answered)
