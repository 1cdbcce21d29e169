-- A node confirms that some of its connections live.
-- KEYS         for each of them the sorted set: connections of its identity, scored by when they expire (ms, Redis' clock)
-- ARGV[1]      how long they count without a refresh, ms
-- ARGV[2i]     the connection of KEYS[i], node|connection
-- ARGV[2i + 1] 1: it replaces all others, so that being absent beside others means being replaced
-- Result       for each 1 if it has been replaced, 2 if its identity had been taken for offline, else 0
-- Complexity: O(log n) for each, of n connections of its identity
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local result = {}
for i, key in ipairs(KEYS) do
  local connection = ARGV[2 * i]
  local known = redis.call('ZSCORE', key, connection)
  local alone = not known and redis.call('ZCARD', key) == 0
  if ARGV[2 * i + 1] == '1' and not known and not alone then
    result[i] = 1
  else
    redis.call('ZADD', key, now + ARGV[1], connection)
    redis.call('PEXPIRE', key, ARGV[1] * 4)
    result[i] = alone and 2 or 0
  end
end
return result
