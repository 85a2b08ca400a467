-- One row per NLK-kode, refusjonskategori and stretch of days on which neither the PO rate, the LR
-- rate nor the validity of the code changes. If several rates are valid, the one that began last
-- counts.
select
    stretches.nlk_kodeid,
    rates.nlk_kode,
    min(rates.norsk_bruksnavn) as norsk_bruksnavn,
    stretches.refusjonskategori,
    stretches.gyldig_fra,
    stretches.gyldig_til,
    arg_max_null(rates.refusjonssats, (rates.fradato, rates.refusjonssats))
        filter (where rates.samhandlertype = 'PO') as refusjonssats_po,
    arg_max_null(rates.refusjonssats, (rates.fradato, rates.refusjonssats))
        filter (where rates.samhandlertype = 'LR') as refusjonssats_lr,
    count(*) filter (where rates.samhandlertype = 'PO') as antall_satser_po,
    count(*) filter (where rates.samhandlertype = 'LR') as antall_satser_lr,
    stretches.gyldig_fra >= rates.kode_fradato
    and stretches.gyldig_fra <= coalesce(rates.kode_tildato, date '9999-12-31') as kode_gyldig
from intermediate.nlkkoder_rates_cut_into_stretches as stretches
inner join staging.nlkkoder_refusjonskategorisatser as rates
    on
        stretches.nlk_kodeid = rates.nlk_kodeid
        and stretches.refusjonskategori = rates.refusjonskategori
        and stretches.gyldig_fra >= rates.fradato
        and stretches.gyldig_fra <= coalesce(rates.tildato, date '9999-12-31')
group by all
