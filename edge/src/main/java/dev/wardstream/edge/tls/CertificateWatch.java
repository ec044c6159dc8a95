package dev.wardstream.edge.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use. Its files are looked at every few seconds; when their content changes to
 * a certificate that is valid now, with its key, new handshakes meet it. Anything else is told once
 * and changes nothing.
 *
 * <p>One thread of its own reads and swaps; any thread may ask.
 */
public final class CertificateWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CertificateWatch.class);

  private final CertificateFiles files;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final RenewingKeys keys = new RenewingKeys();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private byte[] seen;
  private volatile @Nullable String fault;

  private CertificateWatch(
      CertificateFiles files, Duration every, MeterRegistry metrics, InstantSource clock)
      throws IOException, GeneralSecurityException {
    this.files = files;
    this.clock = clock;
    this.metrics = metrics;
    seen = digest();
    keys.become(files.read());
    thread = Thread.ofPlatform().name("certificate-watch").daemon().unstarted(() -> watch(every));
    Gauge.builder("wardstream.edge.certificate.expires", keys, CertificateWatch::expires)
        .description("When the certificate in use becomes void, in seconds since 1970")
        .baseUnit("seconds")
        .register(metrics);
    Gauge.builder("wardstream.edge.certificate.stale", this, watch -> watch.fault == null ? 0 : 1)
        .description("1 while the files hold something that cannot be used")
        .register(metrics);
  }

  private static double expires(RenewingKeys keys) {
    return keys.current().expires().getEpochSecond();
  }

  /**
   * Reads the certificate and begins to watch its files.
   *
   * @param every pause between two looks
   * @throws IllegalArgumentException when there is no usable certificate
   */
  public static CertificateWatch open(
      CertificateFiles files, Duration every, MeterRegistry metrics, InstantSource clock) {
    try {
      var watch = new CertificateWatch(files, every, metrics, clock);
      watch.thread.start();
      return watch;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "no usable certificate in %s: %s".formatted(files.files(), e.getMessage()), e);
    }
  }

  /** For an SSL context; follows every renewal. */
  public X509ExtendedKeyManager keys() {
    return keys;
  }

  /** When the certificate in use becomes void. */
  public Instant expires() {
    return keys.current().expires();
  }

  /** Why nobody can connect: the certificate is not valid now. */
  public Optional<String> whyNotReady() {
    return keys.current().isValid(clock.instant())
        ? Optional.empty()
        : Optional.of(
            "the certificate is not valid now; it was until %s: renew %s"
                .formatted(expires(), files.files()));
  }

  /** What somebody should mend before the certificate in use becomes void. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  private void watch(Duration every) {
    try {
      while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      var found = digest();
      if (!Arrays.equals(found, seen)) {
        seen = found;
        renew(files.read());
      }
    } catch (IOException | GeneralSecurityException e) {
      keep(String.valueOf(e.getMessage()));
    }
  }

  private void renew(Identity identity) {
    if (identity.isValid(clock.instant())) {
      keys.become(identity);
      fault = null;
      count("renewed");
      LOGGER.atInfo().addKeyValue("expires", identity.expires()).log("certificate renewed");
    } else {
      keep("it is valid until %s only, or not yet".formatted(identity.expires()));
    }
  }

  private void keep(String why) {
    var text = "%s cannot be used: %s; the old certificate stays".formatted(files.files(), why);
    if (!text.equals(fault)) {
      fault = text;
      count("refused");
      LOGGER
          .atWarn()
          .addKeyValue("files", files.files())
          .addKeyValue("why", why)
          .addKeyValue("expires", expires())
          .log("the new certificate cannot be used; the old one stays");
    }
  }

  private void count(String outcome) {
    metrics.counter("wardstream.edge.certificate.changes", "outcome", outcome).increment();
  }

  private byte[] digest() throws IOException, GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    for (Path file : files.files()) {
      digest.update(Files.readAllBytes(file));
    }
    return digest.digest();
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
