package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Texts;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.spi.ProviderSetup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way in for services that set up Xuanwu accounts in code. Which of the two interfaces a
 * customer has depends on the contract; prefer MOS REST, which speaks https and gives ids.
 *
 * @since 0.1.0
 */
public final class XuanwuSms {

  /** The type id of these accounts, by which templates name them. */
  static final String TYPE = "sms-xuanwu";

  private XuanwuSms() {}

  /** Returns a builder of an account with the MOS REST interface ({@code /api/v1.0.0}). */
  public static MosBuilder mos() {
    return new MosBuilder();
  }

  /** Returns a builder of an account with the older interface ({@code /cgi-bin/sendsms}). */
  public static CgiBuilder cgi() {
    return new CgiBuilder();
  }

  /**
   * Collects the settings of an account with MOS REST; the names are those of the configuration
   * keys. {@link #account}, {@link #password(String)} and {@link #baseUrl} are required. Not
   * thread-safe; may be used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class MosBuilder extends XuanwuAccountBuilder<MosBuilder> {

    @Nullable String batchName;
    @Nullable String bizType;
    @Nullable String extendCodeField;

    private MosBuilder() {}

    /** Name of every batch in Xuanwu's console, 1 to 64 characters; none by default. */
    public MosBuilder batchName(String batchName) {
      this.batchName = Texts.required("batchName", batchName, 64);
      return this;
    }

    /**
     * Number of the business type, such as {@code 100}; Xuanwu's default type by default. A
     * template's mapping may have another one as its setting {@code biz-type}.
     */
    public MosBuilder bizType(String bizType) {
      this.bizType = Objects.requireNonNull(bizType, "bizType");
      return this;
    }

    /**
     * Name of the field that carries {@code extendCode} for each number, such as {@code customNum}
     * in the vendor's SDK; none by default, and messages with an extend code are refused then. No
     * public client shows it over REST: ask Xuanwu first.
     */
    public MosBuilder extendCodeField(String extendCodeField) {
      this.extendCodeField = Objects.requireNonNull(extendCodeField, "extendCodeField");
      return this;
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    @Override
    public ProviderSetup build() {
      return new MosConfig(this, connection());
    }

    @Override
    protected MosBuilder self() {
      return this;
    }
  }

  /**
   * Collects the settings of an account with the cgi-bin interface; the names are those of the
   * configuration keys. {@link #account}, {@link #password(String)} and {@link #baseUrl} are
   * required, and {@link #allowPlainHttp} wherever Xuanwu offers no https. Not thread-safe; may be
   * used again after {@code build()}.
   *
   * @since 0.1.0
   */
  public static final class CgiBuilder extends XuanwuAccountBuilder<CgiBuilder> {

    PasswordForm passwordForm = PasswordForm.MD5;
    CgiEncoding encode = CgiEncoding.GBK;
    CgiMethod method = CgiMethod.GET;
    CgiMessageType messageType = CgiMessageType.BY_LENGTH;
    NumberSeparator numberSeparator = NumberSeparator.SPACE;

    private CgiBuilder() {}

    /** How the password is sent; {@link PasswordForm#MD5} by default. */
    public CgiBuilder passwordForm(PasswordForm passwordForm) {
      this.passwordForm = Objects.requireNonNull(passwordForm, "passwordForm");
      return this;
    }

    /** In which characters texts are sent; {@link CgiEncoding#GBK} by default. */
    public CgiBuilder encode(CgiEncoding encode) {
      this.encode = Objects.requireNonNull(encode, "encode");
      return this;
    }

    /** How the interface is called; {@link CgiMethod#GET} by default. */
    public CgiBuilder method(CgiMethod method) {
      this.method = Objects.requireNonNull(method, "method");
      return this;
    }

    /** What {@code msgtype} says; {@link CgiMessageType#BY_LENGTH} by default. */
    public CgiBuilder messageType(CgiMessageType messageType) {
      this.messageType = Objects.requireNonNull(messageType, "messageType");
      return this;
    }

    /** What stands between numbers; {@link NumberSeparator#SPACE} by default. */
    public CgiBuilder numberSeparator(NumberSeparator numberSeparator) {
      this.numberSeparator = Objects.requireNonNull(numberSeparator, "numberSeparator");
      return this;
    }

    /**
     * Returns the account, for {@code Notifier.builder()}.
     *
     * @throws ConfigurationException with every problem at once
     */
    @Override
    public ProviderSetup build() {
      return new CgiConfig(this, connection());
    }

    @Override
    protected CgiBuilder self() {
      return this;
    }
  }
}
