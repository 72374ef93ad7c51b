-- People read their filters again: json keeps the order in which they wrote them.
alter table subscriptions alter column filter type json;
