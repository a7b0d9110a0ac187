package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.TestMessage;
import io.notifyjava.testkit.wire.WireReply;
import java.util.List;

/** The words of {@link TinyProvider}'s vendor where it takes several recipients in one call. */
class TinyBulkFixture extends TinyFixture {

  private volatile String unreached = "";

  @Override
  public List<TestMessage> bulkMessages() {
    return List.of(
        TestMessage.of("ann-from-accounting", "the code is 4711"),
        TestMessage.of("bob-from-sales", "the code is 4711"),
        TestMessage.of("cid-from-support", "the code is 4711"));
  }

  @Override
  public boolean refusesInBulk(TestMessage message) {
    unreached = message.recipient().value();
    return true;
  }

  @Override
  protected WireReply yes(String id) {
    return WireReply.json(
        "{\"code\":0,\"id\":\"%s\",\"unreached\":\"%s\"}".formatted(id, unreached));
  }
}
