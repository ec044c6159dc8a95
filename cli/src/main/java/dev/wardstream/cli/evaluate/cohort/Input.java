package dev.wardstream.cli.evaluate.cohort;

import dev.wardstream.cli.terminal.CommandFailed;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files of a cohort and how much of them has been read. One thread opens and reads them; any
 * thread may ask how far it is.
 *
 * @param path as the user gave it
 */
public record Input(Path path, List<Path> files, long totalBytes, AtomicLong done) {
  private static final int BUFFER_BYTES = 1 << 16;

  public Input {
    files = List.copyOf(files);
  }

  /**
   * A file, or the fitting files of a folder in the order of their names.
   *
   * @param kind what is looked for, for the message when there is none
   */
  static Input of(Path path, Predicate<String> fits, String kind) {
    if (Files.isRegularFile(path)) {
      return of(path, List.of(path));
    }
    var files = listed(path).filter(file -> fits.test(name(file))).sorted().toList();
    if (files.isEmpty()) {
      throw new CommandFailed(
          "%s has no %s. Name the folder or file with --path.".formatted(path, kind));
    }
    return of(path, files);
  }

  static Input of(Path path, List<Path> files) {
    try {
      var bytes = 0L;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new Input(path, files, bytes, new AtomicLong());
    } catch (IOException e) {
      throw CommandFailed.of("The files of " + path + " cannot be read", e);
    }
  }

  static Stream<Path> listed(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailed("--path %s: there is no such file or folder.".formatted(folder));
    }
    try (var files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw CommandFailed.of("The folder " + folder + " cannot be read", e);
    }
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** The text of a file, unpacked where its name ends in gz. */
  BufferedReader open(Path file) throws IOException {
    InputStream in = new Counted(Files.newInputStream(file), done);
    try {
      var text =
          name(file).endsWith(".gz")
              ? new GZIPInputStream(new BufferedInputStream(in), BUFFER_BYTES)
              : in;
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return new BufferedReader(new InputStreamReader(text, decoder), BUFFER_BYTES);
    } catch (IOException e) {
      in.close();
      throw new CommandFailed(
          "%s is not readable as gzip: %s. Fetch the file again.".formatted(file, e.getMessage()),
          e);
    }
  }

  /** Bytes read so far, packed. */
  public long readBytes() {
    return done.get();
  }

  /** What an error while reading a file means. */
  static CommandFailed failure(Path file, IOException e) {
    var why = e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
    return new CommandFailed("%s cannot be read: %s.".formatted(file, why), e);
  }

  /** Counts what passes. */
  private static final class Counted extends FilterInputStream {
    private final AtomicLong done;

    Counted(InputStream in, AtomicLong done) {
      super(in);
      this.done = done;
    }

    @Override
    public int read() throws IOException {
      var one = super.read();
      done.addAndGet(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      var count = super.read(bytes, from, length);
      done.addAndGet(Math.max(0, count));
      return count;
    }
  }
}
