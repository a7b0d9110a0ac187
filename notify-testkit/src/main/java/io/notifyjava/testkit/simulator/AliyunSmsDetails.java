package io.notifyjava.testkit.simulator;

import static io.notifyjava.testkit.simulator.AliyunSmsForm.refused;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;

/** {@code QuerySendDetails}: by number and day in China, a page at a time. */
final class AliyunSmsDetails {

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(CHINA);
  private static final int OLDEST_DAYS = 30;
  private static final int LONGEST_PAGE = 50;

  private final AliyunSmsLedger ledger;
  private final Clock clock;
  private final Duration delay;

  AliyunSmsDetails(AliyunSmsLedger ledger, Clock clock, Duration delay) {
    this.ledger = ledger;
    this.clock = clock;
    this.delay = delay;
  }

  AliyunSmsReply tell(SortedMap<String, String> parameters) {
    String number = AliyunSmsRules.plain(AliyunSmsOrder.required(parameters, "PhoneNumber"));
    LocalDate date = date(AliyunSmsOrder.required(parameters, "SendDate"));
    int size = number(parameters, "PageSize", LONGEST_PAGE);
    int page = number(parameters, "CurrentPage", Integer.MAX_VALUE);
    String bizId = parameters.getOrDefault("BizId", "");
    Instant now = clock.instant();
    List<AliyunSmsLedger.Detail> found =
        ledger.of(number).stream()
            .filter(one -> one.batch().at().atOffset(CHINA).toLocalDate().equals(date))
            .filter(one -> !one.batch().at().plus(delay).isAfter(now))
            .filter(one -> bizId.isEmpty() || bizId.equals(one.batch().bizId()))
            .toList();
    StringBuilder rows = new StringBuilder();
    found.stream()
        .skip((long) size * (page - 1))
        .limit(size)
        .forEach(one -> rows.append(rows.isEmpty() ? "" : ",").append(row(one)));
    return AliyunSmsReply.ok(
        ",\"TotalCount\":\"%d\",\"SmsSendDetailDTOs\":{\"SmsSendDetailDTO\":[%s]}"
            .formatted(found.size(), rows));
  }

  private static String row(AliyunSmsLedger.Detail detail) {
    AliyunSmsLedger.Batch batch = detail.batch();
    String out =
        batch.outId().isEmpty() ? "" : ",\"OutId\":" + AliyunSmsReply.quoted(batch.outId());
    return ("{\"PhoneNum\":\"%s\",\"SendStatus\":1,\"TemplateCode\":%s,\"SendDate\":\"%s\","
            + "\"Content\":\"【签名】内容\"%s}")
        .formatted(
            detail.number(), AliyunSmsReply.quoted(batch.template()), TIME.format(batch.at()), out);
  }

  private LocalDate date(String text) {
    LocalDate date;
    try {
      date = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException notOne) {
      throw refused("isv.INVALID_PARAMETERS");
    }
    LocalDate today = clock.instant().atOffset(CHINA).toLocalDate();
    if (text.length() != 8 || date.isBefore(today.minusDays(OLDEST_DAYS))) {
      throw refused("isv.INVALID_PARAMETERS");
    }
    return date;
  }

  private static int number(SortedMap<String, String> parameters, String name, int most) {
    try {
      int number = Integer.parseInt(AliyunSmsOrder.required(parameters, name));
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      // Refused below.
    }
    throw refused("isv.INVALID_PARAMETERS");
  }
}
