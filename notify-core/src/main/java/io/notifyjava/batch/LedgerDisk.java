package io.notifyjava.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open file that can be synced; a class of its own, so that tests can have bad disks. */
class LedgerDisk extends RandomAccessFile {

  private static final Logger log = LoggerFactory.getLogger(LedgerDisk.class);

  LedgerDisk(Path path) throws IOException {
    super(path.toFile(), "rw");
  }

  /** Returns when the disk has what was written. */
  void sync() throws IOException {
    getFD().sync();
  }

  /** Returns when the disk knows the file by its name, as far as the system lets that be asked. */
  static void syncFolder(Path file) {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // Windows opens no folders, and writes their entries by itself.
      log.debug("The folder of {} could not be synced", file, e);
    }
  }

  /** Opens files. */
  @FunctionalInterface
  interface Opener {
    LedgerDisk open(Path path) throws IOException;
  }
}
