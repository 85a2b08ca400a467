-- One row per request that the API could not deliver whole and that was requested in parts instead.
select
    parse_path(_file)[-2] as endepunkt,
    parse_path(_file)[-1][:-12] as foresporsel,
    divided_by as delt_etter
from raw.splits
