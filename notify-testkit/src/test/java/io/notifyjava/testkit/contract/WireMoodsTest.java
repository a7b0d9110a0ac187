package io.notifyjava.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.wire.Fault;
import io.notifyjava.testkit.wire.WireReply;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WireMoodsTest {

  private static final WireReply YES = WireReply.json("{\"code\":0,\"id\":\"m-1\"}");

  @TestFactory
  Stream<DynamicTest> everyMoodOfTheWire_hasAReplyThatIsNoPlainYes() {
    return Arrays.stream(ServerMood.values())
        .map(mood -> DynamicTest.dynamicTest(mood.name(), () -> assertNoPlainYes(mood)));
  }

  private static void assertNoPlainYes(ServerMood mood) {
    assertThat(WireMoods.reply(mood, YES).isPresent())
        .isEqualTo(mood.kind() == ServerMood.Kind.WIRE);
    WireMoods.reply(mood, YES)
        .ifPresent(
            reply ->
                assertThat(
                        reply.fault().isPresent()
                            || !reply.delay().isZero()
                            || !reply.text().equals(YES.text()))
                    .isTrue());
  }

  @Test
  void slow_isAYesThatComesLate() {
    WireReply reply = WireMoods.reply(ServerMood.SLOW, YES).orElseThrow();

    assertThat(reply.text()).isEqualTo(YES.text());
    assertThat(reply.delay()).isEqualTo(ServerMood.SLOWNESS);
    assertThat(reply.fault()).isEmpty();
  }

  @Test
  void emptyObjectAndServerError_comeWhole() {
    assertThat(WireMoods.reply(ServerMood.EMPTY_OBJECT, YES).orElseThrow().text()).isEqualTo("{}");
    WireReply broken = WireMoods.reply(ServerMood.SERVER_ERROR, YES).orElseThrow();
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.text()).contains("<html>");
  }

  @Test
  void gate_resetsConnectionsOnlyInThatMood() {
    AtomicReference<ServerMood> mood = new AtomicReference<>(ServerMood.ACCEPTS);

    assertThat(WireMoods.gate(mood::get).onAccept(1)).isEmpty();
    mood.set(ServerMood.RESETS_AT_ACCEPT);
    assertThat(WireMoods.gate(mood::get).onAccept(2)).contains(Fault.RESET_AT_ACCEPT);
  }

  @Test
  void onlyWordsAndTokensMayBeLeftOut() {
    assertThat(EnumSet.allOf(ServerMood.class))
        .filteredOn(ServerMood::isOptional)
        .noneMatch(mood -> mood.kind() == ServerMood.Kind.WIRE)
        .containsAll(ServerMood.TOKENS);
    assertThat(EnumSet.allOf(ServerMood.class))
        .filteredOn(mood -> mood.kind() == ServerMood.Kind.TOKEN)
        .containsExactlyInAnyOrderElementsOf(ServerMood.TOKENS);
  }
}
