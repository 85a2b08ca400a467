-- What the macros of single values are made of: white space, rejections, numbers.

-- A text without the white space around it (spaces, tabs, line breaks, no-break and thin spaces);
-- nothing where that leaves nothing. Here as elsewhere, a lambda keeps DuckDB from computing
-- for all rows an expression that stands twice and is needed for few.
create or replace macro api_bare(raw) as list_transform(
    [trim(trim(raw), e' \t\r\n' || chr(160) || chr(8201) || chr(8239))],
    lambda bare: nullif(bare, '')
)[1];

-- Stops the query: this text is not what was expected of it. The pipeline reads the JSON and adds
-- the request, the row and the field.
create or replace macro api_reject(raw, expected) as error(
    to_json({'expected': expected, 'value': left(raw, 200), 'length': length(raw)})
);

-- A number as any program writes it, exact to 20 decimals: 12, -12.5, 12,5, 1.31898967E8. Nothing
-- where it is no number, and where it has exactly three decimals, which may be thousands.
create or replace macro api_number(bare) as case
    when regexp_full_match(bare, '-?(0|[1-9]\d*)([.,](\d\d?|\d{4,20}))?')
        or regexp_full_match(bare, '-?\d([.,]\d{1,20})?[eE][+-]?\d{1,3}')
        then try_cast(replace(bare, ',', '.') as decimal(38, 20))
end;
