-- warn: A takstkode has one validity period at a time within its fagomraade.
-- nb: En takstkode har én gyldighetsperiode om gangen innen sitt fagområde.
-- One row for each period that begins before an earlier one of the same code has ended.
select
    later.fagomraade,
    later.takstkode,
    later.takst_id,
    later.fradato,
    later.tildato,
    min(earlier.takst_id) as earlier_takst_id,
    min(earlier.fradato) as earlier_fradato
from marts.takstkoder as later
inner join marts.takstkoder as earlier
    on
        earlier.fagomraade = later.fagomraade
        and earlier.takstkode = later.takstkode
        and (earlier.fradato, earlier.takst_id) < (later.fradato, later.takst_id)
        and coalesce(earlier.tildato, date '9999-12-31') >= later.fradato
group by all
