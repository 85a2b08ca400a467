-- One row: the day, in Norway, on which the last answer of the pull arrived.
select
    (max(fetched_at::timestamptz) at time zone 'Europe/Oslo')::date as dag
from raw.receipts
