-- Who is present in a channel.
-- KEYS, ARGV[1] to ARGV[4]  see channel.lua
-- ARGV[5]  how many users to list, those first who have been there longest
-- Result   {ms until the next one is gone, or -1; version; how many users; then for each of the list JSON, connections}
-- Complexity: O(log n + m) for n users of the channel and m listed, and O(log n) for each who is gone
local result = {settle(), redis.call('HGET', KEYS[2], 'v') or '0', redis.call('ZCARD', KEYS[1])}
local limit = tonumber(ARGV[5])
if limit > 0 then
  for _, user in ipairs(redis.call('ZRANGE', KEYS[1], 0, limit - 1)) do
    local known = redis.call('HMGET', KEYS[2], 'm' .. user, 'c' .. user)
    if known[1] then
      result[#result + 1] = known[1]
      result[#result + 1] = known[2] or '0'
    end
  end
end
return result
