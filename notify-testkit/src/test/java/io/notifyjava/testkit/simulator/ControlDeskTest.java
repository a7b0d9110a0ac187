package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client in another process and another language can arrange. */
class ControlDeskTest extends SimulatorTestBase {

  @BeforeEach
  void openDesk() {
    start(WeChatSimulator.builder().controlEndpoints(true));
  }

  private void order(String order) {
    HttpResponse<String> reply = client.post("/_sim/" + order, "");
    assertThat(reply.body()).isEqualTo("{\"done\":true}");
    assertThat(reply.statusCode()).isEqualTo(200);
  }

  private int text() {
    return errcode(client.text(client.token(), OPEN_ID, "hi"));
  }

  @Test
  void windowsAndPeople_areArranged() {
    order("close-window?openid=" + OPEN_ID);
    assertThat(text()).isEqualTo(45015);
    order("open-window?openid=" + OPEN_ID + "&messages=1");
    assertThat(text()).isZero();
    assertThat(text()).isEqualTo(45047);
    order("follower?openid=" + OPEN_ID + "&standing=blacklisted");
    assertThat(text()).isEqualTo(43019);
    order("reset");
    assertThat(text()).isZero();
    order("daily-quota?api=customer&calls=0");
    assertThat(text()).isEqualTo(45009);
  }

  @Test
  void templatesAndConsents_areArranged() {
    order("template?id=T1&kind=template&keys=thing1,time2");
    assertThat(templateErrcode(client.token())).as("time2 is missing").isEqualTo(47003);
    order("template?id=T1&kind=template");
    assertThat(templateErrcode(client.token())).isZero();
    order("template?id=O1&kind=one-time");
    String body =
        "{\"touser\":\"%s\",\"template_id\":\"O1\",\"scene\":7,\"title\":\"t\",\"data\":{\"content\":{\"value\":\"v\"}}}"
            .formatted(OPEN_ID);
    String path = "/cgi-bin/message/template/subscribe?access_token=" + client.token();
    order("consent-once?openid=" + OPEN_ID + "&template=O1&scene=7");
    assertThat(errcode(SimClient.json(client.post(path, body)))).isZero();
    assertThat(errcode(SimClient.json(client.post(path, body)))).isEqualTo(43101);
    order("consent?openid=" + OPEN_ID + "&template=O1&times=3");
    order("refuse-consent?openid=" + OPEN_ID + "&template=O1");
    assertThat(errcode(SimClient.json(client.post(path, body)))).isEqualTo(43101);
  }

  @Test
  void lastBody_isTheExactBody() {
    String body = SimClient.textBody(OPEN_ID, "你好");
    client.customer(client.token(), body);
    assertThat(client.get("/_sim/last-body?api=customer").body()).isEqualTo(body);
    HttpResponse<String> none = client.get("/_sim/last-body?api=typing");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).isEqualTo("there was no typing among the last calls\n");
    assertThat(client.get("/_sim/last-body?api=telegram").body())
        .startsWith("expected one of token, stable-token, template, ")
        .endsWith(", but was telegram\n");
  }

  @Test
  void help_listsEveryOrder_andEachOfThemWorks() {
    String help = client.get("/_sim/").body();
    assertThat(help).isEqualTo(ControlDesk.HELP + WeChatOrders.HELP);
    List<String> orders =
        help.lines()
            .filter(line -> line.startsWith("POST "))
            .map(line -> line.substring(11).split(" ")[0])
            .toList();
    assertThat(orders).hasSize(12).allSatisfy(this::order);
  }

  @Test
  void wrongOrder_saysWhatIsMissing() {
    assertThat(client.post("/_sim/close-window", "").body())
        .isEqualTo("the query needs openid=...; see /_sim/\n");
    assertThat(client.post("/_sim/open-window?openid=o&messages=many", "").body())
        .isEqualTo("messages needs a number, but was \"many\"\n");
    assertThat(client.post("/_sim/follower?openid=o&standing=friend", "").body())
        .startsWith("expected one of following, not-following, ");
    assertThat(client.post("/_sim/dance", "").statusCode()).isEqualTo(404);
    assertThat(client.send(client.request("/_sim/reset").DELETE().build()).statusCode())
        .isEqualTo(404);
  }
}
