-- One row per code that replaces another: the last code of the chain of replacements, or nothing
-- where the chain is a circle. The latest period of a code says what replaces it.
with recursive replaced as (
    select
        nlk_kode,
        list(
            erstattes_av
            order by fradato, nlk_kodeid, erstattes_av nulls first
        )[-1] as erstattes_av
    from staging.nlkkoder
    group by nlk_kode
),

chain as (
    select distinct
        erstattes_av as first_kode,
        erstattes_av as last_kode,
        [erstattes_av] as path
    from staging.nlkkoder
    where erstattes_av is not null
    union all
    select
        chain.first_kode,
        replaced.erstattes_av as last_kode,
        list_append(chain.path, replaced.erstattes_av) as path
    from chain
    inner join replaced
        on chain.last_kode = replaced.nlk_kode
    where
        replaced.erstattes_av is not null
        and not list_contains(chain.path[:-2], chain.last_kode)
)

select
    first_kode as nlk_kode,
    arg_max_null(
        case when not list_contains(path[:-2], last_kode) then last_kode end, len(path)
    ) as last_kode
from chain
group by first_kode
