package dev.wardstream.accounts;

import dev.wardstream.edge.EdgeServer;
import dev.wardstream.edge.access.TokenMint;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.schemas.registry.SchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account centre inside a process, opened by {@link People}. Safe from any thread. Close the
 * server first.
 */
public final class AccountService implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AccountService.class);
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int WAITING = 64;
  private static final int LIGHT_THREADS = 4;
  private static final int HASHING_THREADS =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Parts parts;
  private final TokenMint mint;
  private final AccountAdmin admin;
  private final SignIns signIns;
  private final Lane hashing = new Lane("passwords", HASHING_THREADS, WAITING);
  private final Lane light = new Lane("accounts", LIGHT_THREADS, 4 * WAITING);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread sweeper;

  /** What it is made of. */
  record Parts(
      AccountsConfig config,
      AccountTables tables,
      AccountLog log,
      Passwords passwords,
      InstantSource clock) {}

  private AccountService(Parts parts, TokenMint mint) {
    this.parts = parts;
    this.mint = mint;
    admin = new AccountAdmin(parts.log(), parts.passwords(), parts.clock());
    signIns = new SignIns(parts, admin, mint);
    sweeper = Thread.ofVirtual().name("accounts-sweep").unstarted(this::sweep);
  }

  /** Begins to read; returns at once. Brokers that are not there yet are waited for. */
  static AccountService open(
      AccountsConfig config,
      TokenMint mint,
      Map<String, Object> kafka,
      SchemaRegistry registry,
      InstantSource clock) {
    var tables = AccountTables.open(kafka, registry);
    var log = new AccountLog(kafka, registry, tables);
    var service = new AccountService(new Parts(config, tables, log, new Passwords(), clock), mint);
    service.sweeper.start();
    return service;
  }

  private void sweep() {
    try {
      while (!closing.await(BETWEEN_SWEEPS.toMillis(), TimeUnit.MILLISECONDS)) {
        var deleted = signIns.sweep();
        LOGGER.atDebug().addKeyValue("sessions", deleted).log("sessions that are over are deleted");
      }
    } catch (AccountRefusal e) {
      LOGGER.atWarn().addKeyValue("why", e.fault()).log("sessions cannot be deleted now");
      sweep();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What operators do. */
  public AccountAdmin admin() {
    return admin;
  }

  /** What people do. */
  public SignIns signIns() {
    return signIns;
  }

  /** All accounts. */
  public AccountTables tables() {
    return parts.tables();
  }

  /** Adds its pages to a server. */
  void serve(
      EdgeServer.Builder server, TokenVerifier tokens, MeterRegistry meters, AuditLog audit) {
    var routes =
        new AccountRoutes(
            new AccountAudit(audit, parts.tables()),
            signIns,
            admin,
            mint.rules().issuer(),
            hashing,
            light);
    var page = new Page(routes, tokens, meters);
    server
        .httpBelow("/v1/auth", page)
        .httpBelow("/v1/accounts", page)
        .http("/.well-known/jwks.json", keys());
  }

  /** The public keys of the mint, for other nodes and services. */
  private HttpHandler keys() {
    return exchange -> {
      exchange
          .getResponseHeaders()
          .put(Headers.CONTENT_TYPE, "application/jwk-set+json")
          .put(Headers.CACHE_CONTROL, "public, max-age=60");
      var body = Json.bytes(mint.keys().published().toString(true));
      exchange.getResponseSender().send(ByteBuffer.wrap(body));
    };
  }

  @Override
  public void close() {
    closing.countDown();
    hashing.close();
    light.close();
    try {
      sweeper.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    parts.log().close();
    parts.tables().close();
  }
}
