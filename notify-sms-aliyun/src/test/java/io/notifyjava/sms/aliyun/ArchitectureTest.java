package io.notifyjava.sms.aliyun;

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
          .importPackages("io.notifyjava.sms.aliyun");

  @Test
  void provider_usesNothingButWhatItNames() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "com.aliyuncs..",
            "com.fasterxml.jackson..",
            "com.github.benmanes.caffeine..",
            "io.notifyjava.message",
            "io.notifyjava.policy",
            "io.notifyjava.result",
            "io.notifyjava.sms",
            "io.notifyjava.spi",
            "io.notifyjava.http",
            "io.notifyjava.sms.aliyun")
        .check(MAIN);
  }

  /** These need none of the jars that the SDK brings along and this module leaves out. */
  @Test
  void vendorsClasses_areCanonicalStringsAndCredentialsOnly() {
    assertThat(
            MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getName())
                .filter(name -> name.startsWith("com.aliyuncs"))
                .distinct()
                .sorted())
        .containsExactly(
            "com.aliyuncs.auth.AlibabaCloudCredentials",
            "com.aliyuncs.auth.AlibabaCloudCredentialsProvider",
            "com.aliyuncs.auth.BasicCredentials",
            "com.aliyuncs.auth.BasicSessionCredentials",
            "com.aliyuncs.auth.BearerTokenCredentials",
            "com.aliyuncs.auth.ISignatureComposer",
            "com.aliyuncs.auth.KeyPairCredentials",
            "com.aliyuncs.auth.RpcSignatureComposer",
            "com.aliyuncs.auth.StaticCredentialsProvider",
            "com.aliyuncs.auth.V3SignatureComposer",
            "com.aliyuncs.exceptions.ClientException",
            "com.aliyuncs.http.MethodType");
  }

  @Test
  void publicTypes_areTheWayIn() {
    assertThat(
            MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("AliyunSms", "AliyunSmsProviderFactory", "AliyunSignature");
  }
}
