-- A text without white space around it; nothing where it is empty. The first branch is the cheap
-- one: 30 M rows pass here.
create or replace macro api_text(raw) as case
    when raw > '!' and not ends_with(raw, ' ') then raw
    else api_bare(raw)
end;
