-- One row per NLK-kode and validity period. There are two where the answers for PO and LR differ,
-- and the check of the key then stops the release.
select
    nlkkoder.nlk_kodeid,
    nlkkoder.nlk_kode,
    nlkkoder.norsk_bruksnavn,
    nlkkoder.komponent,
    nlkkoder.system,
    nlkkoder.enhet,
    nlkkoder.egenskapsart,
    nlkkoder.spesifisert_komponent,
    nlkkoder.system_spesifikasjon,
    nlkkoder.egenskapsart_spesifikasjon,
    nlkkoder.npu_definisjon,
    nlkkoder.npu_spesialitet,
    nlkkoder.fagomraade_nlk,
    nlkkoder.fagomraade_sekundaert,
    nlkkoder.gruppering,
    nlkkoder.refusjonskategori,
    nlkkoder.fradato,
    nlkkoder.tildato,
    nlkkoder.erstattes_av,
    followed.last_kode as erstattes_av_endelig,
    nlkkoder.hva_endret,
    nlkkoder.sist_endret_dato,
    nlkkoder.stjernekode,
    nlkkoder.ugyldig_kombinasjon,
    nlkkoder.ugyldig_kombinasjon_modus,
    nlkkoder.ugyldig_kombinasjon_nlk_koder,
    list(distinct nlkkoder.samhandlertype order by nlkkoder.samhandlertype) as samhandlertyper
from staging.nlkkoder as nlkkoder
left join intermediate.nlkkoder_followed_to_the_last as followed
    on nlkkoder.erstattes_av = followed.nlk_kode
group by all
