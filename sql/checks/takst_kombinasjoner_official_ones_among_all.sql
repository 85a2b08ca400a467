-- warn: Every official combination is also in the list that is not requested as official.
-- nb: Hver offisiell kombinasjon er også i listen over alle kombinasjoner.
select
    official.takst_id,
    official.fagomraade,
    official.takstkode,
    official.modus,
    official.annen_takstkode
from intermediate.takst_kombinasjoner_listed as official
anti join intermediate.takst_kombinasjoner_listed as listed
    on
        official.takst_id = listed.takst_id
        and official.kombinasjon = listed.kombinasjon
        and official.modus = listed.modus
        and official.annen_takstkode is not distinct from listed.annen_takstkode
        and not listed.offisiell
where official.offisiell
