-- One row per takst and month or year of takstbruk in which one rate applied throughout. Exactly
-- one validity period touches the month or year, and covers it from the first day to the last.
with periods as (
    select distinct
        'maned' as periodetype,
        fagomraade,
        takstkode,
        periode,
        (periode + interval 1 month - interval 1 day)::date as siste_dag
    from marts.takstbruk_landet_maned
    union all
    select distinct
        'ar' as periodetype,
        fagomraade,
        takstkode,
        periode,
        (periode + interval 1 year - interval 1 day)::date as siste_dag
    from marts.takstbruk_landet_ar
)

select
    fagomraade,
    takstkode,
    periods.periodetype,
    periods.periode,
    periods.siste_dag,
    min(takstkoder.refusjon) as refusjon
from periods
inner join staging.takstkoder as takstkoder
    using (fagomraade, takstkode)
where
    takstkoder.fradato <= periods.siste_dag
    and coalesce(takstkoder.tildato, date '9999-12-31') >= periods.periode
group by all
having
    count(*) = 1
    and min(takstkoder.fradato) <= periods.periode
    and max(coalesce(takstkoder.tildato, date '9999-12-31')) >= periods.siste_dag
    and min(takstkoder.refusjon) is not null
