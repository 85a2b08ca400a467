-- warn: A takstkode has one validity period at a time within its fagomraade.
select
    earlier.fagomraade,
    earlier.takstkode,
    earlier.takst_id,
    earlier.fradato,
    earlier.tildato,
    later.takst_id as later_takst_id,
    later.fradato as later_fradato
from marts.takstkoder as earlier
inner join marts.takstkoder as later
    on earlier.fagomraade = later.fagomraade
    and earlier.takstkode = later.takstkode
    and (earlier.fradato, earlier.takst_id) < (later.fradato, later.takst_id)
    and coalesce(earlier.tildato, date '9999-12-31') >= later.fradato
