package io.notifyjava.route;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.Texts;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The usual routers: in order, by weight, and either of them for some messages only.
 *
 * <pre>{@code
 * Routers.forChannel(Channel.SMS, Routers.ordered("aliyun", "huawei"))
 *     .orElse(Routers.forChannel(Channel.WECHAT, Routers.weighted(Map.of("east", 3, "west", 1))))
 * }</pre>
 *
 * <p>All of them are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Routers {

  private Routers() {}

  /**
   * Returns a router that always prefers the first account; the others are its backups, in their
   * order.
   *
   * @param account the preferred account
   * @param backups 0 to 15 more, none twice
   * @throws IllegalArgumentException if an account is named twice or there are too many
   */
  public static Router ordered(String account, String... backups) {
    Route route = Route.to(account);
    for (String backup : backups) {
      route = route.thenTo(backup);
    }
    return new Ordered(route);
  }

  /** Returns a router as {@link #weighted(Map, RandomGenerator)}, with the threads' own chance. */
  public static Router weighted(Map<String, Integer> weights) {
    return weighted(weights, () -> ThreadLocalRandom.current().nextLong());
  }

  /**
   * Returns a router that spreads messages over accounts: each is preferred for its share of them.
   * The backups of a message are the other accounts, drawn in the same way, so that the work of a
   * sick account is spread over the others by their weights.
   *
   * @param weights 1 to 16 accounts with their weights, 0 to 1,000,000, at least one more than 0;
   *     an account of weight 0 is a backup of all the others. A map with an order keeps such
   *     backups in it.
   * @param random thread-safe
   * @throws IllegalArgumentException if a weight is out of its range, all are 0, or there are too
   *     few or too many accounts
   */
  public static Router weighted(Map<String, Integer> weights, RandomGenerator random) {
    return new Weighted(weights, Objects.requireNonNull(random, "random"));
  }

  /** Returns a router for the messages of one channel; it has no route for others. */
  public static Router forChannel(Channel channel, Router router) {
    Objects.requireNonNull(channel, "channel");
    return when(message -> channel.equals(message.channel()), router);
  }

  /**
   * Returns a router for the messages of one type; it has no route for others.
   *
   * @param typeName {@link Message#typeName()}, such as {@code sms} or {@code wechat-template}
   */
  public static Router forType(String typeName, Router router) {
    Texts.required("typeName", typeName, 64);
    return when(message -> typeName.equals(message.typeName()), router);
  }

  /**
   * Returns a router for the messages that a rule of the caller's takes; it has no route for
   * others.
   *
   * @param rule called by many threads at once; quick, without blocking
   */
  public static Router when(Predicate<? super Message> rule, Router router) {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(router, "router");
    return new Known(router.accounts()) {
      @Override
      public Optional<Route> route(Message message) {
        return rule.test(message) ? router.route(message) : Optional.empty();
      }
    };
  }

  private static final class Ordered extends Known {

    private final Optional<Route> route;

    private Ordered(Route route) {
      super(new LinkedHashSet<>(route.accounts()));
      this.route = Optional.of(route);
    }

    @Override
    public Optional<Route> route(Message message) {
      return route;
    }
  }

  private static final class Weighted extends Known {

    private static final int MOST = 1_000_000;

    private final String[] accounts;
    private final int[] weights;
    private final int sum;
    private final RandomGenerator random;

    private Weighted(Map<String, Integer> weights, RandomGenerator random) {
      // The route of all accounts checks their number and names.
      super(new LinkedHashSet<>(new Route(List.copyOf(weights.keySet())).accounts()));
      this.accounts = weights.keySet().toArray(String[]::new);
      this.weights = weights.values().stream().mapToInt(Integer::intValue).toArray();
      this.random = random;
      for (int i = 0; i < accounts.length; i++) {
        if (this.weights[i] < 0 || this.weights[i] > MOST) {
          throw new IllegalArgumentException(
              "The weight of account '%s' must be 0 to %,d, but was %d"
                  .formatted(accounts[i], MOST, this.weights[i]));
        }
      }
      this.sum = Arrays.stream(this.weights).sum();
      if (sum == 0) {
        throw new IllegalArgumentException(
            "At least one account must have a weight of more than 0, but all of "
                + accounts()
                + " had 0");
      }
    }

    @Override
    public Optional<Route> route(Message message) {
      String[] drawn = accounts.clone();
      int[] left = weights.clone();
      int rest = sum;
      for (int place = 0; rest > 0 && place < drawn.length - 1; place++) {
        int found = find(left, place, random.nextInt(rest));
        rest -= left[found];
        moveTo(place, found, drawn, left);
      }
      return Optional.of(new Route(Arrays.asList(drawn)));
    }

    private static int find(int[] weights, int from, int drawn) {
      int i = from;
      int below = weights[i];
      while (below <= drawn) {
        below += weights[++i];
      }
      return i;
    }

    /** Puts the drawn one in its place and keeps the others in their order behind it. */
    private static void moveTo(int place, int found, String[] accounts, int[] weights) {
      String account = accounts[found];
      System.arraycopy(accounts, place, accounts, place + 1, found - place);
      System.arraycopy(weights, place, weights, place + 1, found - place);
      accounts[place] = account;
      weights[place] = 0;
    }
  }
}
