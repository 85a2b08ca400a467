-- One row per answered row of takstbruk by kommune and year, with what its kommunenr meant on the
-- last day of that year.
with dated as (
    select
        *,
        make_date(ar, 1, 1) as periode,
        make_date(ar, 12, 31) as siste_dag
    from staging.takstbruk_kommune_ar
)

select
    dated.*,
    kommuner.kommunenavn,
    case
        when kommuner.kommunenr is null then 'ukjent'
        when kommuner.er_pseudo then 'pseudo'
        when kommuner.gyldig_fra > dated.siste_dag then 'annen_periode'
        when kommuner.gyldig_til < dated.periode then 'annen_periode'
        else 'gyldig'
    end as kommune_gyldig,
    kommuner.fylkesnr,
    kommuner.fylkesnavn,
    kommuner.gjeldende_kommunenr,
    kommuner.gjeldende_fylkesnr,
    kommuner.entydig
from dated
left join dimensions.kommuner_over_time as kommuner
    on dated.behandler_kommunenr = kommuner.kommunenr
    and dated.siste_dag >= kommuner.fra
    and dated.siste_dag < kommuner.til
