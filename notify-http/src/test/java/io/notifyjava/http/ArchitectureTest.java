package io.notifyjava.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.HttpURLConnection;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;

@AnalyzeClasses(
    packages = "io.notifyjava.http",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule http_usesOnlyValuesOfTheCore =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.notifyjava..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.notifyjava.http",
                              "io.notifyjava.message",
                              "io.notifyjava.result"))));

  @ArchTest
  static final ArchRule okHttpInternals_areNotTouched =
      noClasses().should().dependOnClassesThat().resideInAPackage("okhttp3.internal..");

  @ArchTest
  static final ArchRule nothing_weakensTls =
      noClasses()
          .should()
          .implement(HostnameVerifier.class)
          .orShould()
          .implement(X509TrustManager.class);

  @ArchTest
  static final ArchRule nothing_usesTheClientThatResends =
      noClasses().should().dependOnClassesThat().areAssignableTo(HttpURLConnection.class);

  @ArchTest
  static final ArchRule publicTypes_areFinalOrSealed =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .should()
          .haveModifier(JavaModifier.FINAL);
}
