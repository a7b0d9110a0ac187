package io.notifyjava.sms.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutIdsTest {

  private static List<String> ids(int count) {
    return IntStream.range(0, count)
        .mapToObj("0198a1b2c3d4e5f60718293a4b5c%04x"::formatted)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 15, 16, 17, 48, 49, 50})
  void callOfUpToFifty_namesEachOfItsMessages_andNoOther(int count) {
    List<String> all = ids(1_000);
    String outId = OutIds.of(all.subList(0, count));

    assertThat(outId).matches("[0-9A-Za-z]+").hasSizeLessThan(256);
    assertThat(all.subList(0, count)).allMatch(id -> OutIds.names(outId, id));
    assertThat(all.subList(count, 1_000)).noneMatch(id -> OutIds.names(outId, id));
  }

  @Test
  void largerCall_namesItsFirstMessage_forMoreHasNoRoom() {
    List<String> all = ids(51);

    assertThat(OutIds.of(all)).isEqualTo(all.get(0));
    assertThat(all.subList(1, 51)).noneMatch(id -> OutIds.names(OutIds.of(all), id));
  }

  /** Calls that were made by one version are looked up by the next. */
  @Test
  void marksStayAsTheyAre() {
    assertThat(OutIds.of(List.of("a", "b"))).isEqualTo("mGGR5IGR3G28ntUZYF0ZkM0vRCpDHdcdrq");
    assertThat(OutIds.of(ids(50))).startsWith("m5").hasSize(252);
    assertThat(OutIds.of(ids(50)).substring(2, 12)).isEqualTo("7hNE8spuEX");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "m", "m5", "m0", "mm", "m51234", "mz0", "mG", "order-1", "m!aaaaa", "m1a"})
  void whatOthersSentWith_namesNobody(String outId) {
    assertThat(ids(100)).noneMatch(id -> OutIds.names(outId, id));
  }

  @Test
  void markThatStandsAcrossTwoOthers_isNone() {
    String outId = OutIds.of(ids(2));
    String shifted = outId.substring(0, 2) + "0" + outId.substring(2, outId.length() - 1);

    assertThat(ids(2)).noneMatch(id -> OutIds.names(shifted, id));
  }
}
