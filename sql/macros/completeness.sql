-- Whether a sum has every part, from how much it may lack; null is not known.
create or replace macro completeness(lacking) as
    case
        when lacking is null then 'ukjent'
        when lacking = 0 then 'fullstendig'
        else 'kan_mangle'
    end;
