-- Publishes to a topic with history: counts, stores, trims and publishes, or does nothing of it. Where Redis does not let its user
-- publish, the message is stored, and its key with it.
-- KEYS[1]  stream: its messages, ids <offset>-0
-- KEYS[2]  hash: its position, see epoch.lua
-- KEYS[3]  string, optional: the result of the publish with this idempotency key
-- ARGV[1]  servers, see epoch.lua
-- ARGV[2]  16 hexadecimal digits: the epoch to begin, if one begins
-- ARGV[3]  the frame up to the message
-- ARGV[4]  the message, JSON
-- ARGV[5]  how many messages are kept
-- ARGV[6]  how long they are kept after the last one, ms
-- ARGV[7]  how long the position is kept after the last message, ms; longer than the messages, so that it proves a gap
-- ARGV[8]  how long the result of an idempotency key is kept, ms
-- ARGV[9]  Redis channel of the topic; no key, so that a Cluster that moves the slot does not miss it
-- ARGV[10] optional: the trace that the message carries; empty for none
-- ARGV[11] optional: Redis channel of Django workers; what follows on the heels of a payload that says so is its copy
-- ARGV[12] the message as they read it
-- Result   {receivers, offset, as text}; of the first publish, if there was one with this key
-- Complexity: O(n + s) for n subscribed nodes, s messages that are trimmed
if KEYS[3] then
  local receivers, offset = string.match(redis.call('GET', KEYS[3]) or '', '^(%d+) (%d+)$')
  if offset then
    return {tonumber(receivers), offset}
  end
end
local epoch, offset = position(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
local number = text(offset + 1)
-- First, because it may be refused: what is not kept must not be counted.
redis.call('XADD', KEYS[1], 'MAXLEN', '=', ARGV[5], number .. '-0', 'm', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
redis.call('HSET', KEYS[2], 'offset', number)
redis.call('PEXPIRE', KEYS[2], ARGV[7])
if KEYS[3] then
  -- Before what may be refused: each attempt would store and send it again. Who is subscribed finds the gap.
  redis.call('SET', KEYS[3], '0 ' .. number, 'PX', ARGV[8])
end
-- The header of protocol.Payload, then the frame as clients get it.
local trace = ''
if (ARGV[10] or '') ~= '' then
  trace = ARGV[10] .. '\n'
end
local header = (trace == '' and 'W4\1' or 'W4\2') .. (ARGV[11] and '\3' or '\1')
local receivers = redis.call(PUBLISH, ARGV[9], header .. struct.pack('>I8', offset + 1) .. epoch .. trace
  .. ARGV[3] .. ARGV[4] .. ',"offset":' .. number .. '}')
if ARGV[11] then
  receivers = math.max(receivers, redis.call(PUBLISH, ARGV[11], ARGV[12]))
end
if KEYS[3] then
  redis.call('SET', KEYS[3], receivers .. ' ' .. number, 'PX', ARGV[8])
end
return {receivers, number}
