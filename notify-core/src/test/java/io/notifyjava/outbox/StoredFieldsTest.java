package io.notifyjava.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredFieldsTest {

  @Test
  void fields_areLinesThatAPersonCanRead() {
    StoredFields fields =
        StoredFields.builder()
            .put("phone", "+8613800138000")
            .put("text", "a=b\nc\\d\r")
            .put("none", Optional.empty())
            .putIfGiven("nothing", null)
            .put("bytes", new byte[] {1, 2, 3})
            .put("inner", StoredFields.builder().put("x", "y\n").build())
            .build();

    assertThat(new String(fields.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "phone=+8613800138000\n"
                + "text=a=b\\nc\\\\d\\r\n"
                + "bytes=AQID\n"
                + "inner=x=y\\\\n\\n\n");
    StoredFields read = StoredFields.parse(fields.toBytes());
    assertThat(read).isEqualTo(fields).hasSameHashCodeAs(fields);
    assertThat(read.get("text")).isEqualTo("a=b\nc\\d\r");
    assertThat(read.bytes("bytes")).containsExactly(1, 2, 3);
    assertThat(read.nested("inner").get(0).get("x")).isEqualTo("y\n");
    assertThat(read.nested("none")).isEmpty();
    assertThat(read).hasToString("StoredFields[phone, text, bytes, inner]");
  }

  @Test
  void anyText_comesBackAsItWas() {
    Random dice = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < dice.nextInt(40); i++) {
        text.appendCodePoint(
            dice.nextInt(4) == 0 ? "\\\n\r=n".charAt(dice.nextInt(5)) : 0x1F600 - dice.nextInt(40));
      }
      StoredFields fields = StoredFields.builder().put("a", text.toString()).put("a", "2").build();
      assertThat(StoredFields.parse(fields.toBytes())).isEqualTo(fields);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'name=value', no line break at the end",
    "'=value\n', Line 1 of the stored fields has no name",
    "'a=b\nnothing\n', Line 2 of the stored fields has no name",
    "'a=\\x\n', Line 1 of the stored fields has an unknown escape",
    "'a=\\\n', unknown escape",
    "'a b=c\n', 'letters, digits, dots, hyphens or underscores'"
  })
  void brokenFields_areRefused_withoutTheirValues(String text, String error) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFields.parse(text.getBytes(StandardCharsets.UTF_8)))
        .withMessageContaining(error);
  }

  @Test
  void bytesThatAreNoText_andTextThatIsNone_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFields.parse(new byte[] {(byte) 0xC3, '\n'}))
        .withMessage("The stored fields are not UTF-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFields.builder().put("a", "\uD800"))
        .withMessage("Field a is not valid Unicode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFields.builder().build().get("a"))
        .withMessage("Field a is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredFields.builder().put("a", "%").build().bytes("a"))
        .withMessage("Field a is missing or not Base64");
  }
}
