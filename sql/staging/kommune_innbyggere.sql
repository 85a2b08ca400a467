-- One row per kommunenr and year: who lived there on 1 January.
select
    kommunenr,
    api_year(ar) as ar,
    innbyggere::integer as innbyggere
from reference.kommune_innbyggere
