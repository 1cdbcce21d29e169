-- Goes before the scripts of topics with history: where a topic is. A topic that is not known, or was known to another server
-- (Redis was restarted or failed over, and may have lost what it had confirmed), begins a new epoch at offset 0.
-- stream   stream: the messages
-- meta     hash: epoch, offset of the last message, server that counted
-- servers  run id of this Redis server; then, separated by spaces, those of others that live and can have handed the topic over
-- fresh    the epoch to begin, if one begins
-- Result   epoch, offset
-- Complexity: O(1); O(n) for n messages of an epoch that ends
local function position(stream, meta, servers, fresh)
  local server = string.match(servers, '^%S+')
  local known = redis.call('HMGET', meta, 'epoch', 'offset', 'server')
  if known[1] and string.find(servers, known[3], 1, true) then
    if known[3] ~= server then
      redis.call('HSET', meta, 'server', server)
    end
    return known[1], tonumber(known[2])
  end
  redis.call('DEL', stream)
  redis.call('HSET', meta, 'epoch', fresh, 'offset', 0, 'server', server)
  return fresh, 0
end

-- Offsets are written in full: Lua would write large numbers with an exponent.
local function text(offset)
  return string.format('%.0f', offset)
end
