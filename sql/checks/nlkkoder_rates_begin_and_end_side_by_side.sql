-- error: Every rate of an NLK-kode begins and ends, on its own days, among the rates side by side.
-- nb: Hver sats for en NLK-kode begynner og slutter på sine egne dager blant satsene side om side.
with sides as (
    select
        'PO' as samhandlertype,
        nlk_kodeid,
        refusjonskategori,
        gyldig_fra,
        gyldig_til,
        refusjonssats_po as refusjonssats,
        antall_satser_po as antall_satser
    from marts.nlkkoder_refusjonskategorisatser
    union all by name
    select
        'LR' as samhandlertype,
        nlk_kodeid,
        refusjonskategori,
        gyldig_fra,
        gyldig_til,
        refusjonssats_lr as refusjonssats,
        antall_satser_lr as antall_satser
    from marts.nlkkoder_refusjonskategorisatser
)

select
    rates.nlk_kodeid,
    rates.samhandlertype,
    rates.refusjonskategori,
    rates.fradato,
    rates.tildato
from marts.nlkkoder_satser_per_samhandlertype as rates
left join sides as first_days
    on
        rates.samhandlertype = first_days.samhandlertype
        and rates.nlk_kodeid = first_days.nlk_kodeid
        and rates.refusjonskategori = first_days.refusjonskategori
        and rates.fradato = first_days.gyldig_fra
        and rates.refusjonssats is not distinct from first_days.refusjonssats
left join sides as last_days
    on
        rates.samhandlertype = last_days.samhandlertype
        and rates.nlk_kodeid = last_days.nlk_kodeid
        and rates.refusjonskategori = last_days.refusjonskategori
        and rates.tildato is not distinct from last_days.gyldig_til
        and last_days.antall_satser > 0
where
    rates.fradato <= coalesce(rates.tildato, date '9999-12-31')
    and (first_days.nlk_kodeid is null or last_days.nlk_kodeid is null)
