-- A node that ends lets its lease run out, so that the others remove what it stands in for.
-- KEYS[1]  sorted set: nodes, scored by when their lease ends (ms, Redis' clock)
-- ARGV[1]  the node
-- ARGV[2]  for how long its lease still lasts, ms
-- Result   how many other nodes live
-- Complexity: O(log n) for n nodes
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREM', KEYS[1], ARGV[1])
local others = redis.call('ZCOUNT', KEYS[1], '(' .. now, '+inf')
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return others
