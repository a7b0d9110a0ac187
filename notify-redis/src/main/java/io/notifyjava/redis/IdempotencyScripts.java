package io.notifyjava.redis;

/**
 * What a {@link RedisIdempotencyStore} does in one step at the server. {@code KEYS[1]} is a hash of
 * {@code owner}, {@code content} and, while it is held, the server's milliseconds at which the
 * {@code lease} is over, or, once it ended, the {@code result}. It ends with its window.
 */
final class IdempotencyScripts {

  /** ARGV: owner, content, lease and window in ms. Answers {@code first}, or what stands there. */
  static final Script CLAIM =
      Script.of(
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          local owner, content, result, lease =
              unpack(redis.call('HMGET', KEYS[1], 'owner', 'content', 'result', 'lease'))
          if not owner or (owner == ARGV[1] and not result) then
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'content', ARGV[2],
                'lease', string.format('%.0f', now + ARGV[3]))
            redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[3] + ARGV[4]))
            return {'first', ARGV[2]}
          end
          if result then
            return {'ended', content, result}
          end
          return {now < tonumber(lease) and 'held' or 'lost', content}
          """);

  /** ARGV: owner, content, window in ms, result. */
  static final Script RECORD =
      Script.of(
          """
          local owner = redis.call('HGET', KEYS[1], 'owner')
          if not owner or owner == ARGV[1] then
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'content', ARGV[2], 'result', ARGV[4])
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
          end
          return 1
          """);

  /** ARGV: owner. */
  static final Script RELEASE =
      Script.of(
          """
          if redis.call('HGET', KEYS[1], 'owner') == ARGV[1]
              and redis.call('HEXISTS', KEYS[1], 'result') == 0 then
            redis.call('DEL', KEYS[1])
          end
          return 1
          """);

  private IdempotencyScripts() {}
}
