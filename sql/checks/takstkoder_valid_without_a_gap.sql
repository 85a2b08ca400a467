-- warn: A takstkode that is valid again has not been without validity in between.
-- nb: En takstkode som blir gyldig igjen, har ikke vært uten gyldighet i mellomtiden.
select
    fagomraade,
    takstkode,
    takst_id,
    fradato,
    dager_siden_forrige
from marts.takstkoder
where dager_siden_forrige > 0
