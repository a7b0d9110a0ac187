package io.notifyjava.wechat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
          .importPackages("io.notifyjava.wechat");

  @Test
  void provider_usesNothingButWhatItNames() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "com.fasterxml.jackson..",
            "okhttp3..",
            "org.slf4j..",
            "io.notifyjava.message",
            "io.notifyjava.outbox",
            "io.notifyjava.policy",
            "io.notifyjava.result",
            "io.notifyjava.spi",
            "io.notifyjava.token",
            "io.notifyjava.http",
            "io.notifyjava.wechat..")
        .check(MAIN);
  }

  @Test
  void commonFloor_knowsNoPlatform() {
    noClasses()
        .that()
        .resideInAPackage("io.notifyjava.wechat.internal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.notifyjava.wechat", "io.notifyjava.wechat.wecom")
        .check(MAIN);
  }

  @Test
  void officialAccount_knowsNoWeCom() {
    noClasses()
        .that()
        .resideInAPackage("io.notifyjava.wechat")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.notifyjava.wechat.wecom")
        .check(MAIN);
  }

  @Test
  void publicTypesOfWeCom_areTheMessagesTheirPartsAndTheWayIn() {
    assertThat(
            MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                .filter(type -> type.getPackageName().equals("io.notifyjava.wechat.wecom"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info")))
        .containsExactlyInAnyOrder(
            "WeCom",
            "WeComProviderFactory",
            "WeComRobotProviderFactory",
            "WeComAccount",
            "WeComRobot",
            "WeComMediaType",
            "LongText",
            "WeComMessage",
            "WeComAudience",
            "WeComContent",
            "News",
            "MpNews",
            "MiniProgramNotice",
            "TaskCard",
            "WeComRobotMessage",
            "RobotContent",
            "TemplateCard",
            "CardBuilder",
            "LinkedCardBuilder",
            "NoticeBuilder",
            "TextNoticeBuilder",
            "NewsNoticeBuilder",
            "ButtonCardBuilder",
            "VoteCardBuilder",
            "ChoiceCardBuilder",
            "CardLink",
            "CardItem",
            "CardOption",
            "CardSelection",
            "WeComMessageCodec",
            "WeComRobotMessageCodec");
  }

  @Test
  void publicTypes_areTheMessagesAndTheWayIn() {
    assertThat(
            MAIN.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass())
                .filter(type -> type.getPackageName().equals("io.notifyjava.wechat"))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info")))
        .containsExactlyInAnyOrder(
            "TemplateMessage",
            "TemplateMessageCodec",
            "CustomerMessageCodec",
            "SubscriptionMessageCodec",
            "ServiceSubscriptionMessageCodec",
            "OneTimeSubscriptionMessageCodec",
            "TemplateValue",
            "MiniProgram",
            "CustomerMessage",
            "CustomerContent",
            "TextContent",
            "ImageContent",
            "VoiceContent",
            "VideoContent",
            "MusicContent",
            "NewsContent",
            "MpNewsContent",
            "MpNewsArticleContent",
            "MenuContent",
            "CardContent",
            "MiniProgramPageContent",
            "LinkContent",
            "SubscriptionMessage",
            "ServiceSubscriptionMessage",
            "OneTimeSubscriptionMessage",
            "ValueCheck",
            "StoredMessage",
            "TokenMode",
            "Media",
            "MediaFile",
            "MediaType",
            "WeChat",
            "WeChatAccount",
            "WeChatTemplate",
            "WeChatProviderFactory");
  }
}
