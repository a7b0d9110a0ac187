package io.notifyjava.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Templates in a folder of UTF-8 files: {@code welcome.json} is the JSON template {@code welcome},
 * {@code welcome.txt} the text template {@code welcome}, and {@code welcome.html} the HTML template
 * {@code welcome.html}, whose key keeps the ending so that a mail's text and HTML stand side by
 * side. The key is also the title.
 *
 * <p>Keys are 1 to 128 of {@code A-Z a-z 0-9 . _ -}, do not start with a dot and hold no two dots
 * in a row. Other files, hidden files and folders inside are ignored. Symbolic links may not lead
 * out of the folder; links inside it are followed, so a folder whose content is swapped by a link,
 * as Kubernetes mounts are, works.
 *
 * <p>For any number of threads. Nothing is cached here; each call reads the files.
 *
 * @since 0.1.0
 */
public final class FolderTemplateStore implements TemplateStore {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final String JSON = ".json";
  private static final String TEXT = ".txt";
  private static final String HTML = ".html";

  /** No character of Java's takes more bytes in UTF-8; a surrogate pair takes four for two. */
  private static final int MAX_BYTES_PER_CHAR = 3;

  private final Path folder;
  private final int maxBytes;

  /**
   * Creates a store with {@link TemplateLimits#defaults()}.
   *
   * @throws TemplateException if the folder does not exist or is not a folder
   */
  public FolderTemplateStore(Path folder) {
    this(folder, TemplateLimits.defaults());
  }

  /**
   * Creates a store.
   *
   * @param limits files that cannot fit into {@link TemplateLimits#maxSourceLength()} are not read
   * @throws TemplateException if the folder does not exist or is not a folder
   */
  public FolderTemplateStore(Path folder, TemplateLimits limits) {
    this.folder = folder.toAbsolutePath().normalize();
    this.maxBytes = MAX_BYTES_PER_CHAR * limits.maxSourceLength();
    requireFolder();
  }

  /**
   * Reads one template.
   *
   * @throws TemplateException if the key cannot be a file of this folder, the file is too large, is
   *     not UTF-8 or leads out of the folder, there is a {@code .json} and a {@code .txt} of the
   *     key, or reading fails
   */
  @Override
  public Optional<StoredTemplate> find(String key) {
    if (!isKey(Objects.requireNonNull(key, "key"))) {
      throw TemplateProblem.of(
          key,
          "a key in a folder must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', not start with"
              + " '.' and not hold '..'; use another key");
    }
    requireFolder();
    boolean json = Files.isRegularFile(folder.resolve(key + JSON));
    boolean text = Files.isRegularFile(folder.resolve(key + TEXT));
    boolean html = isHtml(key) && Files.isRegularFile(folder.resolve(key));
    if (json && text) {
      throw TemplateProblem.of(
          key, "there is a %s%s and a %s%s; keep one".formatted(key, JSON, key, TEXT));
    }
    if (html) {
      if (json || text) {
        throw TemplateProblem.of(
            key, "there is a %s and a %s%s; keep one".formatted(key, key, json ? JSON : TEXT));
      }
      return Optional.of(read(key, "", TemplateFormat.HTML));
    }
    if (json) {
      return Optional.of(read(key, JSON, TemplateFormat.JSON));
    }
    return text ? Optional.of(read(key, TEXT, TemplateFormat.TEXT)) : Optional.empty();
  }

  @Override
  public List<String> keys() {
    requireFolder();
    TreeSet<String> keys = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        keyOf(file).ifPresent(keys::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new TemplateException("The templates folder " + folder + " cannot be listed", e);
    }
    return List.copyOf(keys);
  }

  @Override
  public String toString() {
    return "FolderTemplateStore[" + folder + "]";
  }

  private static Optional<String> keyOf(Path file) {
    String name = String.valueOf(file.getFileName());
    if (isHtml(name)) {
      return isKey(name) && Files.isRegularFile(file) ? Optional.of(name) : Optional.empty();
    }
    for (String suffix : List.of(JSON, TEXT)) {
      if (name.endsWith(suffix)) {
        String key = name.substring(0, name.length() - suffix.length());
        return isKey(key) && Files.isRegularFile(file) ? Optional.of(key) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isHtml(String key) {
    return key.endsWith(HTML) && key.length() > HTML.length();
  }

  private static boolean isKey(String key) {
    return KEY.matcher(key).matches() && !key.contains("..");
  }

  private void requireFolder() {
    if (!Files.isDirectory(folder)) {
      throw new TemplateException(
          "The templates folder " + folder + " is not a folder: create it, or correct the path");
    }
  }

  private StoredTemplate read(String key, String suffix, TemplateFormat format) {
    Path file = folder.resolve(key + suffix);
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw TemplateProblem.of(
            key, file + " is a link that leads out of the folder; put the file itself there");
      }
      return new StoredTemplate(key, key, format, decoded(key, file, bytes(key, real)));
    } catch (IOException e) {
      throw new TemplateException(
          "Template '" + key + "': " + file + " cannot be read (" + e.getClass().getName() + ")",
          e);
    }
  }

  private byte[] bytes(String key, Path real) throws IOException {
    long size = Files.size(real);
    if (size <= maxBytes) {
      // Links were followed once and checked; another one here was put in since.
      try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(maxBytes + 1);
        if (bytes.length <= maxBytes) {
          return bytes;
        }
        size = bytes.length;
      }
    }
    throw TemplateProblem.of(
        key,
        "the file must have at most %d bytes, but had %d or more; shorten it or raise TemplateLimits.maxSourceLength"
            .formatted(maxBytes, size));
  }

  private static String decoded(String key, Path file, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    out.flip();
    if (result.isError()) {
      long line = 1 + out.chars().filter(c -> c == '\n').count();
      throw TemplateProblem.of(
          key, "line " + line + " of " + file + " is not UTF-8; save the file as UTF-8");
    }
    return out.toString();
  }
}
