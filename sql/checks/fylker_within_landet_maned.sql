-- warn: The fylker never add up to more than the whole country in the same month.
-- nb: Fylkene er til sammen aldri mer enn hele landet samme måned.
-- counts: sums of fylker (nb: summer av fylker)
with fylker as (
    select
        ar,
        maned,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) as rows,
        sum(antall_regninger) as antall_regninger,
        sum(sum_antall_takst) as sum_antall_takst,
        sum(sum_refusjon) as sum_refusjon
    from marts.takstbruk_fylke_maned
    group by all
)

select
    fylker.*,
    landet.antall_regninger as landet_antall_regninger,
    landet.sum_antall_takst as landet_sum_antall_takst,
    landet.sum_refusjon as landet_sum_refusjon
from fylker
left join marts.takstbruk_landet_maned as landet
    using (ar, maned, fagomraade, takstkode, praksis_type_kode)
where
    fylker.antall_regninger > coalesce(landet.antall_regninger, 0)
    or fylker.sum_antall_takst > coalesce(landet.sum_antall_takst, 0)
    or beyond_rounding(
        fylker.sum_refusjon - coalesce(landet.sum_refusjon, 0), fylker.rows + 1
    )
