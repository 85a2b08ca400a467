-- One row per NLK-kode and validity period; two where the answers for PO and LR disagree, which the
-- key check stops.
select
    nlk_kodeid,
    nlk_kode,
    norsk_bruksnavn,
    komponent,
    system,
    enhet,
    egenskapsart,
    spesifisert_komponent,
    system_spesifikasjon,
    egenskapsart_spesifikasjon,
    npu_definisjon,
    npu_spesialitet,
    fagomraade_nlk,
    fagomraade_sekundaert,
    gruppering,
    refusjonskategori,
    fradato,
    tildato,
    erstattes_av,
    hva_endret,
    sist_endret_dato,
    stjernekode,
    ugyldig_kombinasjon,
    ugyldig_kombinasjon_modus,
    ugyldig_kombinasjon_nlk_koder,
    list(distinct samhandlertype order by samhandlertype) as samhandlertyper
from staging.nlkkoder
group by all
