-- error: The fylker of today add up to the undivided fylker and the kommuner of the divided ones.
-- nb: Dagens fylker summerer til de udelte fylkene og kommunene i de delte.
-- counts: sums, before and after (nb: summer, før og etter)
with answered as (
    from intermediate.takstbruk_fylke_ar_placed
    where entydig is not false
    union all by name
    from marts.takstbruk_kommune_ar as kommuner
    semi join dimensions.fylker_mapped_to_gjeldende as fylker
        on kommuner.fylkesnr = fylker.fylkesnr
        and kommuner.ar = fylker.ar
        and not fylker.entydig
),

expected as (
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
    from answered
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
    from marts.takstbruk_fylke_ar_gjeldende
    group by all
)

select antall_kilder as rows, * from (from expected except from summed)
union all
select 0 as rows, * from (from summed except from expected)
