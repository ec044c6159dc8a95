package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Burden;
import dev.wardstream.cli.evaluate.figures.Differences;
import dev.wardstream.cli.evaluate.figures.Episode;
import dev.wardstream.cli.evaluate.figures.GroupFigures;
import dev.wardstream.cli.evaluate.figures.Proportion;
import dev.wardstream.cli.evaluate.figures.Stretch;
import dev.wardstream.cli.evaluate.figures.Warning;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report for programs: one JSON object. Durations are seconds; what is unknown is null. */
public final class JsonReport {
  private static final JsonFactory JSON = new JsonFactory();

  private final Report report;
  private final JsonGenerator json;

  private JsonReport(Report report, JsonGenerator json) {
    this.report = report;
    this.json = json;
  }

  /** The whole object, on one line. */
  public static String of(Report report) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      new JsonReport(report, json).write();
    }
    return text.toString();
  }

  private void write() {
    json.writeStartObject();
    ground();
    totals();
    json.writeArrayPropertyStart("rules");
    report.sides().forEach(this::side);
    json.writeEndArray();
    if (report.differences() != null) {
      differences(report.differences());
    }
    json.writeEndObject();
  }

  private void ground() {
    var ground = report.ground();
    json.writeStringProperty("dataset", ground.about().name());
    json.writeStringProperty("outcome", ground.about().outcome());
    if (ground.before() == null) {
      json.writeNullProperty("beforeSeconds");
    } else {
      json.writeNumberProperty("beforeSeconds", ground.before().toSeconds());
    }
    json.writeBooleanProperty("technical", ground.technical());
    json.writeArrayPropertyStart("families");
    ground.families().forEach(json::writeString);
    json.writeEndArray();
    json.writeObjectPropertyStart("read");
    ground.counts().forEach((what, count) -> json.writeNumberProperty(what, (long) count));
    json.writeEndObject();
    json.writeObjectPropertyStart("medianGapSeconds");
    ground
        .gaps()
        .forEach(
            (vital, gap) -> json.writeNumberProperty(vital.wireName(), gap.toMillis() / 1000.0));
    json.writeEndObject();
  }

  private void totals() {
    var totals = report.totals();
    json.writeNumberProperty("patients", totals.stays());
    number("patientDays", totals.days());
    if (report.ground().before() != null) {
      json.writeObjectPropertyStart("outcomes");
      json.writeNumberProperty("watchedBefore", totals.judged());
      json.writeNumberProperty("notWatchedBefore", totals.unwatched());
      json.writeNumberProperty("fromTheStart", totals.fromTheStart());
      json.writeNumberProperty("without", totals.without());
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("values");
    totals
        .verdicts()
        .forEach((verdict, count) -> {
          json.writeStartObject();
          json.writeStringProperty("vital", verdict.vital().wireName());
          json.writeStringProperty("disposition", verdict.disposition());
          json.writeNumberProperty("count", (long) count);
          json.writeEndObject();
        });
    json.writeEndArray();
  }

  private void side(Side side) {
    json.writeStartObject();
    json.writeStringProperty("side", side.letter());
    json.writeStringProperty("name", side.rules());
    json.writeNumberProperty("version", side.version());
    json.writeStringProperty("hash", side.hash());
    json.writeArrayPropertyStart("assessable");
    side.assessments()
        .forEach(each -> {
          json.writeStartObject();
          json.writeStringProperty("family", each.family());
          json.writeStringProperty("severity", each.severity().name());
          json.writeStringProperty("answer", each.answer().name());
          json.writeStringProperty("why", each.why().isEmpty() ? null : each.why());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeArrayPropertyStart("groups");
    side.figures().groups().forEach(this::group);
    json.writeEndArray();
    json.writeArrayPropertyStart("bySeverity");
    side.figures()
        .exact()
        .forEach(each -> {
          json.writeStartObject();
          json.writeStringProperty("family", each.family());
          json.writeStringProperty("severity", each.severity().name());
          json.writeNumberProperty("alerts", each.alerts());
          number("perPatientDay", each.perDay());
          number("alarmMinutesPerPatientDay", each.alarmMinutesPerDay());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeEndObject();
  }

  private void group(GroupFigures group) {
    json.writeStartObject();
    json.writeStringProperty("family", group.group().family());
    json.writeStringProperty("atLeast", group.group().atLeast().name());
    burden(group.burden());
    if (group.warning() != null) {
      warning(group.warning());
    }
    json.writeEndObject();
  }

  private void burden(Burden burden) {
    json.writeObjectPropertyStart("burden");
    json.writeNumberProperty("alerts", burden.alerts());
    number("perPatientDay", burden.perDay());
    json.writeNumberProperty("alerted", burden.alerted());
    json.writeNumberProperty("neverAlerted", burden.never());
    number("medianPerDay", burden.medianPerDay());
    number("p90PerDay", burden.p90PerDay());
    number("alarmMinutesPerPatientDay", burden.alarmMinutesPerDay());
    number("alarmShare", burden.alarmShare());
    json.writeEndObject();
  }

  private void warning(Warning warning) {
    json.writeObjectPropertyStart("warning");
    proportion("sensitivity", warning.sensitivity());
    proportion("inAlarm", warning.inAlarm());
    number("falsePerPatientDay", warning.falsePerDay());
    number("falsePerPatientDayWithoutOutcome", warning.falsePerDayWithout());
    number("falsePerPatientDayWithOutcome", warning.falsePerDayWith());
    proportion("predictiveValueOfAlerts", warning.ofAlerts());
    proportion("predictiveValueOfPatients", warning.ofStays());
    number(
        "medianAheadSeconds",
        warning.medianAhead() == null ? Double.NaN : warning.medianAhead().toSeconds());
    json.writeEndObject();
  }

  private void proportion(String name, Proportion proportion) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("count", proportion.count());
    json.writeNumberProperty("of", proportion.of());
    number("share", proportion.share());
    number("low", proportion.low());
    number("high", proportion.high());
    json.writeEndObject();
  }

  private void differences(Differences differences) {
    json.writeObjectPropertyStart("differences");
    json.writeObjectPropertyStart("counts");
    differences
        .counts()
        .forEach((kind, count) -> json.writeNumberProperty(kind.name(), (long) count));
    json.writeEndObject();
    json.writeArrayPropertyStart("all");
    differences
        .all()
        .forEach(each -> {
          json.writeStartObject();
          json.writeStringProperty("patient", each.stay());
          json.writeStringProperty("family", each.family());
          json.writeStringProperty("difference", each.kind().name());
          episode("a", each.a());
          episode("b", each.b());
          json.writeEndObject();
        });
    json.writeEndArray();
    json.writeEndObject();
  }

  private void episode(String name, @Nullable Episode episode) {
    if (episode == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("from", report.time(episode.from()));
    json.writeStringProperty("to", episode.to() == Stretch.OPEN ? null : report.time(episode.to()));
    json.writeStringProperty("severity", episode.highest().name());
    json.writeEndObject();
  }

  private void number(String name, double value) {
    if (Double.isNaN(value)) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }
}
