-- Connections of a dead node leave a channel, some of them: to be called until none is left.
-- KEYS, ARGV[1] to ARGV[4]  see channel.lua; KEYS[4] is the dead node's
-- Result   {ms until the next one is gone, or -1; how many connections are left}
-- Complexity: O(log n) for n users of the channel, for each connection removed and each user who is gone
for _, connection in ipairs(redis.call('HRANDFIELD', KEYS[4], 256)) do
  local user = redis.call('HGET', KEYS[4], connection)
  redis.call('HDEL', KEYS[4], connection)
  went(user, 0)
end
return {settle(), redis.call('HLEN', KEYS[4])}
