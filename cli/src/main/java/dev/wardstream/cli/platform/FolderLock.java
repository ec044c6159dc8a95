package dev.wardstream.cli.platform;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Keeps a second platform out of a data folder. Held by the platform that runs on it. */
final class FolderLock implements AutoCloseable {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the folder, which is made when it is not there: for its owner's eyes only. */
  static FolderLock take(Path folder) {
    try {
      if (Files.notExists(folder)) {
        Files.createDirectories(folder, OWNER_ONLY);
      }
      var channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new FolderLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new CommandFailed("Data cannot be kept in %s: %s".formatted(folder, e), e);
    }
    throw new CommandFailed(
        "Another `wardstream up` runs on %s. Stop it, or choose another folder with --data."
            .formatted(folder));
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder cannot be released", e);
    }
  }
}
