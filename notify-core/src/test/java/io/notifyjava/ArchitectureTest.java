package io.notifyjava;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The drawing of the house, as code: stairs go down only. */
@AnalyzeClasses(packages = "io.notifyjava", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> LIBRARY_TYPES =
      DescribedPredicate.describe(
          "a type of Resilience4j, Caffeine, Jackson or OkHttp",
          type ->
              type.getPackageName().startsWith("io.github.resilience4j")
                  || type.getPackageName().startsWith("com.github.benmanes")
                  || type.getPackageName().startsWith("com.fasterxml")
                  || type.getPackageName().startsWith("okhttp3"));

  @ArchTest
  static final ArchRule stairs_go_down_only =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.notifyjava..")
          .layer("message")
          .definedBy("io.notifyjava.message")
          .layer("result")
          .definedBy("io.notifyjava.result")
          .layer("template")
          .definedBy("io.notifyjava.template")
          .layer("sms")
          .definedBy("io.notifyjava.sms")
          .layer("token")
          .definedBy("io.notifyjava.token")
          .layer("policy")
          .definedBy("io.notifyjava.policy")
          .layer("limit")
          .definedBy("io.notifyjava.limit")
          .layer("idempotency")
          .definedBy("io.notifyjava.idempotency")
          .layer("route")
          .definedBy("io.notifyjava.route")
          .layer("event")
          .definedBy("io.notifyjava.event")
          .layer("batch")
          .definedBy("io.notifyjava.batch")
          .layer("outbox")
          .definedBy("io.notifyjava.outbox")
          .layer("spi")
          .definedBy("io.notifyjava.spi")
          .layer("engine")
          .definedBy("io.notifyjava.internal..")
          .layer("root")
          .definedBy("io.notifyjava")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("message")
          .mayNotAccessAnyLayer()
          .whereLayer("result")
          .mayOnlyAccessLayers("message")
          .whereLayer("template")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("sms")
          .mayOnlyAccessLayers("message", "result", "template")
          .whereLayer("token")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("policy")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("limit")
          .mayOnlyAccessLayers("message")
          .whereLayer("idempotency")
          .mayOnlyAccessLayers("message", "limit")
          .whereLayer("route")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("event")
          .mayOnlyAccessLayers("message", "result", "outbox")
          .whereLayer("batch")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("outbox")
          .mayOnlyAccessLayers("message", "result")
          .whereLayer("spi")
          .mayOnlyAccessLayers(
              "message", "result", "template", "sms", "token", "policy", "route", "event", "batch");

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("io.notifyjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule no_library_type_in_a_public_signature =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.notifyjava.internal..")
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should()
          .notHaveRawReturnType(LIBRARY_TYPES)
          .andShould()
          .notHaveRawParameterTypes(
              DescribedPredicate.describe(
                  "one of " + LIBRARY_TYPES.getDescription(),
                  types -> types.stream().anyMatch(LIBRARY_TYPES)));

  @ArchTest
  static final ArchRule resilience4j_stays_in_its_adapter =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.notifyjava.internal.resilience")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.github.resilience4j..");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nobody_uses_the_common_pool =
      noClasses().should().callMethod(java.util.concurrent.ForkJoinPool.class, "commonPool");

  @ArchTest
  static final ArchRule nobody_reads_java_objects =
      noClasses().should().dependOnClassesThat().belongToAnyOf(java.io.ObjectInputStream.class);

  @ArchTest
  static final ArchRule engine_classes_are_final =
      com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes()
          .that()
          .resideInAPackage("io.notifyjava.internal..")
          .and()
          .areNotInterfaces()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAnonymousClasses()
          .should()
          .haveModifier(JavaModifier.FINAL);
}
