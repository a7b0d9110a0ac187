package io.notifyjava.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.notifyjava.fixture.Note;
import io.notifyjava.message.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RoutersTest {

  private static final int MANY = 20_000;

  private final Note note = Note.to("o-1");

  private List<String> route(Router router) {
    return router.route(note).map(Route::accounts).orElse(List.of());
  }

  /** Which share of many routes has this. */
  private double share(Router router, Function<List<String>, String> what, String name) {
    return IntStream.range(0, MANY).filter(i -> name.equals(what.apply(route(router)))).count()
        / (double) MANY;
  }

  @Test
  void in_order_the_first_is_always_preferred() {
    Router router = Routers.ordered("aliyun", "huawei", "xuanwu");

    assertThat(route(router)).containsExactly("aliyun", "huawei", "xuanwu");
    assertThat(router.accounts()).containsExactly("aliyun", "huawei", "xuanwu");
  }

  @Test
  void in_order_no_account_stands_twice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Routers.ordered("aliyun", "aliyun"))
        .withMessage("A route must name each account once, but was [aliyun, aliyun]");
  }

  @Nested
  class ByWeight {

    private final Map<String, Integer> weights = new LinkedHashMap<>();

    private Router router() {
      return Routers.weighted(weights, new Random(1));
    }

    @Test
    void each_is_preferred_for_its_share_of_the_messages() {
      weights.putAll(Map.of("a", 6, "b", 3, "c", 1));
      Router router = router();

      assertThat(share(router, route -> route.get(0), "a")).isCloseTo(0.6, within(0.02));
      assertThat(share(router, route -> route.get(0), "b")).isCloseTo(0.3, within(0.02));
      assertThat(share(router, route -> route.get(0), "c")).isCloseTo(0.1, within(0.02));
    }

    @Test
    void the_share_of_one_goes_to_the_others_by_their_weights() {
      weights.putAll(Map.of("a", 6, "b", 3, "c", 1));
      Router router = router();
      AtomicInteger ofA = new AtomicInteger();
      AtomicInteger thenB = new AtomicInteger();
      for (int i = 0; i < MANY; i++) {
        List<String> route = route(router);
        if (route.get(0).equals("a")) {
          ofA.incrementAndGet();
          thenB.addAndGet(route.get(1).equals("b") ? 1 : 0);
        }
      }

      assertThat(thenB.get() / (double) ofA.get()).isCloseTo(0.75, within(0.02));
    }

    @Test
    void every_route_has_every_account_once() {
      weights.putAll(Map.of("a", 1, "b", 1, "c", 1, "d", 0, "e", 5));
      Router router = router();
      for (int i = 0; i < 1_000; i++) {
        assertThat(route(router)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
      }
    }

    @Test
    void an_account_without_weight_is_a_backup_of_all() {
      weights.put("spare", 0);
      weights.put("a", 1);
      weights.put("other-spare", 0);
      weights.put("b", 1);
      Router router = router();
      for (int i = 0; i < 1_000; i++) {
        assertThat(route(router).subList(2, 4)).containsExactly("spare", "other-spare");
      }
    }

    @Test
    void chance_is_the_callers() {
      weights.putAll(Map.of("a", 1, "b", 1));
      Router one = Routers.weighted(weights, new Random(42));
      Router other = Routers.weighted(weights, new Random(42));
      for (int i = 0; i < 100; i++) {
        assertThat(route(one)).isEqualTo(route(other));
      }
    }

    @Test
    void later_changes_of_the_map_change_nothing() {
      weights.put("a", 1);
      Router router = router();
      weights.put("b", 1_000);

      assertThat(route(router)).containsExactly("a");
      assertThat(router.accounts()).containsExactly("a");
    }

    @Test
    void weights_have_a_range() {
      weights.put("a", -1);
      assertThatIllegalArgumentException()
          .isThrownBy(this::router)
          .withMessage("The weight of account 'a' must be 0 to 1,000,000, but was -1");
      weights.put("a", 1_000_001);
      assertThatIllegalArgumentException()
          .isThrownBy(this::router)
          .withMessage("The weight of account 'a' must be 0 to 1,000,000, but was 1000001");
      weights.put("a", 0);
      weights.put("b", 0);
      assertThatIllegalArgumentException()
          .isThrownBy(this::router)
          .withMessage(
              "At least one account must have a weight of more than 0, but all of [a, b] had 0");
      weights.clear();
      assertThatIllegalArgumentException()
          .isThrownBy(this::router)
          .withMessage("A route must name 1 to 16 accounts, but named 0");
    }

    @Test
    void the_greatest_weights_do_not_overflow() {
      IntStream.range(0, 16).forEach(i -> weights.put("a" + i, 1_000_000));

      assertThat(route(router())).hasSize(16);
    }
  }

  @Nested
  class ForSomeMessages {

    private final Note card = Note.builder("o-1").typeName("card").build();

    @Test
    void a_router_of_a_channel_has_no_route_for_others() {
      assertThat(route(Routers.forChannel(Channel.WECHAT, Routers.ordered("a"))))
          .containsExactly("a");
      assertThat(route(Routers.forChannel(Channel.SMS, Routers.ordered("a")))).isEmpty();
    }

    @Test
    void a_router_of_a_type_has_no_route_for_others() {
      Router router = Routers.forType("card", Routers.ordered("a"));

      assertThat(router.route(card)).contains(Route.to("a"));
      assertThat(router.route(note)).isEmpty();
    }

    @Test
    void a_rule_is_the_callers() {
      Router router =
          Routers.when(message -> message.recipient().value().endsWith("1"), Routers.ordered("a"));

      assertThat(router.route(note)).contains(Route.to("a"));
      assertThat(router.route(Note.to("o-2"))).isEmpty();
    }

    @Test
    void the_next_router_is_asked_where_the_first_has_no_route() {
      Router router =
          Routers.forType("card", Routers.ordered("a")).orElse(Routers.ordered("b", "c"));

      assertThat(router.route(card)).contains(Route.to("a"));
      assertThat(route(router)).containsExactly("b", "c");
      assertThat(router.accounts()).containsExactly("a", "b", "c");
      assertThat(router).hasToString("Router[a, b, c]");
    }

    @Test
    void a_lambda_is_a_router_whose_accounts_nobody_knows() {
      Router router = message -> Optional.of(Route.to("a"));

      assertThat(router.accounts()).isEmpty();
      assertThat(route(router.orElse(Routers.ordered("b")))).containsExactly("a");
    }
  }
}
