package io.notifyjava.examples.broadcast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.Message;
import io.notifyjava.route.Fallback;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.template.TemplateStore;
import io.notifyjava.wechat.CustomerMessage;
import io.notifyjava.wechat.TemplateMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said to every recipient: turns rows into messages, and holds the templates they name. */
final class Texts {

  private static final String CUSTOMER = "customer";
  private static final String TEMPLATE = "template";

  private final String templateId;
  private final String text;
  private final Map<String, String> data;

  private Texts(String templateId, String text, Map<String, String> data) {
    this.templateId = templateId;
    this.text = text;
    this.data = data;
  }

  /**
   * Decides what is said.
   *
   * @param templateId WeChat's id of the template
   * @param text of the customer-service message, with placeholders; null for every variable in a
   *     line of its own
   * @param data of the template message by key, with placeholders; empty for every variable under
   *     its own name
   * @param variables the names that the file has
   */
  static Texts of(
      String templateId, @Nullable String text, Map<String, String> data, List<String> variables) {
    if (variables.isEmpty() && (text == null || data.isEmpty())) {
      throw new UsageException(
          "The CSV file has no column beside "
              + BroadcastRun.OPEN_ID
              + ", so say what to send with --text and --data");
    }
    Map<String, String> own = new LinkedHashMap<>();
    variables.forEach(name -> own.put(name, "${" + name + "}"));
    return new Texts(templateId, text == null ? inLines(own) : text, data.isEmpty() ? own : data);
  }

  private static String inLines(Map<String, String> own) {
    return own.entrySet().stream()
        .map(variable -> variable.getKey() + ": " + variable.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** Returns the templates that the messages name. */
  TemplateStore templates() {
    return MemoryTemplateStore.builder().text(CUSTOMER, text).json(TEMPLATE, document()).build();
  }

  private String document() {
    ObjectMapper json = new ObjectMapper();
    ObjectNode document = json.createObjectNode().put("template_id", templateId);
    ObjectNode values = document.putObject("data");
    data.forEach((key, value) -> values.putObject(key).put("value", value));
    try {
      return json.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A document of plain texts was not written", e);
    }
  }

  /**
   * Returns the message for a row.
   *
   * @throws IllegalArgumentException if the open id cannot be one
   */
  Message message(CsvRow row) {
    // The correlation id carries the line through the batch, for the report.
    Message customer =
        CustomerMessage.fromTemplate(CUSTOMER)
            .to(row.address())
            .variables(row.variables())
            .correlationId(Long.toString(row.line()))
            .build();
    Message template =
        TemplateMessage.fromTemplate(TEMPLATE)
            .to(row.address())
            .variables(row.variables())
            .idempotencyKey(key(row))
            .build();
    return Fallback.first(customer).then(template);
  }

  /**
   * The same for the same message to the same person, in whichever file and line it stands, so that
   * WeChat recognises it when a file is sent again within ten minutes.
   */
  private String key(CsvRow row) {
    MessageDigest digest = sha256();
    add(digest, templateId);
    add(digest, row.address());
    row.variables().asMap().forEach((name, value) -> add(digest, name + '=' + value));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    // With its length, so that no two lists of parts are written alike.
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
