package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Note;
import io.notifyjava.message.Channel;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import org.junit.jupiter.api.Test;

class SeenRecipientsTest {

  private record Parts(Channel channel, Recipient recipient) implements Message {

    @Override
    public MessageOptions options() {
      return MessageOptions.defaults();
    }

    @Override
    public String typeName() {
      return "parts";
    }
  }

  @Test
  void each_of_many_is_new_once_and_known_afterwards() {
    SeenRecipients seen = new SeenRecipients(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.isRepeat(Note.to("o-" + i))).isFalse();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.isRepeat(Note.to("o-" + i))).isTrue();
    }
    assertThat(seen.unchecked()).isZero();
  }

  @Test
  void the_same_address_on_another_channel_or_of_another_kind_is_another_recipient() {
    SeenRecipients seen = new SeenRecipients(10);

    assertThat(seen.isRepeat(parts("sms", "phone", "138"))).isFalse();
    assertThat(seen.isRepeat(parts("wecom", "phone", "138"))).isFalse();
    assertThat(seen.isRepeat(parts("sms", "userid", "138"))).isFalse();
    assertThat(seen.isRepeat(parts("sms", "phone", "138"))).isTrue();
  }

  @Test
  void parts_cannot_be_split_in_another_place() {
    SeenRecipients seen = new SeenRecipients(10);

    assertThat(seen.isRepeat(parts("ab", "c", "d"))).isFalse();
    assertThat(seen.isRepeat(parts("a", "bc", "d"))).isFalse();
    assertThat(seen.isRepeat(parts("ab", "cd", "d"))).isFalse();
    assertThat(seen.isRepeat(parts("ab", "c", "dd"))).isFalse();
  }

  private static Message parts(String channel, String kind, String value) {
    return new Parts(new Channel(channel), new Recipient(kind, value));
  }
}
