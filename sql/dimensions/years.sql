-- One row per year: whether its figures may still change after the pull. It also has the number of
-- months that had ended when the last answer arrived.
with years as (
    select
        unnest(range(1900, 2101))::smallint as ar,
        dag
    from staging.pull_time
)

select
    ar,
    still_changes(make_date(ar, 12, 31), dag) as forelopig,
    case
        when year(dag) < ar then 0
        when year(dag) = ar then month(dag) - 1
        when year(dag) > ar then 12
    end::tinyint as antall_maneder
from years
