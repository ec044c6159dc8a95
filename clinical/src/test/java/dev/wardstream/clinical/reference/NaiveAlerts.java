package dev.wardstream.clinical.reference;

import dev.wardstream.clinical.rules.DeliveryRule;
import dev.wardstream.clinical.rules.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The life of every alert of one patient, told as lines of text. */
final class NaiveAlerts {
  /** Of clocks that do not run. */
  static final long NEVER = Long.MAX_VALUE;

  private static final String UNDELIVERED = "UNDELIVERED";
  private static final String NOBODY = DeliveryRule.NOBODY_WATCHING;
  private static final String OFF = "ALARM_OFF:";
  private static final String PAUSE = "AUDIO_PAUSE";
  private static final List<String> TECHNICAL =
      List.of(
          "SIGNAL_LOST:",
          "NEWS2_INCOMPLETE",
          "FLATLINE:",
          "ARTEFACT:",
          "CLOCK_SKEW",
          UNDELIVERED,
          NOBODY);

  private final Memory memory;
  private final List<DeliveryRule> deliveries;
  private final List<String> events = new ArrayList<>();
  final Map<String, Alert> open = new TreeMap<>();
  private final Map<String, Long> off = new TreeMap<>();
  private long pausedSince;
  private long pausedUntil = NEVER;
  private long confirmed = Long.MIN_VALUE;

  NaiveAlerts(Memory memory) {
    this.memory = memory;
    deliveries = memory.rules.rules(DeliveryRule.class);
  }

  /** An open alert; NONE means latched. */
  static final class Alert {
    Severity severity = Severity.NONE;
    long episode;
    int occurrence;
    @Nullable BigDecimal worst;
    boolean acked;
    boolean high;

    /** Number of the event that made it sound last. */
    int sounded;

    boolean silent;
    int tier;
    long clock = NEVER;

    /** When its signal began that no client has confirmed and nobody has acknowledged. */
    long undelivered = NEVER;

    /** When its signal began at HIGH. */
    long highSince = Long.MIN_VALUE;

    boolean delivered;
    boolean seen;
  }

  /**
   * Why a family changes.
   *
   * @param rest value, limit and readings as they are told
   */
  record Why(long at, boolean retro, String rest) {}

  /** A timer that is set. */
  record Due(long at, long deadline, int order, Runnable fire) {}

  List<String> events() {
    return events;
  }

  Severity severity(String family) {
    Alert alert = open.get(family);
    return alert == null ? Severity.NONE : alert.severity;
  }

  static boolean technical(String family) {
    return TECHNICAL.stream().anyMatch(family::startsWith);
  }

  /** The family has this severity from now on; tells whether that was an event. */
  boolean become(String family, Severity severity, Why why) {
    Severity before = severity(family);
    if (severity == before) {
      return false;
    }
    Alert alert = open.computeIfAbsent(family, _ -> new Alert());
    alert.severity = severity;
    alert.high |= severity == Severity.HIGH;
    String note = why.retro ? " retrospective" : "";
    String type = before == Severity.NONE ? "RAISED" : "ESCALATED";
    if (severity.compareTo(before) > 0) {
      alert.sounded = events.size() + 1;
      rise(alert, why);
      if (before == Severity.NONE) {
        alert.occurrence++;
        alert.episode = why.at;
        note += alert.occurrence > 1 ? " occurrence=" + alert.occurrence : "";
      }
    } else if (severity == Severity.NONE) {
      type = "CLEARED";
      alert.clock = NEVER;
      boolean latched = alert.high && !alert.acked && !family.equals(NOBODY);
      note += latched ? " latched" : "";
      if (!latched) {
        open.remove(family);
      }
    } else {
      type = "DEESCALATED";
      if (alert.silent && !why.retro) {
        alert.sounded = events.size() + 1;
        sound(alert);
        note += " annunciated";
      }
    }
    tell(type, family, alert, why.at, note + why.rest);
    return true;
  }

