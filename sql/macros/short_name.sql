-- The first sentence or line of a text without its full stop. If it is longer than 60 characters,
-- it ends after the last whole word that leaves room for "…". Nothing where the text is empty.
create or replace macro short_name(raw) as (
    select
        case
            when length(sentence) <= 60 then sentence
            else coalesce(
                nullif(regexp_extract(sentence, '^(.{1,58}[\pL\pN)])[^\pL\pN]', 1), ''),
                left(sentence, 59)
            ) || '…'
        end
    from (
        select
            nullif(
                regexp_extract(
                    regexp_replace(trim(raw, e' \t\r\n'), '[ \t]+', ' ', 'g'),
                    '^(.+?)(?:\. ?$|\. [\p{Lu}(]|\.? ?[\r\n]|$)',
                    1
                ),
                ''
            ) as sentence
    )
);
