-- One row per number of a kommune or a fylke, with the one name it has in our tables: the short
-- Norwegian one, and Statistics Norway's addition where two kommuner share it: Herøy (Nordland).
select
    nivaa,
    nr,
    arg_max(
        case when starts_with(ssb_navn, norsk_navn || ' (') then ssb_navn else norsk_navn end,
        gyldig_fra
    ) as navn
from staging.stedsnavn
group by all
