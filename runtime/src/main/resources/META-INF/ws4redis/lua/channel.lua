-- What all scripts of a channel's presence begin with. Who has no connection any more is still present until a grace period
-- is over; whichever script comes first after that removes and announces the user.
-- KEYS[1]  sorted set: the users present, scored by the version at which they came
-- KEYS[2]  hash: v the version, m<user> the user as JSON, c<user> how many connections the user has
-- KEYS[3]  sorted set: users without connections, scored by when they are gone (ms, Redis' clock)
-- KEYS[4]  hash: the connections of one node, connection -> user
-- ARGV[1]  the Redis channel to announce on
-- ARGV[2]  start of the payload that announces one who came, up to its version
-- ARGV[3]  start of the payload that announces one who went, up to its version
-- ARGV[4]  how long the keys outlive their last refresh, ms
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function announce(start, member)
  -- A version that is lost with its key begins anew beyond all that were there before.
  redis.call('HSETNX', KEYS[2], 'v', string.format('%.0f', now))
  local version = string.format('%.0f', redis.call('HINCRBY', KEYS[2], 'v', 1))
  redis.call(PUBLISH, ARGV[1], start .. version .. ',"member":' .. member .. '}')
  return version
end

local function came(user, member)
  redis.call('HINCRBY', KEYS[2], 'c' .. user, 1)
  redis.call('ZREM', KEYS[3], user)
  if not redis.call('ZSCORE', KEYS[1], user) then
    redis.call('HSET', KEYS[2], 'm' .. user, member)
    redis.call('ZADD', KEYS[1], announce(ARGV[2], member), user)
  end
end

local function went(user, grace)
  if redis.call('HINCRBY', KEYS[2], 'c' .. user, -1) <= 0 then
    redis.call('ZADD', KEYS[3], now + grace, user)
  end
end

-- Returns how many ms later the next one is gone, -1 if nobody is about to go. Not all at once, so that Redis is not blocked.
local function settle()
  for _, user in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', now, 'LIMIT', 0, 256)) do
    local member = redis.call('HGET', KEYS[2], 'm' .. user)
    redis.call('ZREM', KEYS[3], user)
    redis.call('HDEL', KEYS[2], 'm' .. user, 'c' .. user)
    if redis.call('ZREM', KEYS[1], user) == 1 and member then
      announce(ARGV[3], member)
    end
  end
  local first = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')
  return first[2] and math.max(0, tonumber(first[2]) - now) or -1
end

local function keep()
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIRE', key, ARGV[4])
  end
end
