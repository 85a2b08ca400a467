-- One row per kommunenr and each kommune of today that all or a part of it became: one for most,
-- several for a kommune that was divided, however many steps later.
with recursive changes as (
    select
        endringer.fra_kommunenr,
        endringer.til_kommunenr,
        endringer.dato
    from staging.kommune_endringer as endringer
    inner join staging.kommuner as kommuner
        on endringer.fra_kommunenr = kommuner.kommunenr
        and endringer.dato = kommuner.gyldig_til + 1
),

steps as (
    select
        kommunenr,
        kommunenr as reached
    from staging.kommune_til_gjeldende
    where not entydig
    union
    select
        steps.kommunenr,
        changes.til_kommunenr as reached
    from steps
    inner join changes
        on steps.reached = changes.fra_kommunenr
)

select
    kommunenr,
    gjeldende_kommunenr
from staging.kommune_til_gjeldende
union
select
    steps.kommunenr,
    steps.reached as gjeldende_kommunenr
from steps
semi join staging.kommune_til_gjeldende as dagens
    on steps.reached = dagens.gjeldende_kommunenr
