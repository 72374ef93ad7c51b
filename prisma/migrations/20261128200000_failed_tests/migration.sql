-- The list of what failed holds test sends too, which are no dead letters. They are few, and never become anything else.
create index deliveries_tests_idx on deliveries (id) where test;
