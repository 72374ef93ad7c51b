-- When circuits were open, however briefly: an alert needs a minute, and whoever looks into what happened needs each of them.
create table circuit_openings (
  subscription_id uuid not null references subscriptions (id) on delete cascade,
  opened_at timestamptz(3) not null,
  tenant_id uuid not null,
  closed_at timestamptz(3),
  primary key (subscription_id, opened_at)
);
create index circuit_openings_opened_idx on circuit_openings (opened_at);
create index circuit_openings_closed_idx on circuit_openings (closed_at);

-- What is known of the time before: what alerts told, but for those of which nobody knows when the circuit closed, and what is open.
insert into circuit_openings (subscription_id, opened_at, tenant_id, closed_at)
select subscription_id, opened_at, tenant_id, resolved_at from alerts
 where kind = 'circuit_open' and subscription_id is not null and resolved_at is not null and not details ? 'unwatched'
on conflict do nothing;
insert into circuit_openings (subscription_id, opened_at, tenant_id)
select l.subscription_id, coalesce(l.circuit_opened_at, now()), s.tenant_id
  from lane_states l join subscriptions s on s.id = l.subscription_id where l.circuit <> 'closed'
on conflict do nothing;

create function note_circuit_change() returns trigger language plpgsql as $$
begin
  if new.circuit = 'closed' then
    update circuit_openings set closed_at = now() where subscription_id = new.subscription_id and closed_at is null;
  else
    insert into circuit_openings (subscription_id, opened_at, tenant_id)
    select id, coalesce(new.circuit_opened_at, now()), tenant_id from subscriptions where id = new.subscription_id
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger lane_states_circuit after update of circuit on lane_states for each row
  when ((old.circuit = 'closed') <> (new.circuit = 'closed')) execute function note_circuit_change();
