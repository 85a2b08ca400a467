-- One row per kommune that became, or gave part of itself to, another on a day. The official names
-- are those of the day before and of the day itself.
select
    endringer.fra_kommunenr,
    fra.navn as fra_kommunenavn,
    fra_offisielt.offisielt_navn as fra_offisielt_navn,
    endringer.til_kommunenr,
    til.navn as til_kommunenavn,
    til_offisielt.offisielt_navn as til_offisielt_navn,
    endringer.dato,
    endringer.type
from staging.kommune_endringer as endringer
left join geography.stedsnavn_by_nr as fra
    on endringer.fra_kommunenr = fra.nr
    and fra.nivaa = 'kommune'
left join geography.stedsnavn_by_nr as til
    on endringer.til_kommunenr = til.nr
    and til.nivaa = 'kommune'
left join staging.stedsnavn as fra_offisielt
    on endringer.fra_kommunenr = fra_offisielt.nr
    and fra_offisielt.nivaa = 'kommune'
    and endringer.dato - 1 between fra_offisielt.gyldig_fra
    and coalesce(fra_offisielt.gyldig_til, 'infinity')
left join staging.stedsnavn as til_offisielt
    on endringer.til_kommunenr = til_offisielt.nr
    and til_offisielt.nivaa = 'kommune'
    and endringer.dato between til_offisielt.gyldig_fra
    and coalesce(til_offisielt.gyldig_til, 'infinity')
