-- warn: An NLK-kode has one rate at a time for PO, and one for LR.
-- nb: En NLK-kode har én sats om gangen for PO, og én for LR.
select
    nlk_kode,
    nlk_kodeid,
    refusjonskategori,
    gyldig_fra,
    gyldig_til,
    antall_satser_po,
    antall_satser_lr
from marts.nlkkoder_refusjonskategorisatser
where antall_satser_po > 1 or antall_satser_lr > 1
