package io.notifyjava.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Variables;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RejectedFileTest {

  @TempDir Path folder;

  private static CsvRow row() {
    return new CsvRow(7, "a@b", Variables.of(Map.of("name", "Ann, \"A\"", "x", "1")));
  }

  @Test
  void what_it_writes_is_read_as_the_rows_that_were_there() throws IOException {
    Path path = folder.resolve("rejected.csv");
    try (RejectedFile file = RejectedFile.at(path, "to", List.of("name", "x"))) {
      file.add(row(), SendResult.rejected(Failure.permanent(FailureReason.QUOTA, "12", "spent")));
      file.skipped(new CsvRecords.Broken(9, "no row"));
    }

    assertThat(path)
        .hasContent(
            "line,to,outcome,reason,code,text,name,x\r\n"
                + "7,a@b,REJECTED,QUOTA,12,spent,\"Ann, \"\"A\"\"\",1\r\n"
                + "9,,SKIPPED,INVALID_ROW,,no row,,\r\n");
    try (RecipientFile read = RecipientFile.open(path, "to")) {
      assertThat(read.header().variables()).containsExactly("name", "x");
      CsvRecords.Values values = (CsvRecords.Values) read.records().next();
      CsvRow again = read.header().row(2, values.values());
      assertThat(again).isEqualTo(new CsvRow(2, "a@b", row().variables()));
    }
  }

  @Test
  void there_is_no_file_without_a_row_and_that_of_an_earlier_run_is_gone() throws IOException {
    Path path = Files.writeString(folder.resolve("rejected.csv"), "of yesterday");

    try (RejectedFile file = RejectedFile.at(path, "to", List.of())) {
      assertThat(file.isWritten()).isFalse();
    }

    assertThat(path).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // It has other permissions.
  void only_its_owner_may_read_it() throws IOException {
    Path path = folder.resolve("rejected.csv");
    try (RejectedFile file = RejectedFile.at(path, "to", List.of("name", "x"))) {
      file.skipped(row(), "a problem");
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_folder_or_a_place_that_is_not_there_is_told_before_anything_is_sent() {
    assertThatThrownBy(() -> RejectedFile.at(folder, "to", List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is something else; name another");
    assertThatThrownBy(() -> RejectedFile.at(folder.resolve("no/where.csv"), "to", List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("The file of rejected messages cannot be written: ");
  }

  @Test
  void a_row_shows_neither_its_address_nor_its_values() {
    assertThat(row().toString()).contains("line=7").doesNotContain("a@b", "Ann");
  }
}
