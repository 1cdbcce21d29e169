-- Publishes to a topic without history, unless that has been done with the same idempotency key.
-- KEYS[1]  Redis channel of the topic
-- KEYS[2]  string, optional: how many received the publish with this key
-- ARGV[1]  the payload
-- ARGV[2]  how long the key is kept, ms
-- ARGV[3]  optional: Redis channel of Django workers; what follows on the heels of a payload that says so is its copy
-- ARGV[4]  the message as they read it
-- Result   receivers; of the first publish, if there was one with this key
-- Complexity: O(n) for n subscribed nodes
local first = KEYS[2] and redis.call('GET', KEYS[2])
if first then
  return tonumber(first)
end
if KEYS[2] then
  -- First, because it may be refused, without memory for example: what cannot be remembered would go out each time it comes.
  redis.call('SET', KEYS[2], 0, 'PX', ARGV[2])
end
local receivers = redis.pcall(PUBLISH, KEYS[1], ARGV[1])
if type(receivers) == 'table' then
  if KEYS[2] then
    redis.call('DEL', KEYS[2])
  end
  return receivers
end
if ARGV[3] then
  receivers = math.max(receivers, redis.call(PUBLISH, ARGV[3], ARGV[4]))
end
if KEYS[2] then
  redis.call('SET', KEYS[2], receivers, 'PX', ARGV[2])
end
return receivers
