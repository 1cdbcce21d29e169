-- A connection goes because its node ends. If it is the last one of its identity, the node stands in for it: the identity
-- is online until a grace period is over, and who comes back until then was never offline.
-- KEYS[1]  sorted set: connections of one identity, scored by when they expire (ms, Redis' clock)
-- ARGV[1]  the connection, node|connection
-- ARGV[2]  what stands in for it, node|
-- ARGV[3]  the grace period, ms
-- ARGV[4]  how long the key is kept, ms
-- Result   nothing
-- Complexity: O(log n) for n connections of the identity
if redis.call('ZREM', KEYS[1], ARGV[1]) == 1 and redis.call('ZCARD', KEYS[1]) == 0 then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
