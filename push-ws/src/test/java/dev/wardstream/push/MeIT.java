package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.GrantScope;
import dev.wardstream.schemas.avro.StaffGrant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code GET /v1/me}: what is somebody's own, by token and tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Ward ward;

  @BeforeAll
  void start() {
    ward = new Ward();
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  private HttpResponse<String> ask(Role role, String subject, String method) {
    var principal =
        new Principal(
            subject, Set.of(role), Set.of("icu", "er"), Set.of(), Set.of(), Instant.EPOCH);
    return ask("Bearer " + ward.mint.issue(principal, Duration.ofMinutes(5)), method);
  }

  private HttpResponse<String> ask(String authorization, String method) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ward.server.port() + "/v1/me"))
            .header("Authorization", authorization)
            .method(method, HttpRequest.BodyPublishers.noBody())
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

  private void becomes(Role role, String subject, String body) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(ask(role, subject, "GET").body()).isEqualTo(body));
  }

  @Test
  void tellsWhatTheTokenGrantsToWhoHasNoRow() {
    becomes(
        Role.NURSE,
        "nurse-1",
        "{\"subject\":\"nurse-1\",\"roles\":[\"nurse\"],\"wards\":[\"er\",\"icu\"],\"patients\":[],\"rooms\":[]}");
  }

  @Test
  void tellsOfTheClaimsWhatTheTableGrants() {
    var now = Instant.now();
    ward.records.staff(
        "doctor-1",
        new StaffGrant(GrantScope.WARD, "icu", now.minusSeconds(60), null),
        new StaffGrant(GrantScope.WARD, "elsewhere", now.minusSeconds(60), null),
        new StaffGrant(GrantScope.WARD, "er", now.minusSeconds(60), now.minusSeconds(30)),
        new StaffGrant(GrantScope.PATIENT, "p-9", now.minusSeconds(60), null));
    becomes(
        Role.DOCTOR,
        "doctor-1",
        "{\"subject\":\"doctor-1\",\"roles\":[\"doctor\"],\"wards\":[\"icu\"],\"patients\":[\"p-9\"],\"rooms\":[]}");
  }

  @Test
  void tellsMembersTheirRoomsAndPatientsThemselves() {
    ward.records.room("talk", "p-1", "doctor-2");
    ward.records.room("other", "doctor-2");
    becomes(
        Role.PATIENT,
        "p-1",
        "{\"subject\":\"p-1\",\"roles\":[\"patient\"],\"wards\":[],\"patients\":[\"p-1\"],"
            + "\"rooms\":[{\"room\":\"talk\",\"members\":[\"doctor-2\",\"p-1\"]}]}");
  }

  @Test
  void tellsNothingWithoutAToken() {
    var answer = ask("Bearer of bad news", "GET");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("UNAUTHENTICATED");
  }

  @Test
  void changesNothing() {
    var answer = ask(Role.NURSE, "nurse-1", "DELETE");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
  }
}
