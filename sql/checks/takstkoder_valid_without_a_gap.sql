-- warn: A takstkode that is valid again has not been without validity in between.
select
    fagomraade,
    takstkode,
    takst_id,
    fradato,
    dager_siden_forrige
from marts.takstkoder
where dager_siden_forrige > 0
