package io.notifyjava.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every Java sample of the READMEs and of the page about short messages is a region of code that is
 * compiled and run.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path SOURCES = Path.of("src/main/java/io/notifyjava/examples/quickstart");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// region ([a-z-]+)\\R(.*?)^ *// endregion$");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md", "docs/sms.md"})
  void every_sample_is_compiled(String readme) throws IOException {
    List<String> samples = samples(readme);

    assertThat(samples).isNotEmpty();
    assertThat(regions().values()).containsAll(samples);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void every_link_leads_somewhere(String readme) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(Files.readString(ROOT.resolve(readme)));
    while (matcher.find()) {
      links.add(matcher.group(1));
    }

    assertThat(links).hasSizeGreaterThan(10);
    assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void the_version_is_the_one_that_is_built(String readme) throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String version = pom.substring(pom.indexOf("<version>"), pom.indexOf("</version>"));

    assertThat(Files.readString(ROOT.resolve(readme))).contains(version + "</version>");
  }

  @Test
  void both_languages_show_the_same_samples() throws IOException {
    assertThat(samples("README.zh-CN.md")).isEqualTo(samples("README.md"));
  }

  @Test
  void no_region_is_left_unshown() throws IOException {
    assertThat(samples("README.md")).containsAll(regions().values());
  }

  @Test
  void the_first_send_has_less_than_ten_lines() throws IOException {
    assertThat(regions().get("first-send").lines()).hasSizeLessThan(10);
  }

  private static List<String> samples(String readme) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(ROOT.resolve(readme)));
    while (matcher.find()) {
      found.add(matcher.group(1).stripTrailing());
    }
    return found;
  }

  private static Map<String, String> regions() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String file : List.of("Quickstart.java", "Samples.java")) {
      Matcher matcher = REGION.matcher(Files.readString(SOURCES.resolve(file)));
      while (matcher.find()) {
        found.put(matcher.group(1), matcher.group(2).stripTrailing().stripIndent());
      }
    }
    return found;
  }
}
