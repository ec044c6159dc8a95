package dev.wardstream.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.Issuer;
import dev.wardstream.edge.access.OpenIdProvider;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.RefusalLog;
import dev.wardstream.embedded.KafkaCluster;
import dev.wardstream.push.PushConfig;
import dev.wardstream.push.PushService;
import dev.wardstream.push.site.ConsoleFiles;
import dev.wardstream.push.site.SignInPage;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import dev.wardstream.schemas.registry.InMemoryRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Somebody signs in at an OpenID provider, in a real browser: code, PKCE, renewal, sign-out. */
@TestInstance(Lifecycle.PER_CLASS)
class ProviderSignInIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestProvider provider = new TestProvider();
  private final KafkaCluster kafka = Clusters.start();
  private final PushService push = push();
  private final EdgeServer server = serve();

  ProviderSignInIT() throws Exception {
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

  /** A page may open a WebSocket only from an origin that is named. */
  private EdgeServer serve() throws IOException {
    int port;
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    var settings =
        Settings.of(
            "X_",
            Map.of(
                "X_PORT", Integer.toString(port),
                "X_ORIGINS", "http://127.0.0.1:" + port,
                "X_OIDC_ISSUER", provider.issuer(),
                "X_OIDC_ROLES", "realm_access.roles",
                "X_OIDC_WARDS", "groups",
                "X_OIDC_CLIENTS", "ward-console",
                "X_OIDC_CONSOLE_CLIENT", "ward-console"));
    var config = EdgeConfig.from(settings, port);
    var issuers = Issuer.from(settings, config.rules(), Optional.empty());
    var signIn = OpenIdProvider.from(settings, issuers, config.rules());
    settings.refuseUnknown();
    var tokens = new TokenVerifier(issuers, Standing.ALWAYS, Clock.systemUTC());
    var builder =
        EdgeServer.builder(config)
            .endpoint(push.endpoint())
            .http(SignInPage.PATH, new SignInPage(false, signIn))
            .httpBelow("/", new ConsoleFiles(ProviderSignInIT.class.getClassLoader(), signIn));
    push.addPages(builder, tokens, RefusalLog.NONE);
    return builder.start(tokens);
  }

  @AfterAll
  void stop() {
    server.close();
    push.close();
    kafka.close();
    provider.close();
  }

  private void signIn(Page page) {
    page.navigate("http://127.0.0.1:" + server.port() + "/");
    page.locator("button.provider").click();
    assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up");
  }

  @Test
  void letsANurseOfTheRealmInAndRenewsHerTokenWithoutAReconnect() {
    try (var browsers = Browsers.open()) {
      var page = browsers.page();
      page.addInitScript(
          "window.sockets = 0; const One = WebSocket;"
              + "window.WebSocket = class extends One { constructor(...a) { super(...a); sockets++; } };");
      signIn(page);

      assertThat(page.locator(".ward-bar h1")).containsText("icu-1");
      assertThat(page.url()).doesNotContain("code=").doesNotContain("state=");
      assertThat(provider.refusals).isEmpty();
      var before = provider.refreshed.get();
      await().atMost(LIMIT).until(() -> provider.refreshed.get() >= before + 2);
      assertThat(page.locator(".link-state")).hasAttribute("data-phase", "up");
      assertThat(page.locator(".link-state")).hasAttribute("title", "by WebSocket");
      assertThat(page.evaluate("sockets")).isEqualTo(1);
      assertThat(page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)"))
          .asString()
          .doesNotContain("eyJ");
    }
  }

  @Test
  void signsOutAtTheProviderToo() {
    try (var browsers = Browsers.open()) {
      var page = browsers.page();
      signIn(page);
      page.locator(".tools button").last().click();
      assertThat(page.locator("button.provider")).isVisible();
      assertThat(provider.signedOut.get()).isPositive();
    }
  }

  @Test
  void takesNoCodeThatThisPageHasNotAskedFor() {
    try (var browsers = Browsers.open()) {
      var page = browsers.page();
      page.navigate("http://127.0.0.1:" + server.port() + "/#state=forged&code=stolen");
      assertThat(page.locator(".problem")).isVisible();
      assertThat(page.url()).doesNotContain("stolen");
      assertThat(provider.refusals).isEmpty();
    }
  }
}
