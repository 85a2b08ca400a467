-- One row per takst and validity period, from the answer that has only the official codes of
-- ugyldig_kombinasjon. All other columns are read from takstkoder.
select
    api_text(takst_id) as takst_id,
    api_text(fagomraade) as fagomraade,
    api_text(takstkode) as takstkode,
    api_date(fradato) as fradato,
    api_end_date(tildato) as tildato,
    api_modus(ugyldig_kombinasjon) as ugyldig_kombinasjon_modus,
    api_codes(ugyldig_kombinasjon) as ugyldig_kombinasjon_takstkoder
from raw.takstkoder_offisielle
