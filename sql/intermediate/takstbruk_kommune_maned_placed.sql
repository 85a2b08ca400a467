-- One row per answered row of takstbruk by kommune and month, with what its kommunenr meant on the
-- last day of that month.
with dated as (
    select
        *,
        make_date(ar, maned, 1) as periode,
        last_day(make_date(ar, maned, 1)) as siste_dag
    from staging.takstbruk_kommune_maned
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
