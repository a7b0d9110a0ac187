package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.wechat.WeChat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenKillerTest {

  @Test
  void killsAreSpreadEvenlyAndNeitherFirstNorLast() {
    assertThat(kills(3, 100)).containsExactly(25L, 50L, 75L);
  }

  @Test
  void aMillionMessagesAndTenKillsLeaveNoRoomForMore() {
    assertThat(kills(10, 1_000_000)).hasSize(10).startsWith(90_909L).endsWith(909_090L);
  }

  @Test
  void noneAreKilledUnlessAskedFor() {
    assertThat(kills(0, 100)).isEmpty();
  }

  private static List<Long> kills(int times, long total) {
    Counting platform = new Counting();
    TokenKiller killer = new TokenKiller(platform, times, total);
    for (platform.ended = 1; platform.ended <= total; platform.ended++) {
      killer.messageEnded();
    }
    return platform.kills;
  }

  /** Notes after how many messages the tokens were killed. */
  private static final class Counting implements Platform {

    private final List<Long> kills = new ArrayList<>();
    private long ended;

    @Override
    public void killTokens() {
      kills.add(ended);
    }

    @Override
    public WeChat.AccountBuilder account() {
      return WeChat.account();
    }

    @Override
    public Optional<SimCounts> counts() {
      return Optional.empty();
    }

    @Override
    public String title() {
      return "nothing";
    }

    @Override
    public void close() {}
  }
}
