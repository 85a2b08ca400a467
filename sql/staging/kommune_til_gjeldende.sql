-- One row per kommunenr: the kommune of today that all of it, or its largest part, belongs to.
select
    kommunenr,
    gjeldende_kommunenr,
    api_boolean(entydig) as entydig
from reference.kommune_til_gjeldende
