-- The tour through the screens begins by itself once in the life of an account, whatever browser it is opened in.
alter table access.account add toured_at timestamptz;
comment on column access.account.toured_at is 'When the tour through the screens first began for this account; it begins by itself no second time.';
grant update (toured_at) on access.account to lotrinh_app;
