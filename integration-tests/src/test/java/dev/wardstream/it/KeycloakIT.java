package dev.wardstream.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Issuer;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.push.PushConfig;
import dev.wardstream.push.PushService;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * People who sign in at a real OpenID provider watch their wards. Runs in the Maven profile {@code
 * keycloak} only, which downloads one.
 */
@Tag("keycloak")
@TestInstance(Lifecycle.PER_CLASS)
class KeycloakIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Keycloak keycloak = new Keycloak();
  private final KafkaCluster kafka = Clusters.start();
  private final PushService push = push();
  private final TokenVerifier tokens;
  private final EdgeServer server;

  KeycloakIT() throws Exception {
    var settings =
        Settings.of(
            "X_",
            Map.of(
                "X_PORT", "0",
                "X_OIDC_ISSUER", keycloak.issuer(),
                "X_OIDC_ROLES", "realm_access.roles",
                "X_OIDC_CLIENTS", "ward-console"));
    var config = EdgeConfig.from(settings, 0);
    var issuers = Issuer.from(settings, config.rules(), Optional.empty());
    settings.refuseUnknown();
    tokens = new TokenVerifier(issuers, Standing.ALWAYS, Clock.systemUTC());
    server = EdgeServer.builder(config).endpoint(push.endpoint()).start(tokens);
    await().atMost(LIMIT).until(() -> push.whyNotReady().isEmpty());
  }

  private PushService push() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
    return PushService.open(
        PushConfig.on(kafka.bootstrapServers()),
        new InMemoryRegistry(),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  @AfterAll
  void stop() {
    server.close();
    push.close();
    kafka.close();
    keycloak.close();
  }

  private URI address() {
    return URI.create("ws://127.0.0.1:" + server.port() + "/v1/push");
  }

  private static String subscribe(String ward) {
    return "\"sub\":{\"stream\":\"wards/%s/alerts\",\"from\":\"live\"}".formatted(ward);
  }

  @Test
  void aNurseOfTheRealmWatchesHerWardAndNoOther() throws Exception {
    var access = keycloak.nurse().path("access_token").asString();
    var principal = tokens.verify(access);
    assertThat(principal.roles()).containsExactly(Role.NURSE);
    assertThat(principal.wards()).containsExactly("icu-1");
    try (var client = WireClient.hello(address(), access)) {
      assertThat(client.ask(subscribe("icu-1")).has("ok")).isTrue();
      assertThat(client.ask(subscribe("icu-2")).path("error").path("code").asString())
          .isEqualTo("FORBIDDEN");
    }
    try (var client = WireClient.bearer(address(), access)) {
      assertThat(client.ask(subscribe("icu-1")).has("ok")).isTrue();
    }
  }

  @Test
  void idTokensAndRefreshTokensLetNobodyIn() throws Exception {
    var given = keycloak.nurse();
    for (var name : new String[] {"id_token", "refresh_token"}) {
      assertThatThrownBy(() -> tokens.verify(given.path(name).asString()))
          .as(name)
          .isInstanceOf(InvalidToken.class);
    }
  }

  @Test
  void aNewKeyOfTheRealmIsFoundAndTheOldOneStaysGood() throws Exception {
    var before = keycloak.nurse().path("access_token").asString();
    tokens.verify(before);
    keycloak.rotateKey();
    var after = keycloak.nurse().path("access_token").asString();
    assertThat(SignedJWT.parse(after).getHeader().getKeyID())
        .isNotEqualTo(SignedJWT.parse(before).getHeader().getKeyID());
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(InvalidToken.class)
        .until(() -> tokens.verify(after).is(Role.NURSE));
    assertThat(tokens.verify(before).is(Role.NURSE)).isTrue();
  }
}
