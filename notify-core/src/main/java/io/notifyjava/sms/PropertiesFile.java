package io.notifyjava.sms;

import io.notifyjava.result.ConfigurationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Reads a properties file strictly: in UTF-8, no key twice. */
final class PropertiesFile {

  private static final int LARGEST = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private PropertiesFile() {}

  static SmsTemplates load(Path file) {
    List<String> problems = new ArrayList<>();
    Map<String, String> keys = new LinkedHashMap<>();
    try {
      keys = keys(read(file), problems);
    } catch (CharacterCodingException e) {
      problems.add("must be a file in UTF-8, but is not; save it as UTF-8");
    } catch (IOException e) {
      problems.add(
          "must be a properties file, but cannot be read (%s); correct the path or its permissions"
              .formatted(e.getClass().getSimpleName()));
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    SmsTemplates templates = PropertiesReader.read(keys, problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          problems.stream().map(problem -> file.getFileName() + ": " + problem).toList());
    }
    return templates;
  }

  private static String read(Path file) throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new IllegalArgumentException("must have at most 1 MiB, but has more; split it");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static Map<String, String> keys(String text, List<String> problems) throws IOException {
    Noticing properties = new Noticing(problems);
    properties.load(new StringReader(text));
    return properties.inOrder;
  }

  /**
   * Properties that keep the order of the file, and notice what they would overwrite in silence.
   */
  private static final class Noticing extends Properties {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> inOrder = new LinkedHashMap<>();
    private final transient List<String> problems;

    Noticing(List<String> problems) {
      this.problems = problems;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      if (inOrder.putIfAbsent((String) key, (String) value) != null) {
        problems.add(key + ": is there twice; take one of them out");
      }
      return value;
    }
  }
}
