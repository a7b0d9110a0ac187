package io.notifyjava.benchmarks.jmh;

import io.notifyjava.message.Variables;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.template.TemplateLimits;
import io.notifyjava.template.TemplateRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.text.StringSubstitutor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Fills a template of 1 KB with six variables. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderingBenchmark {

  private static final int LENGTH = 1_024;

  private final Map<String, String> values = values();
  private final Variables variables = Variables.of(values);
  private final String text = text();
  private final TemplateRegistry templates =
      new TemplateRegistry(
          MemoryTemplateStore.builder().text("parcel", text).build(), TemplateLimits.defaults());
  private final StringSubstitutor substitutor = new StringSubstitutor(values);

  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("NAME", "王小明");
    values.put("CODE", "12-3-4567");
    values.put("PLACE", "Station 7");
    values.put("UNTIL", "2026-11-23 18:00");
    values.put("COMPANY", "Rainbow Parcels");
    values.put("PHONE", "400-123-4567");
    return values;
  }

  private static String text() {
    StringBuilder text =
        new StringBuilder("Dear ${NAME}, your parcel is here. Your code is ${CODE}.\n");
    text.append("You find it at ${PLACE} until ${UNTIL}.\n");
    String filler =
        "Please bring a document that shows who you are, and do not give your code away. ";
    String end = "\n${COMPANY}, ${PHONE}";
    while (text.length() + filler.length() + end.length() <= LENGTH) {
      text.append(filler);
    }
    return text.append("x".repeat(LENGTH - text.length() - end.length())).append(end).toString();
  }

  /** As the corridor fills it: found by its key, checked, filled. */
  @Benchmark
  public String ours() {
    return templates.render("parcel", variables);
  }

  /** As commons-text fills it. */
  @Benchmark
  public String commonsText() {
    return substitutor.replace(text);
  }
}
