-- One row per kommune that became, or gave part of itself to, another on a day.
select
    fra_kommunenr,
    til_kommunenr,
    dato::date as dato,
    type
from reference.kommune_endringer
