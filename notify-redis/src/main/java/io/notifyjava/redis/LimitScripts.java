package io.notifyjava.redis;

/**
 * What a {@link RedisLimitStore} does in one step at the server, for a list of claims.
 *
 * <p>For each claim there is a key that says that it is open, and one for each of its bounds. The
 * arguments are the number of claims, then for each claim {@code id, instant, ms that it may stay
 * open, number of bounds}, and for each bound {@code kind, permits, start or length, end, ms to
 * keep}. Times are microseconds since the epoch; they fit into the server's numbers, which are
 * exact to 2^53, but must be written with {@code %.0f}, or digits are lost.
 *
 * <pre>
 * calendar window   string  "start end count" of the open window
 * rolling window    sorted set, one member for each claim that counts, by its instant
 * open claim        string  the start of the window that each bound was counted in, "-" for rolling
 * </pre>
 *
 * <p>What is decided here is decided alike by the store in memory: an instant a little before the
 * open window counts in it; one a little before the newest of a rolling window counts as that; one
 * that lies ahead by more than a window is taken for a clock that was wrong.
 */
final class LimitScripts {

  /** Reads the arguments, and the window that an instant falls into. */
  private static final String COMMON =
      """
      local at = 2
      local key = 0
      local function nextClaim()
        local claim = {id = ARGV[at], at = tonumber(ARGV[at + 1]), open = ARGV[at + 2], bounds = {}}
        local count = tonumber(ARGV[at + 3])
        at = at + 4
        key = key + 1
        claim.key = KEYS[key]
        for i = 1, count do
          key = key + 1
          claim.bounds[i] = {key = KEYS[key], calendar = ARGV[at] == 'c',
              permits = tonumber(ARGV[at + 1]), start = ARGV[at + 2], last = ARGV[at + 3],
              keep = ARGV[at + 4]}
          at = at + 5
        end
        return claim
      end
      local function read(name)
        local kept = redis.call('GET', name)
        if kept then
          return string.match(kept, '^(%-?%d+) (%-?%d+) (%d+)$')
        end
      end
      local function write(bound, start, last, count)
        redis.call('SET', bound.key, start .. ' ' .. last .. ' ' .. string.format('%.0f', count),
            'PX', bound.keep)
      end
      """;

  /** Answers for each claim "" if it was granted, else "number-of-the-bound wait". */
  static final Script RESERVE =
      Script.of(
          COMMON
              + """
              local skew = 3000000
              local function window(bound, now)
                local start, last, count = read(bound.key)
                if start then
                  local from, to = tonumber(start), tonumber(last)
                  if now < to and from - now <= to - from then
                    return start, last, tonumber(count)
                  end
                end
                return bound.start, bound.last, 0
              end
              local function wait(bound, now)
                if bound.calendar then
                  bound.open, bound.close, bound.count = window(bound, now)
                  return bound.count < bound.permits and 0 or math.max(1, tonumber(bound.close) - now)
                end
                local length = tonumber(bound.start)
                redis.call('ZREMRANGEBYSCORE', bound.key, '-inf',
                    string.format('%.0f', now - length))
                redis.call('ZREMRANGEBYSCORE', bound.key,
                    '(' .. string.format('%.0f', now + math.max(length, skew)), '+inf')
                local newest = redis.call('ZRANGE', bound.key, -1, -1, 'WITHSCORES')
                local ahead = newest[2] and tonumber(newest[2]) - now or 0
                bound.counted = ahead > 0 and ahead <= skew and now + ahead or now
                local size = redis.call('ZCARD', bound.key)
                if size < bound.permits then
                  return 0
                end
                local place = size - bound.permits
                local oldest = redis.call('ZRANGE', bound.key, place, place, 'WITHSCORES')
                return math.max(1, tonumber(oldest[2]) + length - now)
              end
              local function reserve(claim)
                if redis.call('EXISTS', claim.key) == 1 then
                  return ''
                end
                local longest, which = 0, 0
                for i, bound in ipairs(claim.bounds) do
                  local time = wait(bound, claim.at)
                  if time > longest then
                    longest, which = time, i
                  end
                end
                if which > 0 then
                  return string.format('%.0f %.0f', which - 1, longest)
                end
                local marks = {}
                for i, bound in ipairs(claim.bounds) do
                  if bound.calendar then
                    write(bound, bound.open, bound.close, bound.count + 1)
                    marks[i] = bound.open
                  else
                    redis.call('ZADD', bound.key, string.format('%.0f', bound.counted), claim.id)
                    redis.call('PEXPIRE', bound.key, bound.keep)
                    marks[i] = '-'
                  end
                end
                redis.call('SET', claim.key, table.concat(marks, ' '), 'PX', claim.open)
                return ''
              end
              local answers = {}
              for i = 1, tonumber(ARGV[1]) do
                answers[i] = reserve(nextClaim())
              end
              return answers
              """);

  /** Gives back what open claims took. */
  static final Script RELEASE =
      Script.of(
          COMMON
              + """
              local function release(claim, marks)
                local i = 0
                for mark in string.gmatch(marks, '%S+') do
                  i = i + 1
                  local bound = claim.bounds[i]
                  if bound.calendar then
                    local start, last, count = read(bound.key)
                    if start == mark and tonumber(count) > 0 then
                      write(bound, start, last, tonumber(count) - 1)
                    end
                  else
                    redis.call('ZREM', bound.key, claim.id)
                  end
                end
              end
              for i = 1, tonumber(ARGV[1]) do
                local claim = nextClaim()
                local marks = redis.call('GET', claim.key)
                if marks then
                  redis.call('DEL', claim.key)
                  release(claim, marks)
                end
              end
              return 1
              """);

  /** Closes claims; their permits stay counted. */
  static final Script COMMIT =
      Script.of(
          """
          for i = 1, #KEYS do
            redis.call('DEL', KEYS[i])
          end
          return 1
          """);

  private LimitScripts() {}
}
