package io.notifyjava.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may touch in the others. */
@AnalyzeClasses(
    packages = "io.notifyjava.testkit",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothing_reaches_into_the_engine =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.notifyjava.internal..");

  @ArchTest
  static final ArchRule nothing_imports_the_front_door =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.notifyjava");

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices()
          .matching("io.notifyjava.testkit.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nobody_reads_java_objects =
      noClasses().should().dependOnClassesThat().belongToAnyOf(java.io.ObjectInputStream.class);

  @ArchTest
  static final ArchRule nobody_uses_the_jdk_connection_that_sends_twice =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.net.HttpURLConnection.class, javax.net.ssl.HttpsURLConnection.class);
}
