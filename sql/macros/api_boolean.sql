-- True or false in every spelling expected of the API: true, "true", J, ja, 1 and their opposites.
create or replace macro api_boolean(raw) as case
    when lower(api_bare(raw)) in ('true', 'j', 'ja', '1') then true
    when lower(api_bare(raw)) in ('false', 'n', 'nei', '0') then false
    when api_bare(raw) is not null
        then api_reject(raw, 'a flag: true or false, J or N, ja or nei, 1 or 0')
end;
