package io.notifyjava.template;

/**
 * How many templates are held, and how long they may be, empty and filled.
 *
 * <p>Lengths are counted in {@code char}s, as {@link String#length()} counts them: an emoji is two.
 *
 * @param maxTemplates templates that one registry holds; 1 to 100,000; default 1,000
 * @param maxSourceLength length of one template's source; 1 to 16,777,216; default 65,536
 * @param maxRenderedLength length of one filled template, escapes included; 1 to 16,777,216;
 *     default 1,048,576
 * @since 0.1.0
 */
public record TemplateLimits(int maxTemplates, int maxSourceLength, int maxRenderedLength) {

  private static final int HIGHEST_LENGTH = 16_777_216;

  private static final TemplateLimits DEFAULTS = new TemplateLimits(1_000, 65_536, 1_048_576);

  public TemplateLimits {
    check("maxTemplates", maxTemplates, 100_000);
    check("maxSourceLength", maxSourceLength, HIGHEST_LENGTH);
    check("maxRenderedLength", maxRenderedLength, HIGHEST_LENGTH);
  }

  /** Returns the documented defaults. */
  public static TemplateLimits defaults() {
    return DEFAULTS;
  }

  /** Returns these limits with another number of templates. */
  public TemplateLimits withMaxTemplates(int maxTemplates) {
    return new TemplateLimits(maxTemplates, maxSourceLength, maxRenderedLength);
  }

  /** Returns these limits with another length of a source. */
  public TemplateLimits withMaxSourceLength(int maxSourceLength) {
    return new TemplateLimits(maxTemplates, maxSourceLength, maxRenderedLength);
  }

  /** Returns these limits with another length of a filled template. */
  public TemplateLimits withMaxRenderedLength(int maxRenderedLength) {
    return new TemplateLimits(maxTemplates, maxSourceLength, maxRenderedLength);
  }

  private static void check(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be 1 to " + max + ", but was " + value);
    }
  }
}
