-- Publishes to a topic without history, unless that has been done with the same idempotency key.
-- KEYS[1]  Redis channel of the topic
-- KEYS[2]  string: how many received the publish with this key
-- ARGV[1]  the payload
-- ARGV[2]  how long the key is kept, ms
-- Result   receivers; of the first publish, if there was one with this key
-- Complexity: O(n) for n subscribed nodes
local first = redis.call('GET', KEYS[2])
if first then
  return tonumber(first)
end
local receivers = redis.call(PUBLISH, KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], receivers, 'PX', ARGV[2])
return receivers
