package io.notifyjava.redis;

/**
 * What a {@link RedisTokenStore} does in one step at the server. {@code KEYS[1]} is the token,
 * {@code KEYS[2]} the renewer's lock.
 */
final class TokenScripts {

  /**
   * Takes or prolongs the lock for ARGV[1] over ARGV[2] ms. Answers a digest of the token as it
   * stands, empty if there is none, or nothing if somebody else holds the lock. A lock that has
   * more than ARGV[3] ms left, or no end, was made before the server's clock was set back, or by
   * somebody else; nobody waits for it.
   */
  static final Script LOCK =
      Script.of(
          """
          local holder = redis.call('GET', KEYS[2])
          if holder and holder ~= ARGV[1] then
            local left = redis.call('PTTL', KEYS[2])
            if left >= 0 and left <= tonumber(ARGV[3]) then
              return false
            end
          end
          redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
          local token = redis.pcall('GET', KEYS[1])
          return type(token) == 'string' and redis.sha1hex(token) or ''
          """);

  /**
   * Puts ARGV[1] for ARGV[2] ms. Who held the lock as ARGV[3] and lost it meanwhile may replace
   * only the token that stood there then, whose digest is ARGV[4]: whoever came after him has put a
   * newer one. Answers whether it was put.
   */
  static final Script PUT =
      Script.of(
          """
          if ARGV[3] ~= '' and redis.call('GET', KEYS[2]) ~= ARGV[3] then
            local token = redis.pcall('GET', KEYS[1])
            if type(token) == 'string' and redis.sha1hex(token) ~= ARGV[4] then
              return 0
            end
          end
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          return 1
          """);

  /**
   * Forgets the token if its value is ARGV[1]; ARGV[2] is the pattern by which the value is found
   * in what is kept. Answers whether it was forgotten.
   */
  static final Script REMOVE =
      Script.of(
          """
          local token = redis.pcall('GET', KEYS[1])
          if type(token) == 'string' and string.match(token, ARGV[2]) == ARGV[1] then
            return redis.call('DEL', KEYS[1])
          end
          return 0
          """);

  /** Gives the lock back if ARGV[1] holds it. */
  static final Script UNLOCK =
      Script.of(
          """
          if redis.call('GET', KEYS[2]) == ARGV[1] then
            return redis.call('DEL', KEYS[2])
          end
          return 0
          """);

  private TokenScripts() {}
}
