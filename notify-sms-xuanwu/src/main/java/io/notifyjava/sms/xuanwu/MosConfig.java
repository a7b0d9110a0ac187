package io.notifyjava.sms.xuanwu;

import io.notifyjava.http.ConnectionSettings;
import io.notifyjava.sms.SmsMapping;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account with MOS REST. */
final class MosConfig extends AccountConfig {

  /** Setting of a template's mapping. */
  static final String BIZ_TYPE = "biz-type";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");

  /** Fields of an item that have their meaning already. */
  private static final Set<String> TAKEN = Set.of("to", "content", "customMsgID");

  final @Nullable String batchName;
  final @Nullable String bizType;
  final @Nullable String extendCodeField;

  MosConfig(XuanwuSms.MosBuilder given, ConnectionSettings connection) {
    super(given, connection, problems(given));
    this.batchName = given.batchName;
    this.bizType = given.bizType;
    this.extendCodeField = given.extendCodeField;
  }

  private static List<String> problems(XuanwuSms.MosBuilder given) {
    List<String> problems = new ArrayList<>();
    if (given.bizType != null && !NUMBER.matcher(given.bizType).matches()) {
      problems.add("biz-type: expected a number such as 100, but found something else");
    }
    String field = given.extendCodeField;
    if (field != null && (!FIELD.matcher(field).matches() || TAKEN.contains(field))) {
      problems.add(
          "extend-code-field: expected the name of a field such as customNum, but found something"
              + " else");
    }
    return problems;
  }

  @Override
  Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  void checkMapping(SmsMapping mapping, List<String> problems) {
    mapping
        .settings()
        .forEach(
            (name, value) -> {
              if (!name.equals(BIZ_TYPE)) {
                problems.add(
                    "setting " + name + " means nothing to MOS REST; it knows " + BIZ_TYPE);
              } else if (!NUMBER.matcher(value).matches()) {
                problems.add("biz-type: expected a number such as 100, but found something else");
              }
            });
  }

  @Override
  Wire wire() {
    return new MosWire(this);
  }
}
