package io.notifyjava.sms.xuanwu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A provider uses the core's values and its SPI, and shows no more than it must. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.notifyjava.sms.xuanwu");

  @Test
  void provider_usesNothingButWhatItNames() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "io.notifyjava.message",
            "io.notifyjava.result",
            "io.notifyjava.sms",
            "io.notifyjava.spi",
            "io.notifyjava.http",
            "io.notifyjava.sms.xuanwu")
        .check(MAIN);
  }

  @Test
  void publicTypes_areTheWayIn() {
    assertThat(
            MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info")))
        .containsExactlyInAnyOrder(
            "XuanwuSms",
            "XuanwuSmsProviderFactory",
            "XuanwuAccountBuilder",
            "SignPlacement",
            "PasswordForm",
            "CgiEncoding",
            "CgiMethod",
            "CgiMessageType",
            "NumberSeparator");
  }
}
