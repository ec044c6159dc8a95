package dev.wardstream.cli.letters;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Letters for people and for programs; positions and reasons, never contents. */
final class LetterReport {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int KEY_WIDTH = 24;

  private LetterReport() {}

  /** A table, oldest first; markup of picocli in the heading alone. */
  static List<String> table(List<Letter> letters) {
    var rows = new ArrayList<String>();
    rows.add(
        "@|bold %-10s %-24s %-11s %-34s %-24s %9s  %s|@"
            .formatted("ID", "SET ASIDE", "REASON", "ORIGIN", "KEY", "SIZE", "RETRIED"));
    for (var letter : letters) {
      var head = letter.head();
      rows.add(
          "%-10s %-24s %-11s %-34s %-24s %9s  %s"
              .formatted(
                  letter.id(),
                  head.seen(),
                  plain(head.reason()),
                  plain(head.origin().toString()),
                  cut(plain(letter.keyText())),
                  letter.bytes() < 0 ? "tombstone" : letter.bytes() + " B",
                  letter.retriedAt() == null ? "" : plain(letter.retriedAt().toString())));
    }
    return rows;
  }

  /** How many there are, by topic. */
  static String sum(List<Letter> letters) {
    var byTopic = new TreeMap<String, Integer>();
    letters.forEach(letter -> byTopic.merge(letter.head().origin().topic(), 1, Integer::sum));
    var open = letters.stream().filter(letter -> letter.retriedAt() == null).count();
    return letters.isEmpty()
        ? "No dead letters."
        : plain("%d letters, %d not retried: %s".formatted(letters.size(), open, byTopic));
  }

  /** One JSON object, on one line. */
  static String json(Letter letter) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("id", letter.id());
      head(json, letter);
      json.writeNumberProperty("bytes", letter.bytes());
      if (letter.retriedAt() != null) {
        json.writeStringProperty("retriedAt", letter.retriedAt().toString());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void head(JsonGenerator json, Letter letter) {
    var head = letter.head();
    json.writeStringProperty("seen", head.seen().toString());
    json.writeStringProperty("reason", head.reason());
    json.writeStringProperty("exception", head.exception());
    json.writeStringProperty("origin", head.origin().toString());
    json.writeStringProperty("arrived", head.arrived().toString());
    json.writeStringProperty("application", head.application());
    if (letter.key() != null) {
      json.writeStringProperty("key", letter.keyText());
    }
  }

  /** Text of strangers is no markup. */
  static String plain(String text) {
    return Letter.printable(text).replace("@|", "@ |");
  }

  private static String cut(String text) {
    return text.length() <= KEY_WIDTH ? text : text.substring(0, KEY_WIDTH - 1) + "…";
  }
}
