-- sent_at: when the operator's receiver was told that the alert opened; resolution_sent_at: that it was resolved.
alter table alerts add column resolution_sent_at timestamptz(3);
