package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.notifyjava.testkit.wire.Fault;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Faults of the whole platform rather than of one answer. */
class FaultyPlatformTest extends SimulatorTestBase {

  @Test
  void refusedConnections_comeBackOnTheSamePort() {
    String token = client.token();
    simulator.refuseConnections();
    SimClient late = new SimClient(simulator);
    assertThatThrownBy(() -> late.text(token, OPEN_ID, "hi"))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isInstanceOf(ConnectException.class);
    assertThat(errcode(client.text(token, OPEN_ID, "hi"))).as("an open connection").isZero();
    simulator.acceptConnections();
    assertThat(errcode(late.text(token, OPEN_ID, "hi"))).isZero();
  }

  @Test
  void closedSimulator_freesItsPort() {
    int port = simulator.baseUrl().getPort();
    simulator.close();
    simulator.close();
    start(WeChatSimulator.builder().port(port));
    assertThat(simulator.baseUrl().getPort()).isEqualTo(port);
    assertThat(client.token()).isNotEmpty();
  }

  @Test
  void silentCustomerCall_isReadAndNeverAnswered() {
    String token = client.token();
    simulator.onCustomer().once().actThen(Fault.SILENCE);
    HttpRequest request =
        client
            .request("/cgi-bin/message/custom/send?access_token=" + token)
            .timeout(Duration.ofSeconds(1))
            .POST(HttpRequest.BodyPublishers.ofString(SimClient.textBody(OPEN_ID, "hi")))
            .build();
    assertThatThrownBy(() -> client.send(request)).cause().isInstanceOf(HttpTimeoutException.class);
    // The client may give up before the simulator has got round to the message.
    await().untilAsserted(() -> assertThat(simulator.counts().customerDelivered()).isEqualTo(1));
  }

  @Test
  void builder_refusesWhatCannotWork() {
    WeChatSimulatorBuilder builder = WeChatSimulator.builder();
    assertThatThrownBy(() -> builder.account("", "x"))
        .hasMessage("an account needs an app id and an app secret");
    assertThatThrownBy(() -> builder.recentRequests(-1))
        .hasMessage("recentRequests is zero or more, but was -1; use 0 to keep none");
    assertThatThrownBy(() -> builder.textLimit(0)).hasMessage("textLimit is above zero, but was 0");
    assertThatThrownBy(() -> builder.port(-1).start())
        .hasMessage("a port lies between 0 and 65535, but was -1");
    assertThat(WeChatSimulator.builder().toString()).doesNotContain("secret");
  }
}
