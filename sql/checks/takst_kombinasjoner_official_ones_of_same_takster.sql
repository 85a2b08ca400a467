-- warn: A request for official combinations only has answers with the same takster and periods.
-- nb: Forespurt om bare offisielle kombinasjoner svarer APIet med samme takster og perioder.
select
    coalesce(listed.takst_id, official.takst_id) as takst_id,
    listed.takst_id is not null as without,
    official.takst_id is not null as official
from staging.takstkoder as listed
full join staging.takstkoder_offisielle as official
    on
        listed.takst_id = official.takst_id
        and listed.fagomraade = official.fagomraade
        and listed.takstkode = official.takstkode
        and listed.fradato is not distinct from official.fradato
        and listed.tildato is not distinct from official.tildato
where
    (listed.takst_id is null or official.takst_id is null)
    and exists (select 1 from staging.takstkoder_offisielle)
