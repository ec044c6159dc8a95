package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaking the glass: granted for a while, on record, told to the ward. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GlassIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LIVE = "\"live\"";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
    ward.records.admit("mine", "one");
    ward.records.admit("other", "two");
    try (var doctor = ward.connect("watch", Role.DOCTOR, Set.of("two"))) {
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> doctor.ask("sub", live("patients/other/alerts")).contains("ok"));
    }
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private static String live(String stream) {
    return "{\"stream\":\"" + stream + "\",\"from\":\"live\"}";
  }

  private HttpResponse<String> ask(
      String subject, Role role, String method, String path, BodyPublisher body) {
    var principal =
        new Principal(
            subject, Set.of(role), Set.of("one"), Set.of("mine"), Set.of(), Instant.EPOCH);
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + ward.server.port() + "/v1/break-glass" + path))
            .header("Authorization", "Bearer " + ward.mint.issue(principal, Duration.ofMinutes(5)))
            .method(method, body)
            .timeout(LIMIT)
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> open(String subject, Role role, String body) {
    return ask(subject, role, "POST", "", BodyPublishers.ofString(body));
  }

  private HttpResponse<String> open(String subject) {
    var answer =
        open(subject, Role.NURSE, "{\"patient\":\"other\",\"reason\":\"collapsed in the hall\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private List<AccessRecord> records(String subject) {
    return ward.records.read(Topics.AUDIT_ACCESS, AccessRecord.class).stream()
        .filter(record -> record.getSubject().equals(subject))
        .filter(record -> record.getWhat().equals("break-glass"))
        .toList();
  }

  private static void awaitRevoked(TestSubscriber subscriber, int sub) {
    subscriber.line(
        l -> l.startsWith("{\"sub\":" + sub + ",\"gap\"") && l.contains("\"why\":\"revoked\""));
  }

  @Test
  void grantsForAWhileOnRecordAndToldToTheWard() {
    try (var nurse = ward.connect("glass-1", Role.NURSE, Set.of("one"));
        var resident = ward.connect("resident", Role.DOCTOR, Set.of("two"))) {
      resident.awaitLive(resident.sub("wards/two/notices", "\"snapshot\""));
      assertThat(nurse.ask("sub", live("patients/other/vitals"))).contains("FORBIDDEN");
      assertThat(nurse.ask("sub", live("wards/two/notices"))).contains("FORBIDDEN");

      assertThat(open("glass-1").body()).contains("\"patient\":\"other\"", "\"until\":\"");

      assertThat(records("glass-1"))
          .as("before it is answered")
          .singleElement()
          .matches(AccessRecord::getAllowed)
          .extracting(AccessRecord::getPatient, AccessRecord::getReason)
          .containsExactly("other", "collapsed in the hall");
      resident.line(l ->
          l.contains("\"kind\":\"GLASS_BROKEN\",\"patient\":\"other\",\"by\":\"glass-1\"")
              && l.contains("collapsed in the hall"));
      var single = nurse.sub("patients/other/vitals", LIVE);
      var whole = nurse.sub("wards/one/vitals", LIVE);
      nurse.awaitLive(single);
      nurse.awaitLive(whole);
      ward.records.reading("other", 1);
      nurse.awaitData(single, 1);
      assertThat(nurse.ask("sub", live("wards/two/vitals"))).contains("FORBIDDEN");

      ward.clock.forward(Duration.ofMinutes(59));
      ward.records.reading("other", 2);
      nurse.awaitData(single, 2);
      ward.clock.forward(Duration.ofMinutes(1));
      awaitRevoked(nurse, single);
      assertThat(nurse.ask("sub", live("patients/other/vitals"))).contains("FORBIDDEN");
      ward.records.reading("mine", 1);
      assertThat(nurse.awaitData(whole, 1)).as("what the token gave stays").hasSize(1);
    }
  }

  @Test
  void holdsOnEveryNodeUntilItIsEndedEarly() {
    open("glass-2");
    ward.restart();
    try (var nurse = ward.connect("glass-2", Role.NURSE, Set.of("one"));
        var resident = ward.connect("resident", Role.DOCTOR, Set.of("two"))) {
      var sub = nurse.sub("patients/other/vitals", LIVE);
      nurse.awaitLive(sub);
      resident.sub("wards/two/notices", "\"snapshot\"");
      resident.line(l -> l.contains("\"snapshot\"") && l.contains("\"by\":\"glass-2\""));

      var ended = ask("glass-2", Role.NURSE, "DELETE", "/other", BodyPublishers.noBody());

      assertThat(ended.statusCode()).as(ended.body()).isEqualTo(200);
      awaitRevoked(nurse, sub);
      resident.line(l -> l.contains("\"GLASS_MENDED\"") && l.contains("\"by\":\"glass-2\""));
      assertThat(records("glass-2")).hasSize(2);
      assertThat(ask("glass-2", Role.NURSE, "DELETE", "/other", BodyPublishers.noBody()).body())
          .contains("MALFORMED", "\"path\":\"patient\"");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NURSE    | {'patient':'other'}                 | 400 | 'path':'reason'",
        "NURSE    | {'patient':'other','reason':' ab '} | 400 | 'path':'reason'",
        "NURSE    | {'patient':'other','reason':7}      | 400 | 'path':'reason'",
        "NURSE    | {'reason':'because'}                | 400 | 'path':'patient'",
        "NURSE    | {'patient':'o r','reason':'because'} | 400 | 'path':'patient'",
        "NURSE    | {'patient':'nobody','reason':'because'} | 400 | 'path':'patient'",
        "NURSE    | {'patient':'mine','reason':'because'} | 400 | 'path':'patient'",
        "NURSE    | [                                   | 400 | MALFORMED",
        "OPERATOR | {'patient':'other','reason':'because'} | 403 | FORBIDDEN",
        "PATIENT  | {'patient':'other','reason':'because'} | 403 | FORBIDDEN",
      })
  void refusesWithTheField(Role role, String body, int status, String told) {
    var subject = "refused-" + role;
    var answer = open(subject, role, body.replace('\'', '"'));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(told.replace('\'', '"'));
    assertThat(records(subject)).noneMatch(AccessRecord::getAllowed);
    if (status == 403) {
      Awaitility.await().atMost(LIMIT).until(() -> !records(subject).isEmpty());
    }
  }

  @Test
  void nobodyTriesAllTheTime() {
    for (var i = 0; i < 10; i++) {
      open("eager", Role.NURSE, "{\"patient\":\"nobody\",\"reason\":\"trying\"}");
    }
    var answer =
        open("eager", Role.NURSE, "{\"patient\":\"other\",\"reason\":\"trying once more\"}");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(records("eager")).isEmpty();
  }
}
