-- Where a topic with history is, and all messages after a known position: all of them or, if that cannot be proven, none.
-- KEYS[1]  stream: its messages, ids <offset>-0
-- KEYS[2]  hash: its position, see epoch.lua
-- ARGV[1]  servers, see epoch.lua
-- ARGV[2]  16 hexadecimal digits: the epoch to begin, if one begins
-- ARGV[3]  how long the position is kept from now on, ms
-- ARGV[4]  the epoch of the known position; empty if none is known
-- ARGV[5]  the offset of the known position
-- ARGV[6]  the most messages to read
-- ARGV[7]  the most bytes of messages to read
-- Result   {epoch, offset as text, 1 if all are there or else 0, messages...}
-- Complexity: O(m) for m messages
local epoch, offset = position(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
local none = {epoch, text(offset), 0}
local last = tonumber(ARGV[5])
if ARGV[4] ~= epoch or last > offset or offset - last > tonumber(ARGV[6]) then
  return none
end
local result = {epoch, text(offset), 1}
local bytes = 0
while last < offset do
  -- In portions, so that the limit on bytes holds for what is read too.
  local entries = redis.call('XRANGE', KEYS[1], text(last + 1) .. '-0', '+', 'COUNT', 64)
  if #entries == 0 then
    return none
  end
  for _, entry in ipairs(entries) do
    last = last + 1
    bytes = bytes + #entry[2][2]
    if entry[1] ~= text(last) .. '-0' or bytes > tonumber(ARGV[7]) then
      return none
    end
    result[#result + 1] = entry[2][2]
  end
end
return result
