package io.notifyjava.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The stores use the core's seams, no driver, and one class knows the pool. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.notifyjava.jdbc");

  @Test
  void stores_useNothingButWhatTheyName() {
    classes()
        .that()
        .doNotHaveSimpleName("HikariPool")
        .and()
        .resideOutsideOfPackage("io.notifyjava.jdbc.spring")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.sql",
            "org.jspecify..",
            "org.slf4j",
            "io.notifyjava.batch",
            "io.notifyjava.idempotency",
            "io.notifyjava.limit",
            "io.notifyjava.message",
            "io.notifyjava.outbox",
            "io.notifyjava.result",
            "io.notifyjava.template",
            "io.notifyjava.token",
            "io.notifyjava.jdbc")
        .check(MAIN);
  }

  @Test
  void publicTypes_areTheWayIn() {
    assertThat(
            MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "JdbcBatchLedger",
            "JdbcDatabase",
            "JdbcException",
            "JdbcIdempotencyStore",
            "JdbcLimitStore",
            "JdbcOutbox",
            "JdbcTemplateStore",
            "JdbcTokenStore",
            "SpringOutbox");
  }

  @Test
  void springsClasses_areKnownToOnePackageThatNoOtherUses() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.notifyjava.jdbc.spring")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "io.notifyjava.jdbc.spring")
        .check(MAIN);
  }
}
