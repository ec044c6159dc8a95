package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.alerts.AlertEvent;
import dev.wardstream.clinical.alerts.AlertEventType;
import dev.wardstream.clinical.alerts.AlertInstance;
import dev.wardstream.clinical.engine.Action;
import dev.wardstream.clinical.engine.AssociationChange;
import dev.wardstream.clinical.engine.Engine;
import dev.wardstream.clinical.engine.Patient;
import dev.wardstream.clinical.engine.Put;
import dev.wardstream.clinical.engine.Reading;
import dev.wardstream.clinical.engine.StateCodec;
import dev.wardstream.clinical.engine.Step;
import dev.wardstream.clinical.history.InMemoryHistory;
import dev.wardstream.clinical.history.OffsetRange;
import dev.wardstream.clinical.history.Position;
import dev.wardstream.clinical.rules.Care;
import dev.wardstream.clinical.rules.LeveledRule;
import dev.wardstream.clinical.rules.News2Rule;
import dev.wardstream.clinical.rules.QsofaRule;
import dev.wardstream.clinical.rules.RuleSet;
import dev.wardstream.clinical.rules.ShockIndexRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The engine, with its state going through bytes now and then. */
final class Driven implements Subject {
  private static final EnumSet<AlertEventType> EVIDENT =
      EnumSet.of(
          AlertEventType.RAISED,
          AlertEventType.ESCALATED,
          AlertEventType.DEESCALATED,
          AlertEventType.UPDATED,
          AlertEventType.CLEARED);

  private final Engine engine;
  private final RuleSet rules;
  private final Random random;
  private final boolean restarts;
  private final InMemoryHistory history = new InMemoryHistory();
  private final List<String> events = new ArrayList<>();
  private Patient patient;
  private byte @Nullable [] rarely;
  private long seq;

  Driven(Engine engine, RuleSet rules, String id, boolean scale2, long seed) {
    this.engine = engine;
    this.rules = rules;
    random = new Random(seed);
    restarts = random.nextBoolean();
    patient = new Patient(id);
    if (scale2) {
      var prescribed = new Care.Scale2("dr", Instant.EPOCH, null);
      var care = new Care(null, null, null, false, false, List.of(prescribed));
      keep(engine.care(patient, care, Instant.EPOCH, history));
    }
  }

  @Override
  public List<String> events() {
    return events;
  }

  @Override
  public List<String> take(Input input) {
    Instant at = Instant.ofEpochMilli(input.at());
    return switch (input) {
      case Input.Sent put -> keep(engine.put(patient, put(put), history));
      case Input.Ticked _ -> keep(engine.tick(patient, at, history));
      case Input.Associated change ->
          keep(
              engine.associate(
                  patient,
                  new AssociationChange(change.device(), change.intervals(), at),
                  history));
      case Input.Acted acted -> act(acted, at);
    };
  }

  private static Put put(Input.Sent put) {
    List<Reading> readings =
        put.readings().stream()
            .map(one ->
                new Reading(
                    one.vital(),
                    one.value(),
                    one.unit(),
                    Instant.ofEpochMilli(one.time()),
                    Reading.Status.FINAL,
                    one.round() ? "round" : null))
            .toList();
    return new Put(
        put.device(),
        1,
        put.seq(),
        Instant.ofEpochMilli(put.at()),
        new Position(0, put.offset()),
        readings);
  }

  private List<String> act(Input.Acted acted, Instant at) {
    keep(engine.tick(patient, at.minusMillis(1), history));
    Instant until = acted.until() == 0 ? null : Instant.ofEpochMilli(acted.until());
    Action.Kind kind = Action.Kind.valueOf(acted.kind().name());
    Action action =
        switch (acted.kind()) {
          case ACK, CLOSE, COMMENT, DELIVERED, SEEN -> {
            AlertInstance alert = patient.alert(acted.family());
            Long asOf = acted.behind() < 0 ? null : (Long) (seq - acted.behind());
            yield alert == null
                ? null
                : new Action(kind, alert.alertId(), "nurse", at, "seen", asOf, null, null);
          }
          case PAUSE, RESUME -> new Action(kind, null, "nurse", at, null, null, null, until);
          case ALARM_OFF, ALARM_ON ->
              new Action(kind, null, "nurse", at, "because", null, acted.family(), until);
        };
    return action == null ? List.of() : keep(engine.act(patient, action, history));
  }

  private List<String> keep(Step step) {
    for (AlertEvent event : step.events()) {
      if (event.seq() != ++seq) {
        throw new IllegalStateException("event " + event.seq() + " instead of " + seq);
      }
      events.add(text(event));
    }
    if (restarts && patient.takeRareChange()) {
      rarely = StateCodec.rarely(patient);
    }
    if (restarts && random.nextInt(4) == 0) {
      patient = StateCodec.decode(patient.id(), StateCodec.often(patient), rarely);
      Objects.requireNonNull(engine.news2(patient)); // as when it is published at once
    }
    return step.dispositions().stream().map(Enum::name).toList();
  }

  private String text(AlertEvent event) {
    StringBuilder text = new StringBuilder();
    text.append(event.emittedAt().toEpochMilli())
        .append(' ')
        .append(event.type())
        .append(' ')
        .append(event.family())
        .append(' ')
        .append(event.severity())
        .append(' ')
        .append(event.eventTime().toEpochMilli())
        .append(event.marks().suppressed() ? " suppressed" : "")
        .append(event.marks().audioPaused() ? " audioPaused" : "")
        .append(event.retrospective() ? " retrospective" : "");
    if (event.type() == AlertEventType.RAISED && event.occurrence() > 1) {
      text.append(" occurrence=").append(event.occurrence());
    }
    if (event.type() == AlertEventType.CLEARED && event.latched()) {
      text.append(" latched");
    }
    if (event.annunciated()) {
      text.append(" annunciated");
    }
    if (event.type() == AlertEventType.TIER_UP) {
      text.append(" tier=").append(event.tier());
    }
    Instant until = event.until();
    if (until != null) {
      text.append(" until=").append(until.toEpochMilli());
    }
    return EVIDENT.contains(event.type()) ? text + evidence(event) : text.toString();
  }

  private String evidence(AlertEvent event) {
    String value = event.value();
    String plain = value == null ? "-" : NaiveLevels.plain(new BigDecimal(value));
    return switch (rules.rule(event.family()).orElse(null)) {
      case ShockIndexRule _ -> " " + plain + " " + event.limit();
      case LeveledRule _ -> " " + plain + " " + event.limit() + " " + offsets(event.readings());
      case News2Rule _ -> " " + plain;
      case QsofaRule _ -> " " + plain;
      case null, default -> "";
    };
  }

  private static List<Long> offsets(List<OffsetRange> ranges) {
    return ranges.stream()
        .flatMap(range -> LongStream.rangeClosed(range.first(), range.last()).boxed())
        .toList();
  }
}