  private void rise(Alert alert, Why why) {
    boolean sounding = alert.clock != NEVER;
    alert.acked = false;
    alert.tier = 0;
    if (!why.retro || sounding) {
      sound(alert);
    }
    alert.silent = why.retro;
  }

  private void sound(Alert alert) {
    alert.silent = false;
    alert.tier = 0;
    alert.clock = alert.acked ? NEVER : memory.now;
    alert.undelivered = alert.clock;
    alert.delivered = false;
    alert.seen = false;
    alert.highSince = alert.severity == Severity.HIGH ? memory.now : Long.MIN_VALUE;
  }

  void update(String family, Why why) {
    Alert alert = open.get(family);
    if (alert == null) {
      return;
    }
    boolean annunciates = alert.silent && !why.retro;
    if (annunciates) {
      alert.sounded = events.size() + 1;
      sound(alert);
    }
    String note = (why.retro ? " retrospective" : "") + (annunciates ? " annunciated" : "");
    tell("UPDATED", family, alert, why.at, note + why.rest);
  }

  /** A person or a client acts on the alert of a family. */
  void act(Input.Acted action) {
    String family = action.family();
    Alert alert = open.get(family);
    switch (action.kind()) {
      case ACK -> ack(action, alert);
      case CLOSE -> end(action, alert);
      case COMMENT -> {
        somebody(alert);
        if (alert != null) {
          tell("COMMENTED", family, alert, memory.now, "");
        }
      }
      case DELIVERED, SEEN -> {
        somebody(alert);
        if (alert != null) {
          confirm(action, alert);
        }
      }
      case PAUSE -> {
        pausedSince = memory.now;
        pausedUntil = action.until();
        tell("PAUSED", PAUSE, null, memory.now, " until=" + action.until());
      }
      case RESUME -> resume();
      case ALARM_OFF -> {
        off.put(family, action.until());
        tell("ALARM_OFF", OFF + family, null, memory.now, " until=" + action.until());
      }
      case ALARM_ON -> alarmOn(family);
    }
  }

  private void ack(Input.Acted action, @Nullable Alert alert) {
    if (unseen(action, alert)) {
      return;
    }
    somebody(alert);
    if (alert != null && !alert.acked) {
      acknowledge(action.family(), alert);
    }
  }

  private void end(Input.Acted action, @Nullable Alert alert) {
    if (unseen(action, alert)) {
      return;
    }
    somebody(alert);
    if (alert != null && alert.severity == Severity.NONE) {
      close(action.family(), alert);
    }
  }

  /** Whether it has sounded anew, which whoever acts has not seen. */
  private boolean unseen(Input.Acted action, @Nullable Alert alert) {
    return alert != null && action.behind() >= 0 && events.size() - action.behind() < alert.sounded;
  }

  /** Whoever acts on an alert has received it. */
  private void somebody(@Nullable Alert alert) {
    confirmed = alert == null ? confirmed : memory.now;
  }

  private void confirm(Input.Acted action, Alert alert) {
    alert.undelivered = NEVER;
    boolean seen = action.kind() == Input.Kind.SEEN;
    boolean already = seen ? alert.seen : alert.delivered;
    alert.delivered = true;
    alert.seen |= seen;
    if (!already) {
      tell(action.kind().name(), action.family(), alert, memory.now, "");
    }
  }

  private void acknowledge(String family, Alert alert) {
    alert.acked = true;
    alert.clock = NEVER;
    alert.undelivered = NEVER;
    tell("ACKED", family, alert, memory.now, "");
    if (alert.severity == Severity.NONE) {
      close(family, alert);
    }
  }

  private void close(String family, Alert alert) {
    open.remove(family);
    tell("CLOSED", family, alert, memory.now, "");
  }

  private void resume() {
    if (pausedUntil != NEVER) {
      pausedUntil = NEVER;
      tell("RESUMED", PAUSE, null, memory.now, "");
    }
  }

