-- A connection leaves a channel. A repeated call changes nothing.
-- KEYS, ARGV[1] to ARGV[4]  see channel.lua
-- ARGV[5]  the connection
-- ARGV[6]  how long its user may be without connections and count as present, ms
-- Result   {ms until the next one is gone, or -1}
-- Complexity: O(log n) for n users of the channel, and for each who is gone
local user = redis.call('HGET', KEYS[4], ARGV[5])
if user then
  redis.call('HDEL', KEYS[4], ARGV[5])
  went(user, tonumber(ARGV[6]))
end
local next = settle()
keep()
return {next}
