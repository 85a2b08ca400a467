-- One row per kommunenr, with its place then and today; numbers that are no kommune have no names.
select
    * exclude (offisielt_navn),
    false as er_pseudo
from geography.kommuner_placed
union all by name
select
    pseudo.nr as kommunenr,
    true as er_pseudo
from staging.pseudosteder as pseudo
anti join staging.kommuner as kommuner
    on pseudo.nr = kommuner.kommunenr
where pseudo.nivaa = 'kommune'
