-- A node confirms that one of its connections lives.
-- KEYS[1]  sorted set: connections of one identity, scored by when they expire (ms, Redis' clock)
-- ARGV[1]  the connection, node|connection
-- ARGV[2]  how long it counts without a refresh, ms
-- ARGV[3]  1: it replaces all others, so that being absent beside others means being replaced
-- Result   1 if it has been replaced, 2 if its identity had been taken for offline, else 0
-- Complexity: O(log n) for n connections of the identity
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
local alone = redis.call('ZCARD', KEYS[1]) == 0
if ARGV[3] == '1' and not known and not alone then
  return 1
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 4)
return alone and 2 or 0
