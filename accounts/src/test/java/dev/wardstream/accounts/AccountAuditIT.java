package dev.wardstream.accounts;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the account centre puts on record, on a real broker. */
@TestInstance(Lifecycle.PER_CLASS)
class AccountAuditIT {
  private static final String NOBODY = "?";
  private static final String WRONG = "somebody else's secret";
  private static final String OTHER_PASSWORD = "nine patient umbrellas";

  private final EmbeddedKafka kafka = EmbeddedKafka.builder().start();
  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final List<AccessRecord> records = new CopyOnWriteArrayList<>();
  private Centre centre;
  private CompactedTable<AccessRecord> following;

  @BeforeAll
  void start() {
    var client = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var admin = Admin.create(client)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    following =
        CompactedTable.open(
            client,
            Topics.AUDIT_ACCESS.name(),
            AvroSerde.of(Topics.AUDIT_ACCESS, AccessRecord.class, registry).deserializer(),
            (_, row) -> {
              if (row != null) {
                records.add(row.value());
              }
            });
    centre = new Centre(kafka.bootstrapServers(), registry, now, Centre.mint(now));
  }

  @AfterAll
  void stop() {
    centre.close();
    following.close();
    kafka.close();
  }

  /** Whatever a test does, nothing of it may be on record. */
  @AfterEach
  void namesNoSecrets() {
    assertThat(records.toString())
        .doesNotContain(Centre.PASSWORD, OTHER_PASSWORD, WRONG, "eyJ", "wr1.", "argon2");
    centre.pass(Duration.ofMinutes(20));
  }

  /** Waits for a record. */
  private AccessRecord record(String what, String resource, boolean allowed) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                records.stream()
                    .filter(r -> r.getWhat().equals(what) && r.getResource().equals(resource))
                    .filter(r -> r.getAllowed() == allowed)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private String access(String login) throws Exception {
    var answer = centre.signIn(login, Centre.PASSWORD);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("access");
  }

  private void post(int status, String path, String json, @Nullable String token) throws Exception {
    assertThat(centre.post(path, json, token).status()).isEqualTo(status);
  }

  @Test
  void whoSignsInIsOnRecordAndWhoTries() throws Exception {
    centre.account("ida", "nurse", "icu-1");
    access("ida");
    var allowed = record("accounts.sign-in", "accounts/id-ida", true);
    assertThat(allowed.getSubject()).isEqualTo("id-ida");
    assertThat(allowed.getRole()).isEqualTo("nurse");
    assertThat(allowed.getAddress()).isEqualTo("127.0.0.1");
    assertThat(allowed.getReason()).isNull();

    centre.signIn("ida", WRONG);
    var refused = record("accounts.sign-in", "accounts/id-ida", false);
    assertThat(refused.getSubject()).isEqualTo(NOBODY);
    assertThat(refused.getRole()).isEmpty();
    assertThat(refused.getReason()).isEqualTo("login name, password or code is wrong");

    centre.signIn(WRONG, "ida");
    assertThat(record("accounts.sign-in", "accounts/?", false).getSubject()).isEqualTo(NOBODY);
  }

