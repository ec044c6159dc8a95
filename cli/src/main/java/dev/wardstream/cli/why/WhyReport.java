package dev.wardstream.cli.why;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation as a table for people. Lines carry picocli's markup for colour. */
final class WhyReport {
  private static final Map<String, String> MISSING =
      Map.of(
          "retention", "no longer kept",
          "deadline", "not read in time: ask again",
          "limit", "more than one answer may carry",
          "absent", "this log never had it",
          "unreadable", "cannot be decoded");

  private final List<String> lines = new ArrayList<>();

  private WhyReport() {}

  /** The lines of an explanation, as the server gives it. */
  static List<String> of(Tree why) {
    var report = new WhyReport();
    var alert = why.at("alert");
    report.line(
        "@|bold %s|@ of %s, %s, alert %s"
            .formatted(
                alert.at("family").text(),
                alert.at("patient").text(),
                alert.at("open").text().equals("true")
                    ? "open, " + alert.at("severity").text()
                    : "closed",
                alert.at("alertId").text()));
    why.at("events").items().forEach(report::event);
    report.missing(why.at("missing").items());
    report.line("");
    report.line("* looked at by the rule. Values are as the device sent them; times are UTC.");
    return List.copyOf(report.lines);
  }

  private void line(String text) {
    lines.add(text);
  }

  private void event(Tree event) {
    line("");
    line(
        "@|bold %s %s|@  seq %s  %s%s%s"
            .formatted(
                event.at("type").text(),
                event.at("severity").text(),
                event.at("seq").text(),
                event.at("eventTime").text(),
                told(event),
                breach(event)));
    var rules = event.at("ruleSet");
    line(
        "  rules   %s version %s, %s"
            .formatted(rules.at("id").text(), rules.at("version").text(), rules.at("hash").text()));
    line("  record  %s%s".formatted(event.at("at").text(), circumstances(event)));
    event.at("inputs").items().forEach(this::input);
    readings(event.at("readings").items());
  }

  private static String told(Tree event) {
    var delay =
        Duration.between(
            Instant.parse(event.at("eventTime").text()),
            Instant.parse(event.at("emittedAt").text()));
    return ", told %d.%03d s later".formatted(delay.toSeconds(), delay.toMillisPart());
  }

  private static String breach(Tree event) {
    var breach =
        event.text("value").orElse("") + event.text("limit").map(limit -> " " + limit).orElse("");
    return breach.isEmpty() ? "" : "  @|bold " + breach.strip() + "|@";
  }

  private static String circumstances(Tree event) {
    var text = new StringBuilder();
    for (var name : List.of("retrospective", "suppressed", "audioPaused", "stale")) {
      event.text(name).ifPresent(_ -> text.append(", ").append(name));
    }
    event.text("status").ifPresent(status -> text.append(", ").append(status));
    event.text("until").ifPresent(until -> text.append(", until ").append(until));
    event.text("by").ifPresent(by -> text.append(", by ").append(by));
    event.text("note").ifPresent(note -> text.append(": ").append(note));
    return text.toString();
  }

  private void input(Tree input) {
    line(
        "  input   %-6s %-8s %s%s"
            .formatted(
                input.at("vital").text(),
                input.at("value").text(),
                input.at("t").text(),
                input.text("score").map(score -> "  score " + score).orElse("")));
  }

  private void readings(List<Tree> readings) {
    if (readings.isEmpty()) {
      line("  no readings: decided by a timer or a person, or they are missing (below)");
      return;
    }
    line(
        "  %-28s %-14s %-25s %9s  %s"
            .formatted("READING", "DEVICE", "MEASURED", "ARRIVED", "VALUES"));
    for (var reading : readings) {
      line(
          "  %-28s %-14s %-25s %9s  %s"
              .formatted(
                  reading.at("at").text(),
                  reading.at("device").text(),
                  reading.at("t").text(),
                  arrived(reading),
                  values(reading)));
    }
  }

  private static String arrived(Tree reading) {
    var after =
        Duration.between(
            Instant.parse(reading.at("t").text()), Instant.parse(reading.at("arrived").text()));
    return "%+.1f s".formatted(after.toMillis() / 1_000.0);
  }

  private static String values(Tree reading) {
    var deciding = reading.at("deciding").items().stream().map(Tree::text).toList();
    var units = reading.at("units");
    var values =
        reading.at("values").fields().entrySet().stream()
            .map(value -> {
              var unit = units.text(value.getKey()).map(its -> " " + its).orElse("");
              var text = value.getKey() + " " + value.getValue().text() + unit;
              return deciding.contains(value.getKey()) ? "@|bold " + text + "*|@" : text;
            })
            .collect(Collectors.joining("  "));
    return reading.text("status").map(status -> values + "  (" + status + ")").orElse(values);
  }

  private void missing(List<Tree> missing) {
    if (!missing.isEmpty()) {
      line("");
      line("@|yellow Missing|@");
    }
    for (var part : missing) {
      line(
          "  %s/%s/%s to %s: %s"
              .formatted(
                  part.at("topic").text(),
                  part.at("partition").text(),
                  part.at("first").text(),
                  part.at("last").text(),
                  MISSING.getOrDefault(part.at("why").text(), part.at("why").text())));
    }
  }
}
