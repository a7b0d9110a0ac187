package io.notifyjava.signing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Random;

/** What this module may use, and who in it may use whom. */
@AnalyzeClasses(
    packages = "io.notifyjava.signing",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothing_but_the_jdk_is_used =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "javax.xml.stream..",
              "org.jspecify..",
              "io.notifyjava.signing..");

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("io.notifyjava.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule schemes_do_not_see_each_other =
      slices()
          .matching("io.notifyjava.signing.(legacy|hmac|webhook|wsse|callback)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule secrets_are_compared_in_constant_time =
      noClasses().should().callMethod(java.util.Arrays.class, "equals", byte[].class, byte[].class);

  @ArchTest
  static final ArchRule random_numbers_come_from_a_secure_source =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, java.util.concurrent.ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule nobody_reads_java_objects =
      noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class);

  @ArchTest
  static final ArchRule secrets_are_not_serializable =
      noClasses()
          .that()
          .haveSimpleName("SigningSecret")
          .or()
          .haveSimpleName("SigningKey")
          .should()
          .beAssignableTo(Serializable.class);

  @ArchTest
  static final ArchRule public_types_are_final =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL);
}
