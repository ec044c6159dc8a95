package dev.wardstream.cli.verify;

import dev.wardstream.client.Transport;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a run has found.
 *
 * @param site what was verified
 * @param plan how
 * @param put readings in the log
 * @param rows by transport
 * @param findings what is wrong, the first of it
 * @param found how much is wrong
 */
public record Report(
    Site site, Plan plan, long put, List<Row> rows, List<String> findings, long found) {
  private static final List<Count> COLUMNS =
      List.of(
          Count.DELIVERED,
          Count.GAPS,
          Count.LOST,
          Count.REPEATED,
          Count.REORDERED,
          Count.ALTERED,
          Count.REFUSED,
          Count.REMOVED,
          Count.OPENED);

  public Report {
    rows = List.copyOf(rows);
    findings = List.copyOf(findings);
  }

  static String name(Transport transport) {
    return switch (transport) {
      case WEB_SOCKET -> "WebSocket";
      case EVENT_STREAM -> "server-sent events";
      case LONG_POLL -> "long poll";
    };
  }

  /** Whether the installation keeps its promise: everything contiguous, or told. */
  public boolean isKept() {
    return found == 0 && put > 0 && rows.stream().noneMatch(Row::isFaulty);
  }

  /** How often something was counted, over all rows. */
  public long of(Count what) {
    return rows.stream().mapToLong(row -> row.of(what)).sum();
  }

  /** The table, what is wrong, and the verdict, for people. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    var head = new StringBuilder("%-18s %11s".formatted("", "subscribers"));
    COLUMNS.forEach(column -> head.append("  ").append(column.label()));
    lines.add("@|bold %s  %8s  %8s|@".formatted(head, "p50 ms", "p99 ms"));
    rows.forEach(row -> lines.add(line(row)));
    lines.add("");
    findings.forEach(finding -> lines.add("@|red " + finding + "|@"));
    if (found > findings.size()) {
      lines.add("… and %d more.".formatted(found - findings.size()));
    }
    lines.add(
        isKept()
            ? "@|bold,green Kept:|@ %,d readings put, every one delivered in order once, or told."
                .formatted(put)
            : "@|bold,red Broken:|@ %,d readings put; what is wrong is above.".formatted(put));
    return lines;
  }

  private static String line(Row row) {
    var text = new StringBuilder("%-18s %11d".formatted(row.name(), row.subscribers()));
    for (var column : COLUMNS) {
      var width = column.label().length() + 2;
      text.append(String.format(Locale.ROOT, "%," + width + "d", row.of(column)));
    }
    return text.append("  %8s  %8s".formatted(millis(row, 50), millis(row, 99))).toString();
  }

  private static String millis(Row row, double percentile) {
    return row.measured() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.1f", row.latencyMillis(percentile));
  }

  /** The same as one JSON object, for programs. */
  String json() {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeBooleanProperty("kept", isKept());
      json.writeStringProperty("ingest", site.ingest().toString());
      json.writeStringProperty("push", site.push().toString());
      json.writeStringProperty("ward", site.ward());
      json.writeNumberProperty("seconds", plan.length().toSeconds());
      json.writeNumberProperty("put", put);
      json.writeArrayPropertyStart("rows");
      rows.forEach(row -> write(json, row));
      json.writeEndArray();
      json.writeNumberProperty("found", found);
      json.writeArrayPropertyStart("findings");
      findings.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Row row) {
    json.writeStartObject();
    json.writeStringProperty("transport", row.name());
    json.writeNumberProperty("subscribers", row.subscribers());
    for (var column : COLUMNS) {
      json.writeNumberProperty(column.name().toLowerCase(Locale.ROOT), row.of(column));
    }
    if (row.measured() > 0) {
      json.writeNumberProperty("p50Ms", row.latencyMillis(50));
      json.writeNumberProperty("p99Ms", row.latencyMillis(99));
    }
    json.writeEndObject();
  }
}
