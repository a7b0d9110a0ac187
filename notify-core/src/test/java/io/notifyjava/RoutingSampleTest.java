package io.notifyjava;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Channel;
import io.notifyjava.route.Routers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample of docs/routing.md compiles, routes, and is the one that stands there. */
class RoutingSampleTest {

  private final ScriptedProvider aliyun = ScriptedProvider.ofNotes();
  private final ScriptedProvider huawei = ScriptedProvider.ofNotes();
  private final ScriptedProvider east = ScriptedProvider.ofNotes();
  private final ScriptedProvider west = ScriptedProvider.ofNotes();

  private Notifier sample() {
    // region sample
    Notifier notifier =
        Notifier.builder()
            .provider("aliyun", aliyun)
            .provider("huawei", huawei)
            .provider("east", east)
            .provider("west", west)
            .router(
                Routers.forChannel(Channel.SMS, Routers.ordered("aliyun", "huawei"))
                    .orElse(
                        Routers.forChannel(
                            Channel.WECHAT, Routers.weighted(Map.of("east", 3, "west", 1)))))
            .build();
    // endregion
    return notifier;
  }

  @Test
  void the_sample_routes_each_message_to_its_own_accounts() {
    try (Notifier notifier = sample()) {
      for (int i = 0; i < 100; i++) {
        notifier.send(Note.to("o-1"));
      }
    }

    assertThat(east.sent().size()).isGreaterThan(west.sent().size());
    assertThat(east.sent().size() + west.sent().size()).isEqualTo(100);
    assertThat(aliyun.sent()).isEmpty();
  }

  @Test
  void the_sample_is_the_one_of_the_page() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/notifyjava/RoutingSampleTest.java"));
    String region =
        source.substring(
            source.indexOf("// region sample\n") + 17, source.indexOf("    // endregion"));

    assertThat(Files.readString(Path.of("../docs/routing.md"))).contains(region.indent(-4));
  }
}
