-- warn: Every NLK-kode that is replaced leads to a last one, not around in a circle.
select
    nlk_kodeid,
    nlk_kode,
    erstattes_av
from marts.nlkkoder
where erstattes_av is not null and erstattes_av_endelig is null
