-- warn: Every column of takstkoder has a value in some row, but for those that were never filled.
-- nb: Hver kolonne i takstkoder har en verdi i minst én rad, om den ikke alltid har vært tom.
-- missing: columns with a value (nb: kolonner med en verdi)
with counted as (
    select count(columns(*)) as '\0'
    from marts.takstkoder
)

select filled.key as unused
from counted
cross join json_each(to_json(counted)) as filled
where filled.value = '0'
    and not filled.key similar to '(krever_prosedyre|krever_diagnose|maks_antall_gjelder_pasient).*'
    and exists (select 1 from marts.takstkoder)
