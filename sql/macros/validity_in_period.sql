-- Whether the number of a place was one between two days: gyldig, annen_periode, pseudo or ukjent.
-- A number without a row in our tables, where er_pseudo is null, is ukjent.
create or replace macro validity_in_period(er_pseudo, valid_from, valid_until, first_day, last_day)
as case
    when er_pseudo is null then 'ukjent'
    when er_pseudo then 'pseudo'
    when valid_from > last_day or valid_until < first_day then 'annen_periode'
    else 'gyldig'
end;
