-- A percentage, written as the amounts are.
create or replace macro api_percent(raw) as api_money(raw);
