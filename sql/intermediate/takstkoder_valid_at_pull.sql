-- One row per takst that was valid on the day of the pull, with its rates. Of several periods at
-- once, the one that began last counts.
select
    takstkoder.fagomraade,
    takstkoder.takstkode,
    takstkoder.honorar,
    takstkoder.refusjon,
    takstkoder.egenandel
from staging.takstkoder as takstkoder
cross join staging.pull_time
where
    pull_time.dag >= takstkoder.fradato
    and pull_time.dag <= coalesce(takstkoder.tildato, date '9999-12-31')
qualify
    row_number() over (
        partition by takstkoder.fagomraade, takstkoder.takstkode
        order by takstkoder.fradato desc, takstkoder.takst_id desc
    ) = 1
