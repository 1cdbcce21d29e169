insert into Member (id, username, loginEnabled, sessionKey) values (7, 'alice', true, 'alice-session'), (8, 'bob', true, 'bob-session'), (9, 'dora', false, 'dora-session');
insert into Member_groups (Member_id, groups) values (7, 1), (7, 2), (7, 3), (8, 1);
insert into Terminal (id, tid, token) values (11, 'T-100', 'tok-100'), (12, 'T-200', 'tok-200');
insert into member_group (id) values (1), (2), (3), (4);
insert into Room (id) values (5);
