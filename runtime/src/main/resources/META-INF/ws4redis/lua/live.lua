-- The live connections of an identity.
-- KEYS[1]  sorted set: connections of one identity, scored by when they expire (ms, Redis' clock)
-- Result   the connections, node|connection
-- Complexity: O(n) for n connections of the identity
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')
