package io.notifyjava.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The stores use the core's seams, and know nothing of the client. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.notifyjava.redis");

  @Test
  void stores_useNothingButWhatTheyName() {
    classes()
        .that()
        .haveNameNotMatching(
            ".*\\.(RedisServer|RedisException|PooledLink|ClientLink|Sockets)(\\$.*)?")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.slf4j",
            "io.notifyjava.message",
            "io.notifyjava.result",
            "io.notifyjava.idempotency",
            "io.notifyjava.limit",
            "io.notifyjava.token",
            "io.notifyjava.redis")
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
            "RedisException",
            "RedisIdempotencyStore",
            "RedisLimitStore",
            "RedisServer",
            "RedisTokenStore");
  }
}
