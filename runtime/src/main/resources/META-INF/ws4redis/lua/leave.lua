-- A connection goes offline, by itself or because its node died. A late or repeated call changes nothing.
-- KEYS[1]  sorted set: connections of one identity
-- ARGV[1]  the connection, node|connection
-- Result   1 if it was the identity's last one, else 0
-- Complexity: O(log n) for n connections of the identity
if redis.call('ZREM', KEYS[1], ARGV[1]) == 1 and redis.call('ZCARD', KEYS[1]) == 0 then
  return 1
end
return 0
