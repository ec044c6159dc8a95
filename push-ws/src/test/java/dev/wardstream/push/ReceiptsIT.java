package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.ActionKind;
import dev.wardstream.schemas.avro.AlertAction;
import dev.wardstream.schemas.avro.AlertEventType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which alerts were delivered and seen, as it gets into {@code alerts.actions}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String SNAPSHOT = "\"snapshot\"";

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private TestSubscriber nurse(String subject, String of) {
    return ward.connect(subject, Role.NURSE, Set.of(of));
  }

  private List<AlertAction> actions(String by, ActionKind kind) {
    return ward.records.read(Topics.ALERTS_ACTIONS, AlertAction.class).stream()
        .filter(action -> action.getBy().equals(by) && action.getAction() == kind)
        .toList();
  }

  private List<AlertAction> awaitActions(String by, ActionKind kind, int count) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(() -> actions(by, kind), found -> found.size() >= count);
  }

  private void raise(String patient, String in) {
    ward.records.admit(patient, in);
    ward.records.alert(patient, 1, AlertEventType.RAISED, true);
  }

  /** Subscribes, and waits until the alert has been shown. */
  private int showing(TestSubscriber nurse, String stream, String patient) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              var sub = nurse.sub(stream, SNAPSHOT);
              nurse.awaitLive(sub);
              var start = "{\"sub\":" + sub + ",\"snapshot\":";
              var shown =
                  nurse.lines().stream()
                      .anyMatch(l -> l.startsWith(start) && l.contains("alert-" + patient));
              if (!shown) {
                nurse.ask("unsub", "{\"sub\":" + sub + "}");
              }
              return shown ? sub : 0;
            },
            sub -> sub > 0);
  }

  @Test
  void whatWasSeenIsAnActionOncePerAlert() {
    raise("s1", "seen");
    try (var nurse = nurse("nurse-s", "seen")) {
      var sub = showing(nurse, "wards/seen/alerts", "s1");

      var answer =
          nurse.ask("seen", "{\"sub\":%d,\"alerts\":[\"alert-s1\",\"alert-s1\"]}".formatted(sub));

      assertThat(answer).containsPattern("\"ok\":\\{\"at\":\\[\"alerts.actions/\\d+/\\d+\"\\]\\}");
      assertThat(actions("nurse-s", ActionKind.SEEN))
          .singleElement()
          .extracting(AlertAction::getAlertId)
          .isEqualTo("alert-s1");

      ward.records.alert("s1", 2, AlertEventType.SEEN, true);
      nurse.awaitData(sub, 1);
      assertThat(nurse.ask("seen", "{\"sub\":%d,\"alerts\":[\"alert-s1\"]}".formatted(sub)))
          .contains("\"at\":[]");
    }
  }

  @Test
  void refusalsNameTheFieldAndWriteNothing() {
    raise("r1", "refusing");
    raise("r2", "elsewhere");
    try (var nurse = nurse("nurse-r", "refusing");
        var patient = ward.connect("r1", Role.PATIENT, Set.of())) {
      var sub = showing(nurse, "wards/refusing/alerts", "r1");
      var vitals = nurse.sub("wards/refusing/vitals", SNAPSHOT);
      var own = showing(patient, "patients/r1/alerts", "r1");

      assertRefused(nurse, sub, "\"alert-r1\",\"alert-r2\"", "FORBIDDEN", "\"seen.alerts[1]\"");
      assertRefused(nurse, sub, "\"nobody\"", "FORBIDDEN", "\"seen.alerts[0]\"");
      assertRefused(nurse, sub, "\"alert-r1\",7", "MALFORMED", "\"seen.alerts[1]\"");
      assertRefused(nurse, sub, "\"a b\"", "MALFORMED", "\"seen.alerts[0]\"");
      assertRefused(nurse, sub, "", "MALFORMED", "\"seen.alerts\"");
      assertRefused(nurse, sub, hundredAndOne(), "TOO_LARGE", "\"seen.alerts\"");
      assertRefused(nurse, vitals, "\"alert-r1\"", "MALFORMED", "\"seen.sub\"");
      assertRefused(nurse, 99, "\"alert-r1\"", "MALFORMED", "\"seen.sub\"");
      assertRefused(patient, own, "\"alert-r1\"", "FORBIDDEN", "\"seen.sub\"");
      assertThat(nurse.ask("seen", "{\"alerts\":[\"alert-r1\"]}")).contains("\"seen.sub\"");

      nurse.ask("seen", "{\"sub\":%d,\"alerts\":[\"alert-r1\"]}".formatted(sub));
      assertThat(actions("nurse-r", ActionKind.SEEN)).as("only what was right").hasSize(1);
      assertThat(actions("r1", ActionKind.SEEN)).isEmpty();
    }
  }

  private static String hundredAndOne() {
    return IntStream.range(0, 101).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(","));
  }

  private static void assertRefused(
      TestSubscriber who, int sub, String alerts, String code, String path) {
    assertThat(who.ask("seen", "{\"sub\":%d,\"alerts\":[%s]}".formatted(sub, alerts)))
        .contains("\"" + code + "\"", "\"path\":" + path);
  }

  @Test
  void anAlertIsDeliveredOnceForEachTimeItSounds() {
    raise("d1", "delivering");
    try (var nurse = nurse("nurse-d", "delivering");
        var patient = ward.connect("d1", Role.PATIENT, Set.of())) {
      var whole = showing(nurse, "wards/delivering/alerts", "d1");
      var single = showing(nurse, "patients/d1/alerts", "d1");
      var own = showing(patient, "patients/d1/alerts", "d1");
      ward.records.alert("d1", 2, AlertEventType.UPDATED, true, false);
      ward.records.alert("d1", 3, AlertEventType.ESCALATED, true);
      for (var sub : List.of(whole, single)) {
        nurse.awaitData(sub, 2);
      }
      patient.awaitData(own, 2);

      assertThat(awaitActions("nurse-d", ActionKind.DELIVERED, 2))
          .allMatch(action -> action.getAlertId().equals("alert-d1"))
          .extracting(AlertAction::getNote)
          .containsOnly("taken by the socket");
      ward.records.alert("d1", 4, AlertEventType.DELIVERED, true, false);
      nurse.awaitData(whole, 3);
      try (var later = nurse("nurse-later", "delivering")) {
        showing(later, "wards/delivering/alerts", "d1");
        raise("d2", "delivering");
        assertThat(awaitActions("nurse-later", ActionKind.DELIVERED, 1))
            .as("the other one was delivered already")
            .extracting(AlertAction::getAlertId)
            .containsExactly("alert-d2");
      }
      awaitActions("nurse-d", ActionKind.DELIVERED, 3);
      assertThat(actions("nurse-d", ActionKind.DELIVERED))
          .extracting(AlertAction::getAlertId)
          .containsExactlyInAnyOrder("alert-d1", "alert-d1", "alert-d2");
      assertThat(actions("d1", ActionKind.DELIVERED)).as("their own view").isEmpty();
    }
  }
}
