/**
 * What a dead letter died of, as SQL over the alias `x` of dead_letters: its last failed attempt, the shape of what the receiver
 * said (or of our own words where it said nothing), and a fingerprint of both. Ids, hashes and numbers are one sign each, so that
 * "order 17 not found" and "order 18 not found" are the same trouble.
 */
const variable = `'(evt|dlv|sub|bat|ten|app)_[0-9a-z]{26}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{16,}|[0-9]+([.,:][0-9]+)*'`

export const lastAttemptSql = `
  select a.response_body, a.error_detail from attempts a
   where a.delivery_id = x.delivery_id and a.id >= (left(x.delivery_id::text, 14) || '7000-8000-000000000000')::uuid
   order by a.id desc limit 1`

/** `attempt`: alias of the last attempt. */
export const shapeSql = (attempt: string): string => `
  left(regexp_replace(coalesce(nullif(encode(substring(${attempt}.response_body for 400), 'escape'), ''), ${attempt}.error_detail, ''),
                      ${variable}, '#', 'g'), 120)`

export const fingerprintSql = (attempt: string): string => `md5(concat_ws('|', x.error, x.code, ${shapeSql(attempt)}))`

/** The fingerprint of one row of dead_letters, also of one whose attempts are gone. */
export const fingerprintOfRowSql = `(select ${fingerprintSql('l')} from (${lastAttemptSql}) l right join (select) one on true)`
