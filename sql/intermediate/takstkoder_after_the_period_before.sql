-- One row per takst and validity period, with the last day on which its takstkode was valid by a
-- period that began before. That day is far in the future if such a period is still open, and empty
-- for the first period.
select
    *,
    max(coalesce(tildato, date '9999-12-31')) over (
        partition by fagomraade, takstkode
        order by fradato, takst_id
        rows between unbounded preceding and 1 preceding
    ) as tildato_before
from staging.takstkoder
