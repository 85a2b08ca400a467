-- True or false in every spelling expected of the API: true, "true", J, ja, 1 and their opposites.
create or replace macro api_boolean(raw) as case
    when lower(trim(raw)) in ('true', 'j', 'ja', '1') then true
    when lower(trim(raw)) in ('false', 'n', 'nei', '0') then false
    when trim(raw) = '' or raw is null then null
    else error('Cannot read flag as true/false, J/N, ja/nei or 1/0: ' || raw)
end;
