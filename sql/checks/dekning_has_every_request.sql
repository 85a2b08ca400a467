-- error: dekning has one row for each request, with the rows of its answer.
-- nb: dekning har én rad for hver forespørsel, med radene i svaret.
-- counts: tables (nb: tabeller)
with planned as (
    select
        count(*) as foresporsler,
        (select coalesce(sum(rader), 0) from staging.receipts) as rader
    from staging.requests
),

published as (
    select
        count(*) as foresporsler,
        coalesce(sum(rader), 0) as rader
    from marts.dekning
)

select
    planned.foresporsler as requests,
    published.foresporsler as published_requests,
    planned.rader as answered_rows,
    published.rader as published_rows,
    greatest(abs(planned.foresporsler - published.foresporsler), 1) as rows
from planned
cross join published
where planned.foresporsler <> published.foresporsler
    or planned.rader <> published.rader
