-- One row per month: whether its figures may still change after the pull.
with months as (
    select
        unnest(range(1900 * 12, 2101 * 12)) as number,
        dag
    from staging.pull_time
)

select
    (number // 12)::smallint as ar,
    (number % 12 + 1)::tinyint as maned,
    still_changes(last_day(make_date(number // 12, number % 12 + 1, 1)), dag) as forelopig
from months
