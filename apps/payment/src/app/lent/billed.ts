/** What was lent and stands on an invoice or a draft, not credited there: by our side of it. $1 the tenant */
export const BILLED_SQL = `select line.value ->> 'lent' as lent, i.id as invoice, line.n::int as line, jsonb_array_length(i.state -> 'document' -> 'lines') as lines, i.status, i.number
  from invoice i, jsonb_array_elements(i.state -> 'document' -> 'lines') with ordinality line(value, n)
  where i.tenant = $1 and i.kind = 'invoice' and i.status <> 'discarded' and line.value ? 'lent'
    and not exists (select from jsonb_array_elements(i.state -> 'credits') c where c -> 'lines' @> to_jsonb(line.n))`;
