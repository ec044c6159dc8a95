package dev.wardstream.cli.replay;

import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.desk.log.LogReader;
import dev.wardstream.desk.log.Range;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.registry.AvroDeserializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import dev.wardstream.schemas.registry.UnreadableRecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One replay: fixes the bounds, reads, decodes, writes. A file appears under its name only when it
 * is complete. One thread.
 */
final class Replay {
  private final Topic topic;
  private final Selection selection;
  private final LogReader reader;
  private final AvroDeserializer<GenericRecord> deserializer;

  Replay(Topic topic, Selection selection, LogReader reader, SchemaRegistry registry) {
    this.topic = topic;
    this.selection = selection;
    this.reader = reader;
    this.deserializer = AvroDeserializer.generic(registry);
  }

  /** Writes to a file, or to standard output; says in a line what was done. */
  String run(Manifest.Request request, ReplayCommand.Format format, @Nullable Path file)
      throws IOException {
    var ranges = selection.ranges(reader);
    var manifest = new Manifest(ranges);
    if (file == null) {
      write(ranges, manifest, format, System.out);
      return "%,d records".formatted(manifest.records());
    }
    var part = file.resolveSibling(file.getFileName() + ".part");
    var sha256 = sha256();
    try (var out = new DigestOutputStream(Files.newOutputStream(part), sha256)) {
      write(ranges, manifest, format, out);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    var beside = file.resolveSibling(file.getFileName() + ".manifest.json");
    Files.writeString(beside, manifest.json(request, sha256.digest()));
    return String.format(
        Locale.ROOT,
        "%,d records in %s%s; offsets and SHA-256 in %s",
        manifest.records(),
        file,
        manifest.unreadable() == 0 ? "" : ", %,d unreadable".formatted(manifest.unreadable()),
        beside.getFileName());
  }

  private void write(
      List<Range> ranges, Manifest manifest, ReplayCommand.Format format, OutputStream out)
      throws IOException {
    var writer =
        switch (format) {
          case JSONL -> new JsonLines(out);
          case CSV -> new Csv(out, columns());
        };
    writer.begin();
    try (var bar = bar(ranges.stream().mapToLong(Range::length).sum())) {
      reader.read(
          ranges,
          record -> take(record, writer, manifest),
          passed -> bar.ifShown(shown -> shown.stepBy(passed)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }

  private @Nullable Columns columns() {
    var schema = topic.value();
    return schema == null ? null : Columns.of(schema);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, EntryWriter writer, Manifest manifest) {
    if (!selection.includes(record)) {
      return;
    }
    var content = decode(record.value());
    try {
      writer.write(Entry.of(record, content));
    } catch (IOException e) {
      throw new UncheckedIOException("the output cannot be written", e);
    }
    manifest.count(record.partition(), record.offset(), content);
  }

  private Entry.Content decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return new Entry.Content.Tombstone();
    }
    if (topic.value() == null) {
      return new Entry.Content.Raw(ValueJson.base64(bytes));
    }
    try {
      var value = deserializer.decode(bytes);
      return new Entry.Content.Decoded(ByteBuffer.wrap(bytes).getInt(1), value);
    } catch (UnreadableRecordException e) {
      return new Entry.Content.Unreadable(ValueJson.base64(bytes), String.valueOf(e.getMessage()));
    }
  }

  private ShownBar bar(long offsets) {
    return new ShownBar(Screen.onTerminal() ? progressBar(offsets) : null);
  }

  /** A progress bar where somebody can see it. */
  private record ShownBar(@Nullable ProgressBar bar) implements AutoCloseable {
    void ifShown(Consumer<ProgressBar> step) {
      if (bar != null) {
        step.accept(bar);
      }
    }

    @Override
    public void close() {
      ifShown(ProgressBar::close);
    }
  }

  private ProgressBar progressBar(long offsets) {
    return new ProgressBarBuilder()
        .setTaskName(topic.name())
        .setInitialMax(offsets)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(200)
        .showSpeed()
        .clearDisplayOnFinish()
        .build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
