-- One row per takst and validity period: the history of the tariff.
select
    takst_id,
    fagomraade,
    fagomraader.fagomraade_navn,
    takstkode,
    beskrivelse,
    fradato,
    tildato,
    case
        when fradato > tildato_before then fradato - tildato_before - 1
        when fradato <= tildato_before then 0
    end as dager_siden_forrige,
    fradato <= tildato_before as overlapper_forrige,
    honorar,
    refusjon,
    egenandel,
    pasient_egenbetaling,
    maks_repetisjoner,
    repetisjonsprosent,
    redusert_ref_fra_repetisjon,
    redusert_repetisjonsprosent,
    tidsbruk_per_rep,
    minimum_tidsbruk,
    spesialisttakst,
    maks_antall_per_aar,
    maks_antall_per_kalender_aar,
    maks_antall_gjelder_pasient,
    ugyldig_kombinasjon,
    ugyldig_kombinasjon_modus,
    ugyldig_kombinasjon_takstkoder,
    krever_takst,
    krever_takst_modus,
    krever_takst_takstkoder,
    krever_prosedyre,
    krever_prosedyre_modus,
    krever_prosedyre_koder,
    krever_diagnose,
    krever_diagnose_modus,
    krever_diagnose_koder,
    resource_id
from intermediate.takstkoder_after_the_period_before
left join dimensions.fagomraader_by_kode as fagomraader
    using (fagomraade)
