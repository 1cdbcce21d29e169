-- A connection joins a channel. A repeated call changes nothing.
-- KEYS, ARGV[1] to ARGV[4]  see channel.lua
-- ARGV[5]  the connection
-- ARGV[6]  its user, kind:pk
-- ARGV[7]  the user as JSON
-- Result   {ms until the next one is gone, or -1}
-- Complexity: O(log n) for n users of the channel, and for each who is gone
local former = redis.call('HGET', KEYS[4], ARGV[5])
if former ~= ARGV[6] then
  redis.call('HSET', KEYS[4], ARGV[5], ARGV[6])
  came(ARGV[6], ARGV[7])
  if former then
    went(former, 0)
  end
end
local next = settle()
keep()
return {next}
