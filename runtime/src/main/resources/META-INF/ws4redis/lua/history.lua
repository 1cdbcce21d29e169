-- Stored messages of a topic with history, oldest first.
-- KEYS[1]  stream: its messages, ids <offset>-0
-- KEYS[2]  hash: its position, see epoch.lua
-- ARGV[1]  servers, see epoch.lua
-- ARGV[2]  16 hexadecimal digits: the epoch to begin, if one begins
-- ARGV[3]  how long the position is kept from now on, ms
-- ARGV[4]  the offset after which to begin; empty for the newest messages
-- ARGV[5]  the most messages to read
-- ARGV[6]  the most bytes of messages to return; one message is returned in any case
-- Result   {epoch, offset as text, id and message of each...}
-- Complexity: O(m) for m messages
local epoch, offset = position(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
local entries
if ARGV[4] == '' then
  entries = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', ARGV[5])
else
  entries = redis.call('XRANGE', KEYS[1], text(tonumber(ARGV[4]) + 1) .. '-0', '+', 'COUNT', ARGV[5])
end
local fits = 0
local bytes = 0
for i, entry in ipairs(entries) do
  bytes = bytes + #entry[2][2]
  if i > 1 and bytes > tonumber(ARGV[6]) then
    break
  end
  fits = i
end
local result = {epoch, text(offset)}
local first, last, step = 1, fits, 1
if ARGV[4] == '' then
  first, last, step = fits, 1, -1
end
for i = first, last, step do
  result[#result + 1] = entries[i][1]
  result[#result + 1] = entries[i][2][2]
end
return result
