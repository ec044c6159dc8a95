package dev.wardstream.cli.timelines;

import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.desk.timelines.Notes;
import dev.wardstream.desk.timelines.Seconds;
import dev.wardstream.desk.timelines.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Actual events as one line of JSON each, with the keys of {@code expected} in a file of timelines;
 * a note that would be empty is left out, as it is there. One thread.
 */
public final class PrintedEvents {
  /** Pure ASCII: the same bytes whatever the terminal's character set is. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintWriter out;

  public PrintedEvents(PrintWriter out) {
    this.out = out;
  }

  /** The events of one timeline. */
  public void print(Verdict verdict) {
    var id = verdict.scenario().id();
    verdict.actual().forEach(event -> out.print(line(id, event) + '\n'));
    out.flush();
  }

  private static String line(String scenario, Told event) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("scenario", scenario);
      json.writeNumberProperty("emittedAt", Seconds.of(event.emittedAt()));
      json.writeStringProperty("type", event.type().name());
      json.writeStringProperty("family", event.family());
      json.writeStringProperty("level", event.level().name());
      json.writeNumberProperty("eventTime", Seconds.of(event.eventTime()));
      var note = Notes.joined(event.notes());
      if (!note.isEmpty()) {
        json.writeStringProperty("note", note);
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
