-- One row per number that looks like a kommune or a fylke, but is none.
select
    nivaa,
    lpad(
        unnest(range(fra_nr::integer, til_nr::integer + 1))::varchar,
        length(fra_nr)::integer,
        '0'
    ) as nr,
    betydning
from reference.pseudosteder
