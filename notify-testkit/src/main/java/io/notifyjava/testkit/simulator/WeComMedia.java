package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Multipart;
import io.notifyjava.testkit.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes uploads and knows which media ids are good: three days, by the vendor's pages "Upload
 * temporary media" and "Group robots". Keeps no media. Thread-safe.
 *
 * <p>Media of applications belong to the corporation and may be sent by each of its applications;
 * those of a robot may be sent by that robot only.
 */
final class WeComMedia {

  /** The owner of all applications' media. */
  static final long CORPORATION = 0;

  private static final long LIFETIME_MILLIS = Duration.ofDays(3).toMillis();
  private static final int SMALLEST = 6;
  private static final int MEGABYTE = 1024 * 1024;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final byte[] JPG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] AMR = "#!AMR".getBytes(StandardCharsets.US_ASCII);

  private final SealedIds ids;
  private final Clock clock;
  private final LongAdder uploads = new LongAdder();

  WeComMedia(SealedIds ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  long uploads() {
    return uploads.sum();
  }

  void clear() {
    uploads.reset();
  }

  /**
   * Takes an upload for the applications.
   *
   * @throws Refused 40005 for another type, 44001 without a file in the form, 40006 or 45001 for
   *     one that is too small or too large, 40004 or 301017 for one of another format
   */
  WeComReply upload(WireRequest request) {
    return switch (request.query("type").orElse("")) {
      case "image" -> store(request, SealedIds.Kind.IMAGE, 10, CORPORATION);
      case "voice" -> store(request, SealedIds.Kind.VOICE, 2, CORPORATION);
      case "video" -> store(request, SealedIds.Kind.VIDEO, 10, CORPORATION);
      case "file" -> store(request, SealedIds.Kind.FILE, 20, CORPORATION);
      default -> throw new Refused(40005);
    };
  }

  /** As {@link #upload}, of the two types that robots send. */
  WeComReply upload(WireRequest request, long robot) {
    return switch (request.query("type").orElse("")) {
      case "voice" -> store(request, SealedIds.Kind.VOICE, 2, robot);
      case "file" -> store(request, SealedIds.Kind.FILE, 20, robot);
      default -> throw new Refused(40005);
    };
  }

  /**
   * Checks a media id of a message.
   *
   * @throws Refused 41006 without one, 40007 for one that is unknown, too old or of another kind or
   *     owner
   */
  void require(String mediaId, SealedIds.Kind kind, long owner) {
    if (mediaId.isEmpty()) {
      throw new Refused(41006);
    }
    Optional<SealedIds.Opened> opened = ids.open(mediaId);
    boolean good =
        opened.isPresent()
            && opened.get().kind() == kind
            && opened.get().owner() == owner
            && opened.get().ageMillis() < LIFETIME_MILLIS;
    if (!good) {
      throw new Refused(40007);
    }
  }

  private WeComReply store(WireRequest request, SealedIds.Kind kind, int megabytes, long owner) {
    byte[] content = file(request);
    if (content.length < SMALLEST) {
      throw new Refused(40006);
    }
    if (content.length > megabytes * MEGABYTE) {
      throw new Refused(45001);
    }
    requireFormat(kind, content);
    uploads.increment();
    String type = request.query("type").orElseThrow();
    return WeComReply.ok()
        .with(WeComReply.Field.TYPE, WeComReply.quoted(type))
        .with(WeComReply.Field.MEDIA_ID, WeComReply.quoted(ids.seal(kind, owner)))
        .with(WeComReply.Field.CREATED_AT, "\"" + clock.millis() / 1000 + "\"");
  }

  private static byte[] file(WireRequest request) {
    Optional<Multipart.Part> media;
    try {
      media = Multipart.of(request).part("media");
    } catch (IllegalArgumentException malformed) {
      throw new Refused(44001);
    }
    return media
        .filter(part -> !part.filename().orElse("").isEmpty())
        .filter(part -> part.length() > 0)
        .map(Multipart.Part::content)
        .orElseThrow(() -> new Refused(44001));
  }

  private static void requireFormat(SealedIds.Kind kind, byte[] content) {
    switch (kind) {
      case IMAGE -> requireImage(content);
      case VOICE -> {
        if (!begins(content, AMR)) {
          throw new Refused(301017);
        }
      }
      case VIDEO -> {
        boolean mp4 =
            content.length > 8
                && new String(content, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp");
        if (!mp4) {
          throw new Refused(40004);
        }
      }
      default -> {
        // any file is one
      }
    }
  }

  /**
   * Checks that a picture is JPG or PNG.
   *
   * @throws Refused 40004
   */
  static void requireImage(byte[] content) {
    if (!begins(content, PNG) && !begins(content, JPG)) {
      throw new Refused(40004);
    }
  }

  private static boolean begins(byte[] content, byte[] magic) {
    return content.length >= magic.length
        && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
  }
}
