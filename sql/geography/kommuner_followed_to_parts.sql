-- One row per kommunenr and each kommune of today that has all or a part of it. Most have one row.
-- A kommune that was divided, in one step or several, has a row for each part.
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
semi join staging.kommune_til_gjeldende as today
    on steps.reached = today.gjeldende_kommunenr
