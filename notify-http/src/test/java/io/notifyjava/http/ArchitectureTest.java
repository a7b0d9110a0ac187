package io.notifyjava.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.notifyjava.spi.Setting;
import io.notifyjava.spi.Settings;
import java.io.ObjectInputStream;
import java.net.HttpURLConnection;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;

/** What this module may touch in the others, and what it may not do. */
@AnalyzeClasses(
    packages = "io.notifyjava.http",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule nothing_but_values_and_settings_of_the_core_is_used =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.notifyjava..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.notifyjava.http",
                              "io.notifyjava.message",
                              "io.notifyjava.result")))
                  .and(not(belongToAnyOf(Setting.class, Setting.Kind.class, Settings.class))));

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("io.notifyjava.http.(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobody_touches_the_inside_of_okhttp =
      noClasses().should().dependOnClassesThat().resideInAPackage("okhttp3.internal..");

  @ArchTest
  static final ArchRule nobody_decides_about_certificates =
      noClasses()
          .should()
          .implement(HostnameVerifier.class)
          .orShould()
          .implement(X509TrustManager.class);

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule nobody_reads_java_objects =
      noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class);

  @ArchTest
  static final ArchRule nobody_uses_the_jdk_connection_that_sends_twice =
      noClasses().should().dependOnClassesThat().areAssignableTo(HttpURLConnection.class);

  @ArchTest
  static final ArchRule public_types_are_final_unless_they_are_there_to_extend =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .doNotHaveModifier(JavaModifier.ABSTRACT)
          .should()
          .haveModifier(JavaModifier.FINAL);
}
