package io.notifyjava.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** An open file that can be synced; a class of its own, so that tests can have bad disks. */
class LedgerDisk extends RandomAccessFile {

  LedgerDisk(Path path) throws IOException {
    super(path.toFile(), "rw");
  }

  /** Returns when the disk has what was written. */
  void sync() throws IOException {
    getFD().sync();
  }

  /** Opens files. */
  @FunctionalInterface
  interface Opener {
    LedgerDisk open(Path path) throws IOException;
  }
}
