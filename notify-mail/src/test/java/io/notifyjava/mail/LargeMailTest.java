package io.notifyjava.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.smtp.SmtpSimulator;
import jakarta.mail.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeMailTest extends SimulatorTestBase {

  /** An empty JVM with these classes needs about half of it. */
  private static final String HEAP = "-Xmx20m";

  @Test
  void attachmentOf25Megabytes_goesThroughASmallHeap(@TempDir Path folder) throws Exception {
    byte[] content = new byte[25_000_000];
    new Random(7).nextBytes(content);
    Path file = Files.write(folder.resolve("large.bin"), content);
    SmtpSimulator simulator = start(SmtpSimulator.builder().maxSize(60_000_000));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                LargeMail.class.getName(),
                Integer.toString(simulator.port()),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).contains("ACCEPTED");
    Part part = Mails.leaves(Mails.parsed(simulator.mails().get(0).raw())).get(1);
    assertThat(part.getInputStream().readAllBytes()).isEqualTo(content);
  }
}
