-- A node confirms that it lives, and learns which others do not.
-- KEYS[1]  sorted set: nodes, scored by when their lease ends (ms, Redis' clock)
-- ARGV[1]  the node
-- ARGV[2]  how long its lease lasts, ms
-- Result   {1 if its lease was unbroken, dead nodes...}
-- Complexity: O(log n + d) for n nodes, d of them dead
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = redis.call('ZSCORE', KEYS[1], ARGV[1])
local result = {lease and tonumber(lease) > now and 1 or 0}
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  result[#result + 1] = dead
end
return result
