package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life of a device: a code, a key, tokens, revocation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesIT {
  private static final Wanted DEVICE = new Wanted(DeviceKind.DEVICE, Set.of());

  private final DeviceWard ward = new DeviceWard(Map.of());
  private ECKey bad = key();

  @AfterAll
  void stop() {
    ward.close();
  }

  /** Guesses of one test must not count for the next. */
  @BeforeEach
  void laterThanAnyGuess() {
    ward.clock.advance(Duration.ofMinutes(2));
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String code(String device, Wanted wanted) {
    var invitation = ward.enrolment.invite(device, wanted, "op-1");
    ward.awaitKnown(device, row -> row.getCode() != null);
    return invitation.code().text();
  }

  private ECKey enrolled(String device, Wanted wanted) {
    var key = key();
    var answer = ward.post("enrol", DeviceWard.enrolBody(device, code(device, wanted), key));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ward.awaitKnown(device, row -> row.getState() == DeviceState.ACTIVE && row.getKey() != null);
    return key;
  }

  private String token(String device, ECKey key) {
    var answer = ward.exchange(ward.assertion(device, key, DevicesIT::same));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private static JWTClaimsSet.Builder same(JWTClaimsSet.Builder claims) {
    return claims;
  }

  private static String put(String device, long seq) {
    return "{\"id\":%d,\"put\":{\"device\":\"%s\",\"boot\":1,\"seq\":%d,\"readings\":[{\"t\":1}]}}"
        .formatted(seq, device, seq);
  }

  @Test
  void aDeviceComesFromItsCodeToItsReadings() {
    var key = enrolled("dev-1", DEVICE);
    try (var client = Client.connect(ward.server.port(), token("dev-1", key))) {
      assertThat(client.ask(put("dev-1", 1))).contains("\"ok\"");
      assertThat(client.ask(put("dev-2", 2))).contains("FORBIDDEN");
    }
    assertThat(ward.awaitRefusal("put", "dev-2"))
        .extracting(AccessRecord::getSubject, AccessRecord::getRole, AccessRecord::getAddress)
        .containsExactly("dev-1", "device", "127.0.0.1");
  }

  @Test
  void anOperatorMakesCodesAndRevokesOverHttp() {
    var operator = ward.token("op-1", Role.OPERATOR, Set.of());
    var made =
        ward.post(
            "gw-http/code",
            "{\"kind\":\"gateway\",\"devices\":[\"dev-a\"]}",
            "Authorization",
            "Bearer " + operator);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(made.body()).matches(".*\"code\":\"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\".*");
    var revoked = ward.post("gw-http/revoke", "", "Authorization", "Bearer " + operator);
    assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
    ward.awaitKnown("gw-http", row -> row.getState() == DeviceState.REVOKED);

    var nurse = ward.token("nurse-1", Role.NURSE, Set.of());
    assertThat(ward.post("dev-1/code", "", "Authorization", "Bearer " + nurse).statusCode())
        .isEqualTo(403);
    assertThat(ward.post("dev-1/revoke", "").statusCode()).isEqualTo(401);
    assertThat(ward.awaitRefusal("devices.code", "dev-1").getSubject()).isEqualTo("nurse-1");
  }

  @Test
  void aCodeIsGoodOnceAlsoForTwoAtTheSameMoment() {
    var code = code("dev-once", DEVICE);
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      () -> ward.post("enrol", DeviceWard.enrolBody("dev-once", code, key())),
                      workers))
              .toList();
      assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsExactlyInAnyOrder(200, 403, 403, 403);
    }
    ward.awaitKnown("dev-once", row -> row.getCode() == null);
    assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-once", code, key())).statusCode())
        .isEqualTo(403);
    assertThat(ward.awaitRefusal("devices.enrol", "dev-once").getAddress()).isEqualTo("127.0.0.1");
  }

  @Test
  void aCodeEndsAfterAQuarterOfAnHourAndIsForItsDeviceOnly() {
    var code = code("dev-late", DEVICE);
    code("dev-other", DEVICE);
    assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-other", code, key())).statusCode())
        .isEqualTo(403);
    ward.clock.advance(Duration.ofMinutes(15));
    assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-late", code, key())).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whoGuessesWaits() {
    var code = code("dev-guess", DEVICE);
    for (var i = 0; i < 5; i++) {
      assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-guess", "0000-0000-0000", key())))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(403);
    }
    var refused = ward.post("enrol", DeviceWard.enrolBody("dev-guess", code, key()));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"RATE\"", "\"afterMs\"");
    ward.clock.advance(Duration.ofMinutes(2));
    assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-guess", code, key())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anAssertionIsGoodOnce() {
    var key = enrolled("dev-replay", DEVICE);
    var assertion = ward.assertion("dev-replay", key, DevicesIT::same);
    assertThat(ward.exchange(assertion).statusCode()).isEqualTo(200);
    var again = ward.exchange(assertion);
    assertThat(again.statusCode()).isEqualTo(401);
    assertThat(again.body()).contains("\"error\":\"invalid_client\"", "jti");
  }

  private static Stream<Arguments> badAssertions() {
    return Stream.of(
        bad("another's name", claims -> claims.subject("dev-good").issuer("dev-good")),
        bad("unknown", claims -> claims.subject("dev-none").issuer("dev-none")),
        bad("another issuer", claims -> claims.issuer("dev-good")),
        bad("another audience", claims -> claims.audience("elsewhere")),
        bad("no id", claims -> claims.jwtID(null)),
        bad("no end", claims -> claims.expirationTime(null)),
        bad("expired", claims -> claims.expirationTime(later(claims, -41))),
        bad("too long", claims -> claims.expirationTime(later(claims, 70))),
        bad("not yet", claims -> claims.notBeforeTime(later(claims, 20))));
  }

  /** Relative to the end of a good one, which is in 30 s. */
  private static Date later(JWTClaimsSet.Builder claims, long seconds) {
    var end = claims.build().getExpirationTime().toInstant();
    return Date.from(end.plusSeconds(seconds));
  }

  private static Arguments bad(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAssertions")
  void refusesAssertions(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
    if (ward.service.devices().find("dev-bad") == null) {
      bad = enrolled("dev-bad", DEVICE);
      enrolled("dev-good", DEVICE);
    }
    assertThat(ward.exchange(ward.assertion("dev-bad", bad, DevicesIT::same)).statusCode())
        .isEqualTo(200);
    var answer = ward.exchange(ward.assertion("dev-bad", bad, change));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
  }

  @Test
  void refusesAssertionsOfAnotherKey() {
    enrolled("dev-stolen", DEVICE);
    assertThat(ward.exchange(ward.assertion("dev-stolen", key(), DevicesIT::same)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesKeysThatAreNotPublicEllipticOnes() {
    var code = code("dev-key", DEVICE);
    var key = key();
    for (var wrong : new String[] {key.toJSONString(), "{}", "\"x\"", "{\"kty\":\"EC\"}"}) {
      var body = "{\"device\":\"dev-key\",\"code\":\"%s\",\"key\":%s}".formatted(code, wrong);
      assertThat(ward.post("enrol", body).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(ward.post("enrol", DeviceWard.enrolBody("dev-key", code, key)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void revocationEndsTheSocketTheTokenAndTheKey() {
    var key = enrolled("dev-rev", DEVICE);
    var token = token("dev-rev", key);
    var claimed = ward.token("dev-rev", Role.DEVICE, Set.of());
    try (var client = Client.connect(ward.server.port(), token)) {
      assertThat(client.ask(put("dev-rev", 1))).contains("\"ok\"");
      ward.enrolment.revoke("dev-rev", "op-1");

      var closed =
          Stream.generate(client::line).filter(line -> line.startsWith("closed")).findFirst();
      assertThat(closed).hasValueSatisfying(line -> assertThat(line).startsWith("closed 4500"));
    }
    assertThat(ward.exchange(ward.assertion("dev-rev", key, DevicesIT::same)).statusCode())
        .isEqualTo(401);
    assertThat(Refused.status(ward.server.port(), token)).isEqualTo(401);
    assertThat(Refused.status(ward.server.port(), claimed)).isEqualTo(401);
    assertThat(ward.awaitRefusal("socket", "/v1/ingest").getReason()).isEqualTo("REVOKED");

    var again = enrolled("dev-rev", DEVICE);
    assertThat(Refused.status(ward.server.port(), token)).as("issued before").isEqualTo(401);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Refused.status(ward.server.port(), token("dev-rev", again)) == 101);
  }

  @Test
  void whoIsNotEnrolledIsRefusedWhateverTheToken() {
    var stranger = ward.token("dev-stranger", Role.DEVICE, Set.of());
    assertThat(Refused.status(ward.server.port(), stranger)).isEqualTo(401);
    ward.enrolment.admit("dev-stranger", DEVICE, "op-1");
    ward.awaitKnown("dev-stranger", row -> row.getState() == DeviceState.ACTIVE);
    assertThat(Refused.status(ward.server.port(), stranger)).isEqualTo(101);
    var gateway = ward.token("dev-stranger", Role.GATEWAY, Set.of("dev-x"));
    assertThat(Refused.status(ward.server.port(), gateway))
        .as("a device is no gateway")
        .isEqualTo(401);
  }

  @Test
  void aGatewayWritesForTheDevicesListedNowAndNotForRevokedOnes() {
    var listed = new Wanted(DeviceKind.GATEWAY, Set.of("g-1", "g-2"));
    var key = enrolled("gw-1", listed);
    try (var client = Client.connect(ward.server.port(), token("gw-1", key))) {
      assertThat(client.ask(put("g-1", 1))).contains("\"ok\"");
      assertThat(client.ask(put("g-3", 2))).contains("FORBIDDEN");
      assertThat(client.ask(put("gw-1", 3))).contains("FORBIDDEN");
      ward.enrolment.revoke("g-2", "op-1");
      ward.awaitKnown("g-2", row -> row.getState() == DeviceState.REVOKED);
      assertThat(client.ask(put("g-2", 4))).contains("FORBIDDEN");
      ward.enrolment.admit("gw-1", new Wanted(DeviceKind.GATEWAY, Set.of("g-3")), "op-1");
      ward.awaitKnown("gw-1", row -> row.getDevices().contains("g-3"));
      assertThat(client.ask(put("g-3", 5))).contains("\"ok\"");
      assertThat(client.ask(put("g-1", 6))).contains("FORBIDDEN");
    }
    var claims = ward.token("gw-1", Role.GATEWAY, Set.of("g-4"));
    try (var client = Client.connect(ward.server.port(), claims)) {
      assertThat(client.ask(put("g-3", 1))).as("not in the token").contains("FORBIDDEN");
      assertThat(client.ask(put("g-4", 2))).as("not in the table").contains("FORBIDDEN");
    }
  }

  @Test
  void theNewestSocketOfADeviceWins() {
    var key = enrolled("dev-two", DEVICE);
    try (var older = Client.connect(ward.server.port(), token("dev-two", key));
        var newer = Client.connect(ward.server.port(), token("dev-two", key))) {
      var closed =
          Stream.generate(older::line).filter(line -> line.startsWith("closed")).findFirst();
      assertThat(closed).hasValueSatisfying(line -> assertThat(line).startsWith("closed 4504"));
      assertThat(newer.ask(put("dev-two", 1))).contains("\"ok\"");
    }
  }

  @Test
  void aFloodOfRefusalsIsCountedNotListed() {
    var key = enrolled("dev-flood", DEVICE);
    var times = 2_000;
    try (var client = Client.connect(ward.server.port(), token("dev-flood", key))) {
      for (var i = 0; i < times; i++) {
        client.send(put("not-mine", i));
      }
      for (var i = 0; i < times; i++) {
        assertThat(client.line()).contains("FORBIDDEN");
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var records =
              ward.audit().stream()
                  .filter(record -> record.getSubject().equals("dev-flood"))
                  .map(AccessRecord::getCount)
                  .toList();
          assertThat(records.stream().mapToLong(Long::longValue).sum()).isEqualTo(times);
          assertThat(records).hasSizeLessThan(times / 4);
        });
    assertThat(ward.metrics.counter("wardstream.audit.refusals", "what", "put").count())
        .isGreaterThanOrEqualTo(times);
  }
}
