package dev.wardstream.clinical.scenario;

import static java.util.stream.Collectors.toSet;

import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.Disposition;
import dev.wardstream.clinical.rules.Severity;
import dev.wardstream.clinical.scenario.Scenario.Acted;
import dev.wardstream.clinical.scenario.Scenario.Measured;
import dev.wardstream.clinical.scenario.Scenario.Outcome;
import dev.wardstream.clinical.scenario.Scenario.Setting;
import dev.wardstream.clinical.scenario.Scenario.Told;
import dev.wardstream.clinical.vitals.Association;
import dev.wardstream.clinical.vitals.Vital;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads scenarios from their JSON form: times are seconds after 2026-01-15T10:00:00Z. */
public final class ScenarioJson {
  private static final Instant ZERO = Instant.parse("2026-01-15T10:00:00Z");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ScenarioJson() {}

  /** The scenarios of a file. */
  public static List<Scenario> read(Path file) throws IOException {
    return JSON.readTree(Files.readString(file)).valueStream().map(ScenarioJson::scenario).toList();
  }

  private static Scenario scenario(JsonNode json) {
    return new Scenario(
        json.path("id").asString(),
        json.path("title").asString(),
        json.path("readings").valueStream().map(ScenarioJson::measured).toList(),
        json.path("actions").valueStream().map(ScenarioJson::acted).toList(),
        setting(json),
        outcome(json));
  }

  private static Setting setting(JsonNode json) {
    Map<Vital, Duration> silence = new HashMap<>();
    json.path("silence")
        .forEachEntry((vital, seconds) -> silence.put(Vital.valueOf(vital), duration(seconds)));
    Set<String> only = new HashSet<>();
    json.path("only").forEach(family -> only.add(family.asString()));
    Set<Vital> measured = new HashSet<>();
    json.path("readings").forEach(reading -> measured.add(vital(reading)));
    return new Setting(
        only,
        silence,
        json.path("assoc").valueStream().map(stay -> association(stay, measured)).toList(),
        json.path("continuous").valueStream().map(ScenarioJson::continuous).collect(toSet()),
        json.path("tiers").asBoolean(false),
        optionalTime(json.path("end")));
  }

  private static Vital continuous(JsonNode name) {
    return Vital.named(name.asString()).orElseThrow();
  }

  private static Association association(JsonNode json, Set<Vital> measured) {
    return new Association(
        json.get(0).asString(), time(json.get(1)), optionalTime(json.path(2)), measured);
  }

  private static Measured measured(JsonNode json) {
    return new Measured(
        time(json.get("arrival")),
        time(json.get("event")),
        vital(json),
        json.get("value").asString(),
        text(json.path("unit")),
        text(json.path("readingId")));
  }

  private static Vital vital(JsonNode reading) {
    return Vital.named(reading.get("vital").asString()).orElseThrow();
  }

  private static Acted acted(JsonNode json) {
    return new Acted(
        time(json.get("at")),
        Action.Kind.valueOf(json.get("action").asString()),
        json.get("family").asString());
  }

  private static Outcome outcome(JsonNode json) {
    Map<Disposition, Integer> dispositions = new EnumMap<>(Disposition.class);
    json.path("dispositions")
        .forEachEntry((name, n) -> dispositions.put(Disposition.valueOf(name), n.asInt()));
    return new Outcome(
        json.path("expected").valueStream().map(ScenarioJson::told).toList(), dispositions);
  }

  private static Told told(JsonNode json) {
    String note = text(json.path("note"));
    return new Told(
        time(json.get("emittedAt")),
        AlertEventType.valueOf(json.get("type").asString()),
        json.get("family").asString(),
        Severity.valueOf(json.get("level").asString()),
        time(json.get("eventTime")),
        note == null || note.isBlank() ? Set.of() : Set.of(note.split(",")));
  }

  private static @Nullable Instant optionalTime(JsonNode json) {
    return json.isMissingNode() || json.isNull() ? null : time(json);
  }

  private static Instant time(JsonNode seconds) {
    return ZERO.plus(duration(seconds));
  }

  private static Duration duration(JsonNode seconds) {
    return Duration.ofMillis(
        seconds.decimalValue().multiply(BigDecimal.valueOf(1000)).longValueExact());
  }

  private static @Nullable String text(JsonNode json) {
    return json.isMissingNode() || json.isNull() ? null : json.asString();
  }
}
