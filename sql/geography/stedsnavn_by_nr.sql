-- One row per number of a kommune or fylke, with its one name in our tables. It is the short
-- Norwegian name. If two kommuner share it, Statistics Norway's addition follows: Herøy (Nordland).
select
    nivaa,
    nr,
    arg_max(
        case when starts_with(ssb_navn, norsk_navn || ' (') then ssb_navn else norsk_navn end,
        gyldig_fra
    ) as navn
from staging.stedsnavn
group by all
