package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.reference.Input.Acted;
import dev.wardstream.clinical.reference.Input.Measured;
import dev.wardstream.clinical.reference.Input.Sent;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A timeline of the shared JSON format. Times are seconds after {@code zero}. */
record TimelineJson(JsonNode json) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static List<TimelineJson> read(String text) {
    return JSON.readTree(text).valueStream().map(TimelineJson::new).toList();
  }

  String title() {
    return json.path("id").asString() + " " + json.path("title").asString();
  }

  boolean flag(String name) {
    return json.path(name).asBoolean(false);
  }

  Set<String> only() {
    return texts("only");
  }

  Set<Vital> continuous() {
    Set<Vital> vitals = new HashSet<>();
    texts("continuous").forEach(name -> vitals.add(Vital.valueOf(name)));
    return vitals;
  }

  private Set<String> texts(String field) {
    Set<String> texts = new TreeSet<>();
    json.path(field).forEach(text -> texts.add(text.asString()));
    return texts;
  }

  Map<Vital, Duration> silence() {
    Map<Vital, Duration> silence = new HashMap<>();
    json.path("silence")
        .forEachEntry((vital, seconds) ->
            silence.put(Vital.valueOf(vital), Duration.ofMillis(millis(seconds))));
    return silence;
  }

  List<Association> associations() {
    Set<Vital> measured = new HashSet<>();
    json.path("readings").forEach(reading -> measured.add(vital(reading)));
    return json.path("assoc")
        .valueStream()
        .map(stay ->
            new Association(
                stay.get(0).asString(),
                Instant.ofEpochMilli(time(stay.get(1))),
                stay.path(2).isNull() || stay.path(2).isMissingNode()
                    ? null
                    : Instant.ofEpochMilli(time(stay.get(2))),
                measured))
        .toList();
  }

  /** Readings as puts of one, then actions; in order of time, a reading before an action. */
  List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    Map<String, Long> seqs = new HashMap<>();
    for (JsonNode reading : json.path("readings")) {
      long number = inputs.size() + 1L;
      String id = reading.path("readingId").asString("");
      long seq = id.isEmpty() ? number : seqs.computeIfAbsent(id, _ -> number);
      JsonNode unit = reading.path("unit");
      Measured measured =
          new Measured(
              vital(reading),
              code(vital(reading), reading.get("value").asString()),
              unit.isString() ? unit.asString() : null,
              time(reading.get("event")));
      String device = reading.path("device").asString("device");
      inputs.add(new Sent(time(reading.get("arrival")), device, seq, number, List.of(measured)));
    }
    for (JsonNode action : json.path("actions")) {
      inputs.add(
          new Acted(
              time(action.get("at")),
              Input.Kind.valueOf(action.get("action").asString()),
              action.get("family").asString(),
              action.has("until") ? time(action.get("until")) : 0));
    }
    inputs.sort(Comparator.comparingLong(Input::at));
    return inputs;
  }

  /** The shared timelines write oxygen as 0 and 1. */
  private static String code(Vital vital, String value) {
    return vital != Vital.O2 ? value : value.equals("1") ? "true" : "false";
  }

  long end(List<Input> inputs) {
    JsonNode end = json.path("end");
    return end.isNumber() ? time(end) : inputs.getLast().at();
  }

  List<String> expected() {
    return json.path("expected")
        .valueStream()
        .map(event ->
            "%d %s %s %s %d %s"
                .formatted(
                    time(event.get("emittedAt")),
                    event.get("type").asString(),
                    event.get("family").asString(),
                    event.get("level").asString(),
                    time(event.get("eventTime")),
                    notes(event.path("note").asString(""))))
        .toList();
  }

  /** A score is compared by its number, be it the total or the least it can be. */
  private static Set<String> notes(String note) {
    Set<String> notes = new TreeSet<>();
    for (String one : Set.of(note.split(","))) {
      notes.add(one.replaceFirst("^(total|min)=", "score="));
    }
    notes.remove("");
    return notes;
  }

  Map<String, Integer> dispositions() {
    Map<String, Integer> counts = new HashMap<>();
    json.path("dispositions").forEachEntry((name, count) -> counts.put(name, count.asInt()));
    return counts;
  }

  private static Vital vital(JsonNode reading) {
    return Vital.named(reading.get("vital").asString()).orElseThrow();
  }

  private long time(JsonNode time) {
    if (time.isString()) {
      return OffsetDateTime.parse(time.asString()).toInstant().toEpochMilli();
    }
    String zero = json.path("zero").asString("2026-01-15T10:00:00Z");
    return OffsetDateTime.parse(zero).toInstant().toEpochMilli() + millis(time);
  }

  private static long millis(JsonNode seconds) {
    return seconds.decimalValue().multiply(BigDecimal.valueOf(1000)).longValueExact();
  }
}