  @Test
  void theAttemptThatLocksAnAccountIsOnRecord() throws Exception {
    centre.account("locked", "nurse");
    for (var i = 0; i < 99; i++) {
      assertThat(centre.signIn("locked", WRONG).status()).isEqualTo(401);
      centre.pass(Duration.ofMinutes(20));
    }
    assertThat(records).noneMatch(r -> r.getWhat().equals("accounts.lockout"));
    assertThat(centre.signIn("locked", WRONG).status()).isEqualTo(401);
    assertThat(record("accounts.lockout", "accounts/id-locked", false).getSubject())
        .isEqualTo(NOBODY);
    assertThat(centre.signIn("locked", Centre.PASSWORD).status()).isEqualTo(403);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            records.stream()
                .anyMatch(r ->
                    String.valueOf(r.getReason()).startsWith("locked after")
                        && r.getWhat().equals("accounts.sign-in")));
  }

  @Test
  void passwordsSetAreOnRecordAndCodesTried() throws Exception {
    centre.account("paula", "doctor");
    var token = access("paula");
    post(401, "/v1/auth/password", passwords(WRONG, OTHER_PASSWORD), token);
    assertThat(record("accounts.password", "accounts/id-paula", false).getSubject())
        .isEqualTo("id-paula");
    post(200, "/v1/auth/password", passwords(Centre.PASSWORD, OTHER_PASSWORD), token);
    assertThat(record("accounts.password", "accounts/id-paula", true).getRole())
        .isEqualTo("doctor");

    var code = requireNonNull(centre.service.admin().reset("id-paula", "test").code());
    post(401, "/v1/auth/reset", reset("AAAA"), null);
    assertThat(record("accounts.reset", "accounts/id-paula", false).getSubject()).isEqualTo(NOBODY);
    post(200, "/v1/auth/reset", reset(code), null);
    assertThat(record("accounts.reset", "accounts/id-paula", true).getSubject())
        .isEqualTo("id-paula");
    assertThat(records.toString()).doesNotContain(code);
  }

  private static String passwords(String old, String wanted) {
    return "{\"old\":\"%s\",\"password\":\"%s\"}".formatted(old, wanted);
  }

  private static String reset(String code) {
    return "{\"login\":\"paula\",\"code\":\"%s\",\"password\":\"%s\"}"
        .formatted(code, Centre.PASSWORD);
  }

  @Test
  void whatOperatorsDoIsOnRecordAndWhoIsNone() throws Exception {
    centre.account("olga", "operator");
    centre.account("nina", "nurse", "icu-1");
    var operator = access("olga");
    var nurse = access("nina");
    var rights = "{\"roles\":[\"nurse\",\"doctor\"],\"wards\":[\"icu-2\"],\"patients\":[]}";

    post(403, "/v1/accounts/id-nina/rights", rights, nurse);
    var refused = record("accounts.rights", "accounts/id-nina", false);
    assertThat(refused.getSubject()).isEqualTo("id-nina");
    assertThat(refused.getRole()).isEqualTo("nurse");
    assertThat(refused.getReason()).isEqualTo("only operators may");

    post(200, "/v1/accounts/id-nina/rights", rights, operator);
    var granted = record("accounts.rights", "accounts/id-nina", true);
    assertThat(granted.getSubject()).isEqualTo("id-olga");
    assertThat(granted.getRole()).isEqualTo("operator");
    assertThat(granted.getReason()).isEqualTo("roles [doctor, nurse], wards [icu-2], patients []");
    for (var what : List.of("disable", "enable", "reset")) {
      post(200, "/v1/accounts/id-nina/" + what, "{}", operator);
      var name = what.equals("reset") ? "issue-reset" : what;
      assertThat(record("accounts." + name, "accounts/id-nina", true).getSubject())
          .isEqualTo("id-olga");
    }
    post(
        200,
        "/v1/accounts",
        "{\"id\":\"id-new\",\"login\":\"newcomer\",\"name\":\"N\",\"roles\":[\"nurse\"],\"wards\":[],\"patients\":[]}",
        operator);
    assertThat(record("accounts.create", "accounts/id-new", true).getSubject())
        .isEqualTo("id-olga");
    post(401, "/v1/accounts/id-nina/disable", "{}", "eyJ.no.token");
    assertThat(record("accounts.disable", "accounts/id-nina", false).getSubject())
        .isEqualTo(NOBODY);
  }

  @Test
  void sessionsEndedAreOnRecord() throws Exception {
    centre.account("rosa", "nurse");
    var first = centre.signIn("rosa", Centre.PASSWORD);
    var old = "{\"refresh\":\"" + first.text("refresh") + "\"}";
    post(200, "/v1/auth/refresh", old, null);
    post(401, "/v1/auth/refresh", old, null);
    var reused = record("accounts.refresh", "accounts/id-rosa", false);
    assertThat(reused.getSubject()).isEqualTo(NOBODY);
    assertThat(reused.getReason()).startsWith("this token was used before");

    post(200, "/v1/auth/sign-out-everywhere", "{}", access("rosa"));
    assertThat(record("accounts.sign-out-everywhere", "accounts/id-rosa", true).getSubject())
        .isEqualTo("id-rosa");
  }
}
