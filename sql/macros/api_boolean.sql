-- True or false in every spelling expected of the API: true, "true", J, ja, 1 and their opposites.
create or replace macro api_boolean(raw) as list_transform(
    [api_bare(raw)],
    lambda bare: case
        when lower(bare) in ('true', 'j', 'ja', '1') then true
        when lower(bare) in ('false', 'n', 'nei', '0') then false
        when bare is not null
            then api_reject(bare, 'a flag: true or false, J or N, ja or nei, 1 or 0')
    end
)[1];
