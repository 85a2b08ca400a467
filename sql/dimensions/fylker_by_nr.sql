-- One row per fylkesnr, with its name; numbers that are no fylke have none.
select
    * exclude (offisielt_navn),
    false as er_pseudo
from geography.fylker_named
union all by name
select
    pseudo.nr as fylkesnr,
    true as er_pseudo
from staging.pseudosteder as pseudo
anti join staging.fylker as fylker
    on pseudo.nr = fylker.fylkesnr
where pseudo.nivaa = 'fylke'