  private void alarmOn(String family) {
    if (off.remove(family) == null) {
      return;
    }
    tell("ALARM_ON", OFF + family, null, memory.now, "");
    Alert alert = open.get(family);
    if (alert != null && alert.clock != NEVER) {
      boolean silent = alert.silent;
      sound(alert);
      alert.silent = silent;
    }
  }

  /** What is known to have reached a client is no longer undelivered. */
  void settle() {
    if (oldestUndelivered() == NEVER) {
      for (String family : List.of(UNDELIVERED, NOBODY)) {
        become(family, Severity.NONE, new Why(memory.now, false, ""));
      }
    }
  }

  private long oldestUndelivered() {
    long oldest = NEVER;
    for (Map.Entry<String, Alert> entry : open.entrySet()) {
      String family = entry.getKey();
      boolean counts =
          !family.equals(UNDELIVERED)
              && !family.equals(NOBODY)
              && !off.containsKey(family)
              && counts(entry.getValue().severity);
      oldest = counts ? Math.min(oldest, entry.getValue().undelivered) : oldest;
    }
    return oldest;
  }

  /** A latched alert is still to be delivered. */
  private static boolean counts(Severity severity) {
    return severity == Severity.NONE || severity.compareTo(Severity.MEDIUM) >= 0;
  }

  void timers(List<Due> dues) {
    open.forEach((family, alert) -> clocks(family, alert, dues));
    if (pausedUntil != NEVER) {
      due(dues, pausedUntil, 5, this::resume);
    }
    off.forEach((family, until) -> due(dues, until, 6, () -> alarmOn(family)));
    long oldest = oldestUndelivered();
    if (oldest == NEVER) {
      return;
    }
    for (DeliveryRule rule : deliveries) {
      if (severity(rule.family()) == Severity.NONE) {
        long deadline = oldest + rule.undelivered().toMillis();
        Why why = new Why(deadline, false, "");
        due(dues, deadline, 7, () -> become(rule.family(), Severity.MEDIUM, why));
      }
      if (severity(NOBODY) == Severity.NONE) {
        long deadline = Math.max(oldest, confirmed) + rule.unwatched().toMillis();
        Why why = new Why(deadline, false, "");
        due(dues, deadline, 8, () -> become(NOBODY, Severity.HIGH, why));
      }
    }
  }

  private void clocks(String family, Alert alert, List<Due> dues) {
    boolean lost = family.startsWith("SIGNAL_LOST:") && alert.severity == Severity.MEDIUM;
    if (lost && physiologicalHigh()) {
      long deadline = alert.episode + memory.rules.timing().lostEscalation().toMillis();
      due(
          dues,
          deadline,
          2,
          () -> {
            become(family, Severity.HIGH, new Why(memory.now, false, ""));
          });
    }
    List<Duration> waits = memory.rules.tiers().of(alert.severity);
    if (alert.clock != NEVER && alert.tier < waits.size() && !off.containsKey(family)) {
      due(
          dues,
          alert.clock + waits.get(alert.tier).toMillis(),
          3,
          () -> {
            alert.tier++;
            tell("TIER_UP", family, alert, memory.now, " tier=" + alert.tier);
          });
    }
  }

  private boolean physiologicalHigh() {
    return open.entrySet().stream()
        .anyMatch(
            entry -> entry.getValue().severity == Severity.HIGH && !technical(entry.getKey()));
  }

  void due(List<Due> dues, long deadline, int order, Runnable fire) {
    dues.add(new Due(Math.max(memory.now, deadline), deadline, order, fire));
  }

  /** One line; without an alert for what is inactive. */
  private void tell(
      String type, String family, @Nullable Alert alert, long eventTime, String rest) {
    boolean paused = alert != null && pausedUntil != NEVER && alert.highSince < pausedSince;
    String flags = (off.containsKey(family) ? " suppressed" : "") + (paused ? " audioPaused" : "");
    Severity severity = alert == null ? Severity.NONE : alert.severity;
    events.add(
        memory.now + " " + type + " " + family + " " + severity + " " + eventTime + flags + rest);
  }
}
