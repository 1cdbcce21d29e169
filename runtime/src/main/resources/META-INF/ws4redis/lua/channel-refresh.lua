-- A node confirms that it has connections in a channel.
-- KEYS, ARGV[1] to ARGV[4]  see channel.lua
-- Result   {ms until the next one is gone, or -1; how many connections of the node are known}
-- Complexity: O(log n) for n users of the channel, for each who is gone
local next = settle()
keep()
return {next, redis.call('HLEN', KEYS[4])}
