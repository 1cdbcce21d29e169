-- A connection comes online.
-- KEYS[1]  sorted set: connections of one identity, scored by when they expire (ms, Redis' clock)
-- ARGV[1]  the connection, node|connection
-- ARGV[2]  how long it counts without a refresh, ms
-- ARGV[3]  how many live connections the identity may have, this one included
-- ARGV[4]  1: it replaces all others
-- Result   {-1} too many, else {1 if the identity was offline, replaced connections...}
-- Complexity: O(log n), with ARGV[4] or at the limit O(n), for n connections of the identity
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first = redis.call('ZCARD', KEYS[1]) == 0 and 1 or 0
local result = {first}
if ARGV[4] == '1' then
  for _, other in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if other ~= ARGV[1] and string.sub(other, -1) ~= '|' then
      result[#result + 1] = other
    end
  end
  redis.call('DEL', KEYS[1])
elseif not redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  local live = redis.call('ZCOUNT', KEYS[1], '(' .. now, '+inf')
  if live >= tonumber(ARGV[3]) then
    -- What stands in for connections of a node that ended (see handover.lua) must not keep them from coming back.
    for _, other in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
      live = live - (string.sub(other, -1) == '|' and 1 or 0)
    end
    if live >= tonumber(ARGV[3]) then
      return {-1}
    end
  end
end
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
-- Longer than any connection counts: what is left of dead nodes must still be there for the sweeper.
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 4)
return result
